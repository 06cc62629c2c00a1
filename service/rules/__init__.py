"""The law: dated provisions, judged in full, explained in Dutch.

Pure: may import only the standard library, `holidays` and `service.errors`.
"""
