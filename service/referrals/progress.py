"""The steps that the law counts, and the terms they keep: which run, which were met, which fell away. Pure.

Sources: Wgs articles 4 and 4a, Wmo 2015 article 2.3.2. A step that is given again corrects the one before it; nothing
is overwritten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from service.rules import duties
from service.rules.core import TermKind
from service.rules.facts import Destination, Ground

NO_TERM_FOR_OFFER = "Keuze van de gemeente; voor het aanbod noemt de wet geen termijn"


class StepKind(StrEnum):
    """A step towards the decision at debt help, or a task of the wijkteam (`TASKS`)."""

    OFFER = "aanbod"
    TALK = "eersteGesprek"
    DECISION = "besluit"
    HELP_ENDED = "beeindiging"
    RECEIPT = "ontvangstbevestiging"
    PLAN = "persoonlijkPlan"
    SUPPORT = "clientondersteuning"
    INQUIRY = "onderzoek"


class OfferReaction(StrEnum):
    ACCEPTED = "geaccepteerd"
    DECLINED = "afgewezen"
    NONE = "geen"


class DecisionKind(StrEnum):
    """Wgs article 4a(1), (2) and (6). `HELP_ENDED` is a step of its own: the decision on the plan stays what it was."""

    PLAN = "planVanAanpak"
    REFUSAL = "weigering"
    WAIVED = "afgezien"
    HELP_ENDED = "beeindiging"


class TermLineKind(StrEnum):
    OFFER = "aanbod"
    REACTION = "reactie"
    TALK = "eersteGesprek"
    DECISION = "besluit"
    INQUIRY = "onderzoek"


@dataclass(frozen=True, slots=True)
class Step:
    kind: StepKind
    on_day: date
    detail: dict[str, Any]

    def day(self, name: str) -> date | None:
        told = self.detail.get(name)
        return date.fromisoformat(told) if told else None


@dataclass(frozen=True, slots=True)
class Progress:
    """A referral as far as terms are concerned. `notice_day` is the day from which its first term is counted."""

    ground: Ground
    intended: Destination
    threatening: bool
    term: TermKind | None
    statutory_due: date
    target_due: date | None
    notice_day: date
    steps: Sequence[Step]
    today: date

    def last(self, kind: StepKind) -> Step | None:
        """The step of a kind that counts: what was recorded last."""
        return next((step for step in reversed(self.steps) if step.kind is kind), None)

    @property
    def reaction(self) -> OfferReaction | None:
        offer = self.last(StepKind.OFFER)
        return OfferReaction(offer.detail["reactie"]) if offer else None


    @property
    def running_plan(self) -> Step | None:
        """The plan of action that was made known to the resident and has not ended."""
        about_help = (StepKind.DECISION, StepKind.HELP_ENDED)
        last = next((step for step in reversed(self.steps) if step.kind in about_help), None)
        return last if last is not None and is_known_plan(last) else None


def is_known_plan(step: Step) -> bool:
    """Whether a step is a plan of action that took effect: a decision does when it is made known (Awb article 3:40)."""
    return (
        step.kind is StepKind.DECISION and step.detail["soort"] == DecisionKind.PLAN
        and step.day("bekendgemaaktOp") is not None
    )


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term. `deadline` None: the law gives none. `ended_on`: it fell away then. `binding`: it runs for certain."""

    kind: TermLineKind
    deadline: date | None
    target: date | None
    source: str
    met_on: date | None = None
    ended_on: date | None = None
    binding: bool = True

    def on_time(self, today: date) -> bool | None:
        """Whether the statutory day was kept, or the own day where the law gives none; None: not yet known."""
        return kept(self.deadline or self.target, self.met_on, today, open_=self.binding and self.ended_on is None)


def kept(limit: date | None, met_on: date | None, today: date, *, open_: bool = True) -> bool | None:
    if limit is None:
        return None
    if met_on is not None:
        return met_on <= limit
    return False if open_ and today > limit else None


def first_talk_source(progress: Progress) -> str:
    return duties.first_talk(progress.ground, progress.notice_day, threatening=progress.threatening).source


def frozen(progress: Progress) -> dict[str, str | None]:
    """The first-talk term as it stands now, for a step to keep."""
    before = progress.last(StepKind.TALK) or progress.last(StepKind.OFFER)
    if progress.term != TermKind.FIRST_TALK and before is not None:
        return {name: before.detail.get(name) for name in ("uiterlijk", "streefdatum", "bron")}
    target = progress.target_due.isoformat() if progress.target_due else None
    return {
        "uiterlijk": progress.statutory_due.isoformat(), "streefdatum": target, "bron": first_talk_source(progress),
    }


def is_late(progress: Progress, accepted_on: date) -> bool:
    """Whether an acceptance came after the term: then it is a request of the resident's own (Wgs 4(1)(a))."""
    if progress.ground is not Ground.SIGNAL:
        return False
    return accepted_on > date.fromisoformat(frozen(progress)["uiterlijk"] or "")


def terms_of(progress: Progress) -> list[TermLine]:
    """Every term of a referral that is known by now, in the order of the steps."""
    return list(_care(progress) if progress.intended is Destination.NEIGHBOURHOOD_TEAM else _debt_help(progress))


def _care(progress: Progress) -> Iterator[TermLine]:
    done = progress.last(StepKind.INQUIRY)
    source = duties.inquiry(progress.notice_day).source
    yield TermLine(
        TermLineKind.INQUIRY, progress.statutory_due, progress.target_due, source, done.on_day if done else None,
    )


def _debt_help(progress: Progress) -> Iterator[TermLine]:
    offer, talk = progress.last(StepKind.OFFER), progress.last(StepKind.TALK)
    held = frozen(progress)
    deadline, target = _day(held["uiterlijk"]), _day(held["streefdatum"])
    answered_on = offer.day("reactieOp") if offer else None
    if progress.ground is Ground.SIGNAL:
        made_on = offer.on_day if offer else None
        yield TermLine(TermLineKind.OFFER, None, target, NO_TERM_FOR_OFFER, made_on, binding=talk is None)
        yield TermLine(TermLineKind.REACTION, deadline, None, held["bron"] or "", answered_on, binding=False)
    # The term holds only when the resident accepted (Wgs 4(1)(b)); a request of one's own needs no acceptance.
    accepted = progress.ground is not Ground.SIGNAL or progress.reaction is OfferReaction.ACCEPTED
    fell_away = answered_on if talk is None and progress.term is None else None
    yield TermLine(
        TermLineKind.TALK, deadline, target, held["bron"] or "", talk.on_day if talk else None, fell_away, accepted,
    )
    if talk is not None:
        yield _decision(progress, talk)


def _decision(progress: Progress, talk: Step) -> TermLine:
    taken = progress.last(StepKind.DECISION)
    waived = taken is not None and taken.detail["soort"] == DecisionKind.WAIVED
    day = taken.on_day if taken else None
    return TermLine(
        TermLineKind.DECISION, talk.day("besluitUiterlijk"), None, talk.detail["besluitBron"],
        None if waived else day, day if waived else None,
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
