"""Reading and keeping partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from service.errors import NotFound
from service.partners.tables import CORPORATION, Account, Agreement, GeneralConsent, Organisation
from service.policy.store import taking_without_agreement
from service.rules.facts import Kind


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as it stands; `valid_until` is its last day, None without one."""

    id: UUID
    corporation: str
    kinds: tuple[Kind, ...]
    valid_from: date
    valid_until: date | None
    signed_on: date
    contact: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account as an administrator sees it: that it has an app or comes from a provider, and nothing of either."""

    id: UUID
    username: str
    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    active: bool
    by_provider: bool
    has_app: bool
    absent_from: date | None = None
    absent_until: date | None = None

    def is_absent(self, day: date) -> bool:
        """Whether this colleague is away on a day."""
        return bool(self.absent_from and self.absent_until and self.absent_from <= day <= self.absent_until)


def agreements_of(session: Session, municipality_code: str) -> list[Agreed]:
    """Every agreement with a municipality, also those that ended, by corporation and first day."""
    rows = session.execute(
        select(Agreement, Organisation.name).join(Organisation, Organisation.id == Agreement.corporation_id)
        .where(Agreement.municipality_code == municipality_code)
        .order_by(Organisation.name, Agreement.valid_from, Agreement.id)
    )
    return [_agreed(row, name) for row, name in rows]


def agreement_of(session: Session, agreement_id: UUID, municipality_code: str) -> Agreed:
    """An agreement with this municipality. Raises `NotFound`, also for one with another municipality."""
    found = next((one for one in agreements_of(session, municipality_code) if one.id == agreement_id), None)
    if found is None:
        raise NotFound("Deze overeenkomst is er niet.")
    return found


def corporations(session: Session) -> dict[UUID, str]:
    """Every corporation by id, in order of name."""
    query = select(Organisation.id, Organisation.name).where(Organisation.kind == CORPORATION)
    return {row.id: row.name for row in session.execute(query.order_by(Organisation.name, Organisation.id))}


def municipalities(session: Session) -> dict[str, str]:
    """Every municipality that works here, by code, in order of name."""
    query = select(Organisation.municipality_code, Organisation.name).where(Organisation.municipality_code.is_not(None))
    return {row.municipality_code: row.name for row in session.execute(query.order_by(Organisation.name))}


def organisation_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of organisations by id."""
    found = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids))))
    return {row.id: row.name for row in found}


def municipalities_with(session: Session, corporation_id: UUID, today: date) -> dict[str, str]:
    """Every municipality that a corporation has or had to do with, by code, in order of name.

    By an agreement or by the municipality's general consent, also one that ended, or because its policy takes rent
    signals without an agreement.
    """
    agreed = select(Agreement.municipality_code).where(Agreement.corporation_id == corporation_id)
    codes = union(agreed, select(GeneralConsent.municipality_code), taking_without_agreement(today))
    query = select(Organisation.municipality_code, Organisation.name).where(Organisation.municipality_code.in_(codes))
    return {row.municipality_code: row.name for row in session.execute(query.order_by(Organisation.name))}


def colleagues_of(session: Session, organisation_id: UUID) -> list[Colleague]:
    """The accounts of one organisation: first who may come in, then those that were closed."""
    rows = session.scalars(
        select(Account).where(Account.organisation_id == organisation_id)
        .order_by(Account.active.desc(), Account.name, Account.username)
    )
    return [
        Colleague(
            row.id, row.username, row.name, tuple(row.roles), tuple(row.teams), row.active, row.issuer is not None,
            row.totp_secret is not None, row.absent_from, row.absent_until,
        )
        for row in rows
    ]


def colleague_of(session: Session, account_id: UUID, *organisation_ids: UUID) -> Colleague:
    """An account of one of these organisations. Raises `NotFound`, also for an account of another organisation."""
    everybody = (one for id_ in organisation_ids for one in colleagues_of(session, id_))
    found = next((one for one in everybody if one.id == account_id), None)
    if found is None:
        raise NotFound("Dit account is er niet.")
    return found


def _agreed(row: Agreement, corporation: str) -> Agreed:
    return Agreed(
        row.id, corporation, tuple(Kind(kind) for kind in row.kinds), row.valid_from, row.valid_until, row.signed_on,
        row.contact,
    )
