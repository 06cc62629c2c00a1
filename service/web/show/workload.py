"""How the work is divided, as a team lead reads it: colleagues with their counts, and what waits. No person in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service.actors import Caseworker
from service.partners.store import Colleague
from service.policy.model import Desk
from service.referrals.workload import Load
from service.web import address
from service.web.dates import in_dutch
from service.web.show.names import PolicyNames
from service.web.words import WORKLIST, listed, plural

_HANDLES = f"{Caseworker.kind}:"


@dataclass(frozen=True, slots=True)
class HolderLine:
    """`href` is empty for a system, which has no account to show."""

    href: str
    name: str
    worklists: str
    trays: tuple[str, ...]
    count: int
    threatening: int
    late: int
    away: str


@dataclass(frozen=True, slots=True)
class WaitingLine:
    worklist: str
    tray: str
    count: int
    threatening: int
    late: int


@dataclass(frozen=True, slots=True)
class WorkloadPage:
    """`left` tells of work on the name of who is away or has no access any more."""

    holders: tuple[HolderLine, ...]
    waiting: tuple[WaitingLine, ...]
    late: int
    left: tuple[str, ...]


def workload_page(loads: Sequence[Load], colleagues: Sequence[Colleague], names: PolicyNames) -> WorkloadPage:
    held = [load for load in loads if load.holder]
    holders = tuple(_holders(held, colleagues, names))
    return WorkloadPage(
        holders, tuple(_waiting(load, names) for load in loads if not load.holder), sum(load.late for load in held),
        tuple(_left(line) for line in holders if line.count and line.away),
    )


def away_of(colleague: Colleague, names: PolicyNames) -> str:
    """Since when and until when somebody is away; also what is still to come."""
    if not colleague.active:
        return "Account gesloten"
    first, last = colleague.absent_from, colleague.absent_until
    if first is None or last is None or last < names.today:
        return ""
    return f"Afwezig van {in_dutch(first)} tot en met {in_dutch(last)}"


def _holders(held: Sequence[Load], colleagues: Sequence[Colleague], names: PolicyNames) -> list[HolderLine]:
    """Every caseworker, also without work; a closed account or a system only with work."""
    own: dict[UUID, list[Load]] = {}
    for load in held:
        assert load.holder is not None, "what is held has a holder"
        own.setdefault(load.holder, []).append(load)
    lines = [
        _holder(one.name, own.pop(one.id, []), names, colleague=one)
        for one in colleagues if one.id in own or (one.active and _worklists(one))
    ]
    return lines + [_holder(loads[0].holder_name or "Een systeem", loads, names) for loads in own.values()]


def _holder(name: str, loads: Sequence[Load], names: PolicyNames, colleague: Colleague | None = None) -> HolderLine:
    return HolderLine(
        href=address.work_of(colleague.id) if colleague else "",
        name=name,
        worklists=_worklists(colleague) if colleague else "",
        trays=tuple(f"{names.tray(load.tray) or 'Nog geen bak'}: {load.count}" for load in loads),
        count=sum(load.count for load in loads),
        threatening=sum(load.threatening for load in loads),
        late=sum(load.late for load in loads),
        away=away_of(colleague, names) if colleague else "",
    )


def _worklists(colleague: Colleague) -> str:
    places = [Desk(role.removeprefix(_HANDLES)) for role in colleague.roles if role.startswith(_HANDLES)]
    return listed([WORKLIST[place].lower() for place in Desk if place in places])


def _waiting(load: Load, names: PolicyNames) -> WaitingLine:
    return WaitingLine(
        WORKLIST[Desk(load.destination)], names.tray(load.tray) or "Nog geen bak", load.count, load.threatening,
        load.late,
    )


def _left(line: HolderLine) -> str:
    told = f"{line.away[:1].lower()}{line.away[1:]}"
    return f"{line.name} heeft {plural(line.count, 'verwijzing', 'verwijzingen')} ({told})."
