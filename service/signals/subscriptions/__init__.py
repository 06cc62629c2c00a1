"""Subscriptions: the feed of a corporation, brought to its own system as signed CloudEvents.

May import: signals.feed, identity, partners, problems, journal, vault, actors, db and below.
"""
