"""The municipality chooses, in the open: dated policy documents that name their ground, never edited once approved.

May import: rules, journal, actors, db and below. All is pure, except `load` (YAML), `tables` and `store`.
"""
