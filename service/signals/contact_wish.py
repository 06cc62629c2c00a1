"""How a resident wants to be reached: the ways, the kinds of message, and what was said with a signal. Pure.

Awb article 2:8: an authority sends a message electronically only as far as the addressee has expressly made known that
he can be reached well enough that way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.rules.facts import OFFENCE, SAFETY, ConsentGiver


class ContactWay(StrEnum):
    """A way to reach somebody at home, e-mail, SMS and WhatsApp apart. A message by the last three is electronic."""

    CALL = "bellen"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "mail"
    LETTER = "brief"
    CARD = "kaartje"
    VISIT = "langskomen"
    ELSEWHERE = "afspraakElders"


CONTACT_WISH = "contactwens"
ELECTRONIC = (ContactWay.EMAIL, ContactWay.SMS, ContactWay.WHATSAPP)


class MessageCategory(StrEnum):
    """The kinds of message that a resident can want electronically, each apart."""

    APPOINTMENT = "afspraak"
    LETTER = "brief"
    REMINDER = "herinnering"


class DayPart(StrEnum):
    """The part of the day that suits, by the national strings."""

    MORNING = "Ochtend"
    AFTERNOON = "Middag"
    EVENING = "Avond"


@dataclass(frozen=True, slots=True)
class ContactWish:
    """What a resident said when consenting to a signal; every part may be left out.

    `safe` is about `way` only: may a housemate see or hear it. `language` is a code of ISO 639-1.
    """

    way: ContactWay | None = None
    categories: tuple[MessageCategory, ...] = ()
    safe: bool | None = None
    language: str | None = None
    day_part: DayPart | None = None

    @property
    def expressly_reachable(self) -> bool:
        """Whether this is the express wish of Awb 2:8, for the number or address in the same signal."""
        return self.way in ELECTRONIC and bool(self.categories) and self.safe is not False


def contact_wish_counts(door: Mapping[str, Any]) -> bool:
    """Whether a wish in this block is read at all: only beside the resident's own consent.

    Where that is missing, or where the whole signal will be refused for danger, violence or an offence, the wish is
    passed over unread: nothing in it may stand between the sender and the signpost that belongs to the refusal.
    """
    consent, concerns = door.get("toestemming"), door.get("zorgen")
    if not isinstance(consent, Mapping) or door.get("acuutGevaar") is not False or not isinstance(concerns, list):
        return False
    given = consent.get("gegevenDoor") != ConsentGiver.SOMEONE_ELSE and consent.get("uitdrukkelijk") is True
    return given and not any(concern in _REFUSED for concern in concerns if isinstance(concern, str))


def contact_wish_of(data: Mapping[str, Any] | None) -> ContactWish | None:
    if data is None:
        return None
    return ContactWish(
        data.get("manier"), tuple(sorted(data.get("soorten") or ())), data.get("veilig"), data.get("taal"),
        data.get("dagdeel"),
    )


def contact_wish_document(wish: ContactWish) -> dict[str, Any]:
    """The wish in the words of the contract; what was not said is left out."""
    document = {
        "manier": wish.way, "soorten": list(wish.categories) or None, "veilig": wish.safe, "taal": wish.language,
        "dagdeel": wish.day_part,
    }
    return {name: value for name, value in document.items() if value is not None}


_REFUSED = SAFETY | OFFENCE
