"""Why a signal is refused, with every condition, and where somebody can turn instead."""

from dataclasses import dataclass, replace
from typing import Any

from service.rules.core import Outcome, SignpostCode
from service.rules.refusal import RefusalWords, natures_of, refusal_words, unmet_findings, ways_out
from service.web.show.decision import DecisionView, decision_view


@dataclass(frozen=True, slots=True)
class SignpostView:
    """`phone` is empty where there is no fixed number. `cards`: there is a card to hand out."""

    name: str
    phone: str
    text: str
    cards: bool


@dataclass(frozen=True, slots=True)
class ProofView:
    """A signed statement of the refusal, which only this page holds."""

    reference: str
    jws: str
    salt: str


@dataclass(frozen=True, slots=True)
class RefusalView:
    """`words` say on what the refusal rests: the law, our reading of it, or an arrangement."""

    words: RefusalWords
    ways_out: str
    decision: DecisionView
    signpost: SignpostView | None
    proof: ProofView | None


def refusal_view(decision: dict[str, Any], proof: ProofView | None) -> RefusalView:
    """The `beoordeling` of a refused signal: what refuses it stands first."""
    unmet = unmet_findings(decision)
    words = refusal_words(natures_of(unmet))
    shown = decision_view(decision)
    unmet_first = sorted(shown.findings, key=lambda finding: finding.outcome != Outcome.NO)
    shown = replace(shown, findings=tuple(unmet_first))
    return RefusalView(words, ways_out(unmet), shown, _signpost_view(decision["wegwijzer"]), proof)


def _signpost_view(found: dict[str, Any] | None) -> SignpostView | None:
    if found is None:
        return None
    cards = found["code"] == SignpostCode.CONVERSATION_CARD
    return SignpostView(found["naam"], found["telefoon"] or "", found["uitleg"], cards)
