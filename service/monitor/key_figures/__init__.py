"""The key figures: counted in the database, made safe to show, and told. Pure: `measures`, `wish`, `rounding`.

May import: what service.monitor may. Only `rounding` decides what may be seen; nothing exact leaves past it.
"""
