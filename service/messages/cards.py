"""Which text fits a visit: what to say at the door, and the card for when nobody opens. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from service.messages.kind import MessageChannel
from service.messages.text import NAME_IS_RIGHT
from service.referrals.status import ContactKind
from service.signals.contact_wish import ContactWay

DAY_BY_HAND, TIME_BY_HAND = "…" * 10, "…" * 5
"""What is written in with a pen: the next moment is only known at the door."""
SOMEBODY_ELSE = "bezoek-ander"


class CardKind(StrEnum):
    GUIDE = "leidraad"
    NOT_AT_HOME = "kaartje"


CHANNEL = {CardKind.GUIDE: MessageChannel.VISIT_CARD, CardKind.NOT_AT_HOME: MessageChannel.NOT_AT_HOME_CARD}
WAY_OF_CARD = {CardKind.GUIDE: ContactWay.VISIT, CardKind.NOT_AT_HOME: ContactWay.CARD}


@dataclass(frozen=True, slots=True)
class Sides:
    """What anybody may see, and what is for the resident."""

    outside: str
    inside: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Whom a visit is for. `source` is who reported arrears; empty where nobody did."""

    source: str
    threatening: bool
    tried: Collection[ContactKind]


def template_for(kind: CardKind, found: Situation) -> str:
    """The code of the text. Without a source it names no arrears."""
    if kind is CardKind.NOT_AT_HOME:
        before = {ContactKind.HOME_VISIT, ContactKind.CARD} & set(found.tried)
        return "kaartje-vervolg" if before else "kaartje-eerste"
    if not found.source:
        return "bezoek-zorg"
    if found.threatening:
        return "bezoek-eerste-bedreigend"
    return "bezoek-vervolg" if ContactKind.LETTER in found.tried else "bezoek-eerste"


def sides_of(kind: CardKind, text: str, name: str) -> Sides:
    """A guide is folded where the name is known to be right; outside a card stands only for whom it is."""
    if kind is CardKind.NOT_AT_HOME:
        return Sides(name, text)
    outside, _, inside = text.partition(NAME_IS_RIGHT)
    return Sides(outside.strip(), inside.strip())
