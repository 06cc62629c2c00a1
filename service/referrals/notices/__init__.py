"""What a corporation is told besides the status of its signal: that debt help is given, and a pause of collection.

May import: referrals (steps, links, tables), signals, policy, journal, vault, actors, db and below.
"""
