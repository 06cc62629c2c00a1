"""A stored decision in plain words: every condition with its answer, its sentence and where that stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.rules.certainty import Nature
from service.rules.core import Outcome, TermKind, Verdict
from service.signals.receipt.words import CONDITION, NATURE
from service.web.dates import day_and_weekday
from service.web.words import OUTCOME, TERM, VERDICT


@dataclass(frozen=True, slots=True)
class FindingLine:
    label: str
    outcome: str
    outcome_label: str
    text: str
    nature: str
    source: str
    text_seen: str


@dataclass(frozen=True, slots=True)
class TermLine:
    label: str
    day: str
    source: str
    note: str
    target: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    verdict: str
    note: str
    met: str
    rule: str
    findings: tuple[FindingLine, ...]
    terms: tuple[TermLine, ...]


def decision_view(decision: dict[str, Any]) -> DecisionView:
    """The `beoordeling` of a signal, already limited to one desk."""
    findings = tuple(_finding(found) for found in decision["bevindingen"])
    met = sum(finding.outcome == Outcome.YES for finding in findings)
    return DecisionView(
        verdict=VERDICT[Verdict(decision["oordeel"])],
        note=decision.get("toelichting", ""),
        met=f"Aan {met} van de {len(findings)} voorwaarden is voldaan.",
        rule=decision["regelversie"],
        findings=findings,
        terms=tuple(_terms(decision["bestemmingen"])),
    )


def _finding(found: dict[str, str]) -> FindingLine:
    return FindingLine(
        CONDITION.get(found["voorwaarde"], found["voorwaarde"]), found["uitkomst"], OUTCOME[Outcome(found["uitkomst"])],
        found["uitleg"], _nature(found), found["bron"], found["tekstGezien"],
    )


def _nature(found: dict[str, str]) -> str:
    """Empty for a condition of rules that this service does not know any more."""
    return NATURE[Nature(found["aard"])] if "aard" in found else ""


def _terms(places: list[dict[str, Any]]) -> Iterator[TermLine]:
    for place in places:
        term, target = place["termijn"], place.get("streefdatum")
        yield TermLine(
            TERM[TermKind(term["soort"])], day_and_weekday(date.fromisoformat(term["uiterlijk"])), term["bron"],
            term.get("toelichting", ""), day_and_weekday(date.fromisoformat(target)) if target else "",
        )
