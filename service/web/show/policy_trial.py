"""The outcome of a trial of a draft: counts, the load per team, and which signals change. No person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from service.policy.model import Desk, Policy
from service.policy.store import Version, in_force, policy_of
from service.policy.trial import Change, Result
from service.referrals.trial import NOWHERE, Load, Outlook, Period, past_signals, try_out
from service.rules.core import Verdict
from service.signals.without_agreement import refused_without_agreement
from service.vault import Vault
from service.web import address
from service.web.dates import in_dutch
from service.web.words import VERDICT, WORKLIST

MOST_CHANGES = 50
_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class CountLine:
    name: str
    before: int
    after: int
    difference: str


@dataclass(frozen=True, slots=True)
class CountTable:
    id: str
    title: str
    heading: str
    lines: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class LoadLine:
    """Per week; `judgement` says in words whether it fits."""

    team: str
    before: str
    after: str
    capacity: str
    judgement: str
    too_much: bool


@dataclass(frozen=True, slots=True)
class DroppedLine:
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A signal by its reference id alone, and what becomes of it under each policy."""

    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrialPage:
    """`without_agreement` counts rent signals that were refused, among others for want of an agreement: nothing of them
    is left to try. Only counted where the choice about them changes.
    """

    href: str
    title: str
    period: str
    signals: int
    changed: int
    dropped: tuple[DroppedLine, ...]
    dropped_total: int
    tables: tuple[CountTable, ...]
    loads: tuple[LoadLine, ...]
    busiest: tuple[int, int]
    changes: tuple[ChangeLine, ...]
    declined: int
    declined_no_more: int
    without_agreement: int


def trial_page(session: Session, vault: Vault, version: Version, today: date) -> TrialPage | None:
    """The last twelve months under this version; None when there is no policy in force to compare it with."""
    current = in_force(session, version.municipality_code, today)
    if current is None:
        return None
    period, trial = Period(today - _YEAR, today), policy_of(session, version.id)
    past = past_signals(session, vault, version.municipality_code, period)
    outlook = try_out(past, current.policy, trial, MOST_CHANGES)
    page = _page(version, period, outlook, _Names(current.policy, trial))
    if trial.missing_agreement is current.policy.missing_agreement:
        return page
    refused = refused_without_agreement(session, version.municipality_code, period.first, period.last)
    return replace(page, without_agreement=refused)


class _Names:
    """What both policies call their teams and trays; where they differ the new name stands."""

    def __init__(self, current: Policy, trial: Policy) -> None:
        both = (current, trial)
        self._teams = {NOWHERE: WORKLIST[Desk.TRIAGE]} | {one.id: one.name for of in both for one in of.teams}
        self._trays = {one.id: one.name for of in both for one in of.trays}

    def team(self, team_id: str | None) -> str:
        return self._teams.get(team_id or NOWHERE, team_id or NOWHERE)

    def tray(self, tray_id: str) -> str:
        return self._trays.get(tray_id, tray_id)


def _page(version: Version, period: Period, outlook: Outlook, names: _Names) -> TrialPage:
    return TrialPage(
        href=address.policy(version.id),
        title=f"Proef met het beleid vanaf {in_dutch(version.valid_from)}",
        period=f"{in_dutch(period.first)} tot en met {in_dutch(period.last)}",
        signals=outlook.signals,
        changed=outlook.changed,
        dropped=tuple(DroppedLine(count, reason) for reason, count in outlook.dropped.items()),
        dropped_total=sum(outlook.dropped.values()),
        tables=_tables(outlook, names),
        loads=tuple(_load(one, names) for one in outlook.loads),
        busiest=outlook.busiest_day,
        changes=tuple(_change(one, names) for one in outlook.changes),
        declined=outlook.declined,
        declined_no_more=outlook.declined_no_more,
        without_agreement=0,
    )


def _tables(outlook: Outlook, names: _Names) -> tuple[CountTable, ...]:
    return (
        _table("oordelen", "Oordelen", "Oordeel", outlook.verdicts, lambda key: VERDICT[Verdict(key)]),
        _table("werklijsten", "Werklijsten", "Werklijst", outlook.worklists, lambda key: WORKLIST[Desk(key)]),
        _table("bakken", "Bakken", "Bak", outlook.trays, names.tray),
        _table("prioriteiten", "Prioriteiten", "Prioriteit", outlook.priorities, str),
    )


def _table(
    table_id: str, title: str, heading: str, counts: Mapping[Any, tuple[int, int]], name: Callable[[Any], str],
) -> CountTable:
    lines = (CountLine(name(key), old, new, _difference(new - old)) for key, (old, new) in counts.items())
    return CountTable(table_id, title, heading, tuple(lines))


def _difference(count: int) -> str:
    if count == 0:
        return "Gelijk"
    return f"{count} meer" if count > 0 else f"{-count} minder"


def _load(load: Load, names: _Names) -> LoadLine:
    too_much = load.capacity is not None and load.after > load.capacity
    judgement = "Geen grens gesteld" if load.capacity is None else "Te veel" if too_much else "Past"
    capacity = "Geen grens" if load.capacity is None else str(load.capacity)
    return LoadLine(names.team(load.team), _per_week(load.before), _per_week(load.after), capacity, judgement, too_much)


def _per_week(count: float) -> str:
    return f"{count:.1f}".replace(".", ",")


def _change(change: Change, names: _Names) -> ChangeLine:
    return ChangeLine(change.id, _told(change.before, names), _told(change.after, names))


def _told(result: Result, names: _Names) -> str:
    places = [
        f"{names.team(one.team)}, {names.tray(one.tray).lower()}, uiterlijk {in_dutch(one.due)}"
        for one in result.places
    ]
    if not places or result.verdict is Verdict.PERSON_DECIDES:
        places.insert(0, VERDICT[result.verdict].removesuffix("."))
    return "; ".join(places)
