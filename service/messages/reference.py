"""The short number of a letter or a request: what a resident can read out over the telephone. Pure."""

import base64
from uuid import UUID


def short_reference(key: UUID) -> str:
    """Eight letters and digits that say nothing, for example ABCD-2345; no 0, 1 or 8, which look like letters."""
    told = base64.b32encode(key.bytes[-5:]).decode()
    return f"{told[:4]}-{told[4:]}"
