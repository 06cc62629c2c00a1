"""What a resident asked who came without anybody between, as the caseworker reads it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from service.policy.model import Channel
from service.signals.report import ThreatKind
from service.web.dates import read_day
from service.web.help_words import UNSAFE, WAY, WORRY
from service.web.show.signals import Fact


@dataclass(frozen=True, slots=True)
class AskedCard:
    number: str
    day: str
    worries: tuple[str, ...]
    facts: tuple[Fact, ...]


def asked_cards(links: Iterable[dict[str, Any]]) -> tuple[AskedCard, ...]:
    """A card for each request among the links of a referral."""
    return tuple(_card(link["hulpvraag"], link["op"]) for link in links if link["hulpvraag"])


def _card(asked: dict[str, Any], on_day: str) -> AskedCard:
    codes = [*asked["zorgen"], *([ThreatKind.EVICTION] if asked["ontruiming"] else [])]
    unsafe = ", ".join(UNSAFE[Channel(code)] for code in asked["onveilig"])
    return AskedCard(
        asked["kenmerk"], read_day(on_day), tuple(WORRY[str(code)] for code in codes),
        (Fact("Liefst", WAY[Channel(asked["manier"])]), Fact("Niet veilig", unsafe or "Niets gekozen")),
    )
