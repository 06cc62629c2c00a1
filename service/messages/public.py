"""The addresses of the pages that residents open without signing in, and the signed link to one appointment. Pure.

A link holds the id of an appointment, the moment until which it works, and a mark of both that only the holder of the
key can make. It holds nothing about a person, and opens nothing but that one appointment.
"""

import base64
import binascii
import hmac
from datetime import UTC, datetime
from uuid import UUID

from service.vault import Vault

APPOINTMENT, REQUEST = "afspraak-link", "hulpvraag-formulier"
"""What a mark is made for: one made for the one is no mark for the other."""
_ID, _MOMENT = 16, 4


def help_path(code: str) -> str:
    return f"/hulp/{code}"


def card_path(code: str, batch: str) -> str:
    """Short, because people type it: it leads on to the page with help."""
    return f"/h/{code}-{batch}"


def privacy_path(code: str) -> str:
    """What the municipality does with data of residents."""
    return f"/privacy/{code}"


def appointment_path(link: str) -> str:
    return f"/afspraak/{link}"


def marked(vault: Vault, purpose: str, id_: UUID, moment: datetime) -> str:
    """An id and a moment (whole seconds), with a mark of both; in letters that an address may have."""
    inside = id_.bytes + int(moment.timestamp()).to_bytes(_MOMENT)
    return base64.urlsafe_b64encode(inside + vault.index(purpose, inside.hex())).decode().rstrip("=")


def read_marked(vault: Vault, purpose: str, text: str) -> tuple[UUID, datetime] | None:
    """The id and the moment; None for what nobody here made for this purpose."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    inside, mark = raw[:_ID + _MOMENT], raw[_ID + _MOMENT:]
    if len(inside) < _ID + _MOMENT or not hmac.compare_digest(mark, vault.index(purpose, inside.hex())):
        return None
    return UUID(bytes=inside[:_ID]), datetime.fromtimestamp(int.from_bytes(inside[_ID:]), UTC)


def link_to(vault: Vault, appointment_id: UUID, until: datetime) -> str:
    """What stands in the address of the page of one appointment; it works until a moment."""
    return marked(vault, APPOINTMENT, appointment_id, until)


def appointment_in(vault: Vault, link: str, now: datetime) -> UUID | None:
    """The appointment of a link; None for a link that nobody here made, or that is over."""
    found = read_marked(vault, APPOINTMENT, link)
    return found[0] if found and now < found[1] else None
