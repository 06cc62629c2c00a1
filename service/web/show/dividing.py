"""Moving work: what somebody holds or what is too late, with the forms to move it and to note that somebody is away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from werkzeug.datastructures import MultiDict

from service.partners.absence import Absence
from service.partners.store import Colleague
from service.policy.model import Desk
from service.referrals.deadlines import THREATENING
from service.referrals.tables import Referral
from service.web.dates import Deadline, deadline, typed_day
from service.web.show.attempt import Mistake
from service.web.show.names import PolicyNames
from service.web.show.own_signals import read_id
from service.web.show.worklist import mark_of
from service.web.show.workload import away_of
from service.web.words import WORKLIST, role_label

_WORK, _TO = "werk", "collega"
_DAY = "Vul een datum in, bijvoorbeeld 14-9-2026."


@dataclass(frozen=True, slots=True)
class Dividing:
    """What was read: whose work (None: what is too late), a page of it, and the cursor of the next."""

    holder: Colleague | None
    rows: Sequence[Referral]
    following: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen to move: ids with the versions that were seen, and to whom."""

    held: frozenset[tuple[UUID, int]] = frozenset()
    to: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")

    def refused(self, told: str) -> "Choice":
        return replace(self, mistakes=(Mistake(_TO, told),))


@dataclass(frozen=True, slots=True)
class WorkLine:
    value: str
    mark: str
    chosen: bool
    holder: str
    worklist: str
    tray: str
    threatening: bool
    due: Deadline | None


@dataclass(frozen=True, slots=True)
class Division:
    title: str
    action: str
    away: str
    is_person: bool
    lines: tuple[WorkLine, ...]
    colleagues: tuple[tuple[str, str], ...]
    choice: Choice
    following: str | None


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    first: str = ""
    last: str = ""
    mistakes: tuple[Mistake, ...] = ()

    @classmethod
    def of(cls, colleague: Colleague | None) -> "AbsenceForm":
        first, last = (colleague.absent_from, colleague.absent_until) if colleague else (None, None)
        return cls(first.isoformat() if first else "", last.isoformat() if last else "")

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


def division(work: Dividing, colleagues: Sequence[Colleague], names: PolicyNames, choice: Choice) -> Division:
    action = f"/werkverdeling/{work.holder.id}" if work.holder else "/werkverdeling/te-laat"
    return Division(
        title=f"Werk van {work.holder.name}" if work.holder else "Te laat",
        action=action,
        away=away_of(work.holder, names) if work.holder else "",
        is_person=work.holder is not None and work.holder.active,
        lines=tuple(_line(row, names, choice) for row in work.rows),
        colleagues=tuple(_takers(work, colleagues, names)),
        choice=choice,
        following=f"{action}?vanaf={work.following}" if work.following else None,
    )


def read_choice(sent: MultiDict[str, str]) -> Choice:
    held = frozenset(_held(sent.getlist(_WORK)))
    to = read_id(sent.get(_TO, ""))
    mistakes = []
    if not held:
        mistakes.append(Mistake(_WORK, "Kies een of meer verwijzingen."))
    if to is None:
        mistakes.append(Mistake(_TO, "Kies een collega."))
    return Choice(held, to, tuple(mistakes))


def read_absence(sent: MultiDict[str, str]) -> Absence | AbsenceForm:
    """The days, or the form again with everything that is wrong."""
    form = AbsenceForm(sent.get("van", "").strip(), sent.get("tot", "").strip())
    first, last = typed_day(form.first), typed_day(form.last)
    mistakes = [Mistake(name, _DAY) for name, day in (("van", first), ("tot", last)) if day is None]
    if first and last and last < first:
        mistakes.append(Mistake("tot", "De laatste dag ligt voor de eerste dag."))
    if mistakes or first is None or last is None:
        return replace(form, mistakes=tuple(mistakes))
    return Absence(first, last)


def _held(values: list[str]) -> Iterator[tuple[UUID, int]]:
    """Each value is an id and the version that was seen."""
    for value in values:
        told, _, version = value.partition("_")
        found = read_id(told)
        if found and version.isascii() and version.isdigit():
            yield found, int(version)


def _takers(work: Dividing, colleagues: Sequence[Colleague], names: PolicyNames) -> Iterator[tuple[str, str]]:
    """Who is there today and works on a worklist, with which; not who has the work now."""
    for one in colleagues:
        places = [role_label(role).lower() for role in one.roles if role.startswith("behandelaar:")]
        is_other = work.holder is None or one.id != work.holder.id
        if one.active and places and is_other and not one.is_absent(names.today):
            yield str(one.id), f"{one.name} ({', '.join(places)})"


def _line(row: Referral, names: PolicyNames, choice: Choice) -> WorkLine:
    return WorkLine(
        value=f"{row.id}_{row.version}",
        mark=mark_of(row.id),
        chosen=(row.id, row.version) in choice.held,
        holder=row.assigned_name or "",
        worklist=WORKLIST[Desk(row.destination)],
        tray=names.tray(row.tray) or "Nog geen bak",
        threatening=row.urgency == THREATENING,
        due=deadline(row.due, names.today, names.working_days) if row.term else None,
    )
