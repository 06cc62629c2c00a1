"""Who is calling: token -> Corporation or municipal system; session -> Caseworker, Manager, Administrator.

May import: partners, problems, journal, vault, actors, db and below.
"""
