"""Why a signal may not be shared, with every condition, and where somebody can turn instead."""

from dataclasses import dataclass
from typing import Any

from service.rules.core import SignpostCode
from service.web.show.decision import DecisionView


@dataclass(frozen=True, slots=True)
class SignpostView:
    """`phone` is empty where there is no fixed number. `cards`: there is a card to hand out."""

    name: str
    phone: str
    text: str
    cards: bool


@dataclass(frozen=True, slots=True)
class RefusalView:
    decision: DecisionView
    signpost: SignpostView | None


def signpost_view(found: dict[str, Any] | None) -> SignpostView | None:
    if found is None:
        return None
    cards = found["code"] == SignpostCode.CONVERSATION_CARD
    return SignpostView(found["naam"], found["telefoon"] or "", found["uitleg"], cards)
