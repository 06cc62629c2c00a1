"""Sending: a corporation's client. Cuts a file into batches, posts them, and keeps what became of every row.

Runs at a corporation: it knows no setting of the service, no database and no broker, only the token endpoint and the
public API. Person data passes through memory and over TLS; only references are written down.
"""
