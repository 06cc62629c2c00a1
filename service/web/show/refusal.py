"""Why a signal may not be shared, with every condition, and where somebody can turn instead."""

from dataclasses import dataclass
from typing import Any

from service.web.show.decision import DecisionView


@dataclass(frozen=True, slots=True)
class SignpostView:
    """`phone` is empty where there is no fixed number."""

    name: str
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class RefusalView:
    decision: DecisionView
    signpost: SignpostView | None


def signpost_view(found: dict[str, Any] | None) -> SignpostView | None:
    return SignpostView(found["naam"], found["telefoon"] or "", found["uitleg"]) if found else None
