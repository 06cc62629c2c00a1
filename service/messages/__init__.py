"""What is said to people: the checks on a text, the texts themselves, and when and how a message may go.

Pure: everything in this room. May import: referrals and everything below.
"""
