"""Referring a resident on to a partner: what it is given, with whose consent, and what it answers.

May import: everything to its right, from `messages` on; it asks there which ways of contact are safe.
"""
