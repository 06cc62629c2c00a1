"""The law: dated provisions, judged in full, explained in Dutch.

Pure: may import only the standard library, `dateutil`, `msgspec` and `service.errors`.
"""
