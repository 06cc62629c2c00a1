"""Looking: the national delivery, and what the figures mean. Reads what the rooms below wrote, and changes nothing.

The one thing it writes is a line in the journal that a delivery was made. May import: referrals and everything below.
"""
