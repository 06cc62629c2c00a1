"""Help on offer, and what the rules for plain language say of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.messages.kind import Kind, MessageChannel, MessagePurpose
from service.messages.rules import check
from service.messages.rules.rule import Severity

_AS = Kind(MessageChannel.LETTER, MessagePurpose.CLOSING)
# Language and tone. The other rules are about a letter: who signs it, what it asks, what it may tell of somebody.
_HELD = ("L", "T")


class OfferKind(StrEnum):
    DEBT_HELP = "schuldhulp"
    WALK_IN = "inloop"
    ARRANGEMENT = "betaalregeling"
    HOME_FINANCE = "bezoekGeldzaken"
    RENT_FUND = "huurfonds"
    REMISSION = "kwijtschelding"
    ACTIVITY = "activiteit"


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """`hours` is empty where help has no opening hours; `valid_until` is the last day on which it is shown."""

    kind: OfferKind
    name: str
    for_whom: str
    how: str
    place: str
    hours: str
    valid_until: date

    @property
    def texts(self) -> dict[str, str]:
        """What residents read, by the Dutch name of the field."""
        return {
            "naam": self.name, "voorWie": self.for_whom, "hoe": self.how, "waar": self.place, "open": self.hours,
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says of one field; `stops` when the entry may not be kept like this."""

    field: str
    told: str
    stops: bool


def remarks_on(texts: dict[str, str]) -> Iterator[Remark]:
    """Everything the rules for plain language say of the texts of an entry, by field."""
    for field, text in texts.items():
        for found in check(text, _AS):
            if found.rule.id.startswith(_HELD) and found.rule.id != "T04":
                words = " ".join(text[found.where.start:found.where.end].split())
                about = f"“{words}”: " if (found.where.start, found.where.end) != (0, len(text)) else ""
                told = " ".join(filter(None, (about + found.told, found.better)))
                yield Remark(field, told, found.rule.severity is Severity.ERROR)
