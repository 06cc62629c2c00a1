"""Keeping what was agreed: per corporation, municipality and calendar year, under an agreement of that year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from service.actors import Administrator, Manager
from service.errors import NotAllowed, NotFound
from service.journal import Entry, record
from service.monitor.performance.aims import Aim
from service.monitor.performance.tables import PerformanceTarget
from service.partners.tables import Agreement, Organisation
from service.rules.facts import Kind

SET = "prestatieafspraken-vastgelegd"
Targets = Mapping[tuple[Kind, Aim], Decimal]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who agreed, and for which calendar year."""

    municipality_code: str
    corporation_id: UUID
    year: int

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Between:
    """Parties by name, and the kinds of signal that an agreement of that year is about."""

    parties: Parties
    municipality: str
    corporation: str
    kinds: tuple[Kind, ...]


def between(session: Session, parties: Parties) -> Between:
    """What stands between two parties in a year. Raises `NotFound` when no agreement was in force in it."""
    kinds = session.scalars(select(Agreement.kinds).where(
        Agreement.municipality_code == parties.municipality_code, Agreement.corporation_id == parties.corporation_id,
        _in_force(parties.year),
    ))
    agreed = {kind for one in kinds for kind in one}
    if not agreed:
        raise NotFound(f"In {parties.year} was er geen overeenkomst tussen deze gemeente en deze corporatie.")
    names = select(Organisation.name)
    return Between(
        parties, session.scalars(names.where(Organisation.municipality_code == parties.municipality_code)).one(),
        session.scalars(names.where(Organisation.id == parties.corporation_id)).one(),
        tuple(kind for kind in Kind if kind in agreed),
    )


def corporations_in(session: Session, municipality_code: str, year: int) -> dict[UUID, str]:
    """Every corporation that a municipality has an agreement with in a year, in order of name."""
    agreed = select(Agreement.corporation_id).where(
        Agreement.municipality_code == municipality_code, _in_force(year),
    )
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(agreed)).order_by(Organisation.name)
    return {row.id: row.name for row in session.execute(query)}


def municipalities_in(session: Session, corporation_id: UUID, year: int) -> dict[str, str]:
    """Every municipality that a corporation has an agreement with in a year, by code, in order of name."""
    agreed = select(Agreement.municipality_code).where(Agreement.corporation_id == corporation_id, _in_force(year))
    query = select(Organisation.municipality_code, Organisation.name).where(Organisation.municipality_code.in_(agreed))
    return {row.municipality_code: row.name for row in session.execute(query.order_by(Organisation.name))}


def targets_of(session: Session, parties: Parties) -> dict[tuple[Kind, Aim], Decimal]:
    rows = session.scalars(select(PerformanceTarget).where(*_of(parties)))
    return {(Kind(row.kind), Aim(row.aim)): row.target for row in rows}


def set_targets(
    session: Session, parties: Parties, targets: Targets, actor: Administrator | Manager, now: datetime
) -> None:
    """Put these in the place of what was agreed before. Raises `NotAllowed` for another municipality, `NotFound`."""
    if actor.municipality_code != parties.municipality_code:
        raise NotAllowed("U kunt alleen afspraken van uw eigen gemeente vastleggen.")
    between(session, parties)
    session.execute(delete(PerformanceTarget).where(*_of(parties)))
    session.add_all(
        PerformanceTarget(
            municipality_code=parties.municipality_code, corporation_id=parties.corporation_id, year=parties.year,
            kind=str(kind), aim=str(aim), target=target, set_by=actor.id, set_at=now,
        )
        for (kind, aim), target in targets.items()
    )
    session.flush()
    detail = {"jaar": parties.year, "aantal": len(targets)}
    record(session, [Entry(SET, parties.corporation_id, "beheer", detail)], actor, now)


def _in_force(year: int) -> ColumnElement[bool]:
    """Whether an agreement was in force on any day of a year."""
    last = Agreement.valid_until
    return and_(Agreement.valid_from <= date(year, 12, 31), or_(last.is_(None), last >= date(year, 1, 1)))


def _of(parties: Parties) -> tuple[ColumnElement[bool], ...]:
    table = PerformanceTarget
    return (
        table.municipality_code == parties.municipality_code, table.corporation_id == parties.corporation_id,
        table.year == parties.year,
    )
