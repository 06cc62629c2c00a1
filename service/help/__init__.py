"""The resident's own way in: the help that a municipality offers, asking for it, and the cards that point to it.

Pure: offer, paper. May import: messages (the check on texts, sending), referrals and everything below.
"""
