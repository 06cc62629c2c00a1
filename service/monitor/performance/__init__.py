"""Agreements about results (prestatieafspraken): what corporation and municipality want to reach in a year, and did.

`aims` is what can be agreed on, `judge` holds a result beside it, `store` keeps what was agreed, `yearly` brings the
figures of two years together, `paper` prints them. May import: the key figures, partners and everything below.
"""
