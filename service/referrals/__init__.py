"""Routing and follow-up: the work for one household at one destination, on one ground.

Pure: routing, deadlines, status, feedback, next_step. Use cases: refer, pick_up, follow_up, hand_over.
May import: signals and everything below.
"""
