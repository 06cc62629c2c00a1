"""Receiving signals: what corporations send, judged before it is stored.

Pure: report, status, facts, matching. Use cases: receive, withdraw, amend. May import: identity and everything below.
"""
