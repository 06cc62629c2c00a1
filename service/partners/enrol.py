"""Enrolling partners: municipalities, corporations, agreements, clients and accounts. Each is noted in the journal."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.actors import CORPORATION_SCOPES, MUNICIPALITY_SCOPES, Actor
from service.db import Base, new_id
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.journal import Entry, record
from service.partners.tables import CORPORATION, MUNICIPALITY, PARTNER, Account, Agreement, Client, Organisation
from service.rules.facts import Kind

HASHER = PasswordHasher()
ROLES = {
    MUNICIPALITY: frozenset({
        "behandelaar:schuldhulp", "behandelaar:wijkteam", "behandelaar:triage", "teamleider", "manager",
        "beheerder",
    }),
    CORPORATION: frozenset({"corporatie"}),
    PARTNER: frozenset({"partner"}),
}
SCOPES = {MUNICIPALITY: MUNICIPALITY_SCOPES, CORPORATION: CORPORATION_SCOPES, PARTNER: frozenset[str]()}
_GROUND = "beheer"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: between whom, which kinds of signal, when it was signed, whom to ask."""

    corporation_id: UUID
    municipality_code: str
    kinds: tuple[Kind, ...]
    valid_from: date
    valid_until: date | None
    signed_on: date
    contact: str


def add_municipality(session: Session, code: str, name: str, actor: Actor, now: datetime) -> UUID:
    """Serve a municipality from now on. Raises `InvalidInput` for a wrong code, `Conflict` when it is served."""
    if not re.fullmatch(r"[0-9]{4}", code):
        raise InvalidInput([Fault("#/gemeentecode", "ongeldigFormaat", "Een gemeentecode heeft vier cijfers.")])
    row = Organisation(id=new_id(), kind=MUNICIPALITY, name=_named(name), municipality_code=code)
    _add(session, row, f"Gemeente {code} staat er al.")
    return _noted(session, "gemeente-toegevoegd", row.id, actor, now)


def add_corporation(session: Session, name: str, actor: Actor, now: datetime) -> UUID:
    row = Organisation(id=new_id(), kind=CORPORATION, name=_named(name), municipality_code=None)
    _add(session, row, "Deze corporatie staat er al.")
    return _noted(session, "corporatie-toegevoegd", row.id, actor, now)


def add_agreement(session: Session, terms: Terms, actor: Actor, now: datetime) -> UUID:
    """Record an agreement. Raises `NotFound` for an unknown party, `InvalidInput` for a period that runs back."""
    code = terms.municipality_code
    organisation_of(session, terms.corporation_id, CORPORATION)
    if session.scalar(select(Organisation.id).where(Organisation.municipality_code == code)) is None:
        raise NotFound(f"Gemeente {code} is niet aangesloten.")
    if terms.valid_until is not None and terms.valid_until < terms.valid_from:
        raise InvalidInput([Fault("#/geldigTot", "looptTerug", "De overeenkomst eindigt voor zij begint.")])
    row = Agreement(
        id=new_id(), corporation_id=terms.corporation_id, municipality_code=code,
        kinds=sorted(str(kind) for kind in terms.kinds), valid_from=terms.valid_from, valid_until=terms.valid_until,
        signed_on=terms.signed_on, contact=terms.contact,
    )
    _add(session, row, "Deze overeenkomst staat er al.")
    return _noted(session, "overeenkomst-vastgelegd", row.id, actor, now)


def end_agreement(session: Session, agreement_id: UUID, last_day: date, actor: Actor, now: datetime) -> None:
    """Let an agreement end on a day. Raises `NotFound`, or `InvalidInput` for a day before it began."""
    row = session.get(Agreement, agreement_id)
    if row is None:
        raise NotFound("Deze overeenkomst is er niet.")
    if last_day < row.valid_from:
        raise InvalidInput([Fault("#/geldigTot", "looptTerug", "De overeenkomst eindigt voor zij begint.")])
    row.valid_until = last_day
    _noted(session, "overeenkomst-beeindigd", agreement_id, actor, now)


@dataclass(frozen=True, slots=True)
class System:
    """A system that gets access; `jwks` are its public keys. Without `scopes`: all that its organisation may have."""

    client_id: str
    jwks: dict[str, Any] | None = None
    scopes: tuple[str, ...] = ()


def add_client(session: Session, organisation_id: UUID, system: System, actor: Actor, now: datetime) -> str | None:
    """Give a system access: by its public keys, or without them by a secret, which is returned once.

    Raises `InvalidInput` for a scope that an organisation of this kind cannot have.
    """
    organisation = organisation_of(session, organisation_id)
    allowed = SCOPES[organisation.kind]
    if not set(system.scopes) <= allowed:
        raise InvalidInput([Fault("#/scope", "onbekendeCode", f"Kies uit: {', '.join(sorted(allowed))}.")])
    secret = None if system.jwks else secrets.token_urlsafe(32)
    row = Client(
        id=new_id(), organisation_id=organisation_id, client_id=_named(system.client_id), jwks=system.jwks,
        secret_hash=HASHER.hash(secret) if secret else None, scopes=sorted(set(system.scopes) or allowed),
    )
    _add(session, row, f"Client {system.client_id} staat er al.")
    _noted(session, "client-toegevoegd", row.id, actor, now)
    return secret


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who gets an account: what they may do, and for which teams."""

    username: str
    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...] = ()


def add_account(session: Session, organisation_id: UUID, person: Person, actor: Actor, now: datetime) -> str:
    """Give a person an account; the first password, returned once. Raises `InvalidInput` for an unknown role."""
    organisation = organisation_of(session, organisation_id)
    allowed = ROLES[organisation.kind]
    if not person.roles or not set(person.roles) <= allowed:
        raise InvalidInput([Fault("#/rollen", "onbekendeCode", f"Kies uit: {', '.join(sorted(allowed))}.")])
    password = secrets.token_urlsafe(15)
    row = Account(
        id=new_id(), organisation_id=organisation_id, username=_named(person.username), name=_named(person.name),
        password_hash=HASHER.hash(password), password_temporary=True, roles=list(person.roles),
        teams=list(person.teams),
    )
    _add(session, row, f"Gebruikersnaam {person.username} is al in gebruik.")
    _noted(session, "account-toegevoegd", row.id, actor, now)
    return password


def close_account(session: Session, username: str, actor: Actor, now: datetime) -> None:
    """Take somebody's access away. Raises `NotFound`."""
    row = session.scalar(select(Account).where(Account.username == username))
    if row is None:
        raise NotFound(f"Er is geen account {username}.")
    row.active = False
    _noted(session, "account-gesloten", row.id, actor, now)


def organisation_of(session: Session, organisation_id: UUID, kind: str | None = None) -> Organisation:
    found = session.get(Organisation, organisation_id)
    if found is None or (kind and found.kind != kind):
        raise NotFound("Deze organisatie is er niet.")
    return found


def _named(text: str) -> str:
    if not text.strip():
        raise InvalidInput([Fault("#/naam", "leeg", "Een naam mag niet leeg zijn.")])
    return text.strip()


def _add(session: Session, row: Base, taken: str) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise Conflict(taken) from None


def _noted(session: Session, action: str, subject_id: UUID, actor: Actor, now: datetime) -> UUID:
    record(session, [Entry(action, subject_id, _GROUND)], actor, now)
    return subject_id
