"""Looking: the national delivery, and what the figures mean. Reads what the rooms below wrote, and changes nothing.

All it writes is a line in the journal that a delivery was made, and its own kept counts.
May import: referrals and everything below.
"""
