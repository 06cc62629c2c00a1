"""The organisations around a signal: corporations, municipalities, agreements, clients and accounts.

May import: policy, rules, problems, outbox, journal, vault, actors, db and below.
"""
