"""Voordeur: carries an early-warning signal from a housing corporation to the right municipal desk.

The rooms and what each may import stand in `docs/architectuur.md`; the direction is checked by import-linter.
"""
