"""Judging: every condition is asked, every time. What refuses is any condition that is not met."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from service.errors import NoLawInForce
from service.rules.core import NO, UNKNOWN, Answer, Decision, Finding, Outcome, Provision, Signpost, Verdict
from service.rules.dutch import day
from service.rules.reading import STATUTORY, Reading

FactsT = TypeVar("FactsT")


def assess(provision: Provision[FactsT], facts: FactsT, on: date, reading: Reading = STATUTORY) -> Decision:
    """Judge the facts by one provision for a signal received on a day (Amsterdam).

    Raises `NoLawInForce` when the provision had not begun on that day, `OutsideCalendar` when no term can be counted.
    """
    if on < provision.valid_from:
        raise NoLawInForce(f"Deze regel geldt vanaf {day(provision.valid_from)}, niet op {day(on)}.")
    settled = _settle(provision, tuple([ask(facts) for ask in provision.questions]))
    if settled.verdict is Verdict.REFUSED:
        signpost = _signpost(provision, facts, settled.unmet)
        return Decision(settled.verdict, provision.id, on, settled.findings, (), signpost)
    destined = provision.destine(facts, on, reading)
    return Decision(settled.verdict, provision.id, on, settled.findings, destined, None)


@dataclass(frozen=True, slots=True)
class _Settled:
    """What follows from the answers alone, whoever they are about."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    unmet: frozenset[str]


@lru_cache(maxsize=4096)
def _settle(provision: Provision[FactsT], answers: tuple[Answer, ...]) -> _Settled:
    """The same answers to the same provision always give the same findings, so they are put together once."""
    answered = zip(provision.conditions, answers, strict=True)
    findings = tuple(condition.findings[answer] for condition, answer in answered)
    unmet = frozenset(finding.condition for finding in findings if finding.outcome is NO)
    return _Settled(_verdict(tuple(finding.outcome for finding in findings)), findings, unmet)


def _verdict(outcomes: tuple[Outcome, ...]) -> Verdict:
    """One unmet condition refuses. Without one, an unknown answer is for a person: never a silent yes."""
    if NO in outcomes:
        return Verdict.REFUSED
    return Verdict.PERSON_DECIDES if UNKNOWN in outcomes else Verdict.ALLOWED


def _signpost(provision: Provision[FactsT], facts: FactsT, unmet: frozenset[str]) -> Signpost | None:
    """The most urgent one only: who must call 112 should not first read about anything else."""
    for rule in provision.signposts:
        if not unmet.isdisjoint(rule.conditions) and rule.fits(facts):
            return rule.signpost
    return None
