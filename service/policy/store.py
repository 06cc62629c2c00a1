"""Policies in the database: drafted by one person, approved by another, in force from their day on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.actors import Actor
from service.approval import (
    APPROVED,
    DRAFT,
    Sayings,
    person_of,
    require_draft,
    require_keeper,
    require_second_person,
)
from service.clock import day_of
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.journal import Entry, record
from service.policy.load import dump, load
from service.policy.model import MissingAgreement, Policy
from service.policy.read import read, read_stored
from service.policy.tables import PolicyDocument
from service.policy.write import document_of
from service.rules.dutch import day as in_dutch

_SAYINGS = Sayings(
    "Dit beleid is vastgesteld en verandert niet meer. Maak een nieuwe versie met een eigen datum.",
    "Alleen een beheerder van deze gemeente kan haar beleid opstellen.",
    "Alleen een beheerder van deze gemeente kan haar beleid vaststellen.",
    "Wie beleid opstelt, stelt het niet zelf vast. Vraag een tweede beheerder.",
)
_MOST_PARSED = 512
_parsed: dict[tuple[UUID, datetime], Policy] = {}
"""Approved policies by id and moment of approval. They never change, so a process reads each of them once.

The moment is in the key because an approval may still be rolled back and the draft revised.
"""


class InForce(NamedTuple):
    id: UUID
    policy: Policy


@dataclass(frozen=True, slots=True)
class Version:
    """One line in the list of versions; the policy itself comes from `export` or `policy_of`."""

    id: UUID
    municipality_code: str
    valid_from: date
    status: str
    decided_by: str
    ground: str
    drafted_by: UUID | None
    approved_by: UUID | None
    created_at: datetime
    approved_at: datetime | None


def draft(session: Session, text: str, actor: Actor, now: datetime) -> UUID:
    """Store a policy text as a draft. Raises `InvalidInput` with every fault, `NotAllowed` for another municipality."""
    policy = load(text)
    require_keeper(policy.municipality_code, actor, _SAYINGS)
    row = PolicyDocument(id=uuid4(), status=DRAFT, created_at=now, **_columns(policy), drafted_by=person_of(actor))
    session.add(row)
    session.flush()
    record(session, [Entry("beleid-opgesteld", row.id, policy.ground)], actor, now)
    return row.id


def revise(session: Session, policy_id: UUID, text: str, actor: Actor, now: datetime) -> None:
    """Replace the text of a draft; who revises has drafted. Raises `Conflict` once it is approved."""
    policy = load(text)
    row = _row(session, policy_id, lock=True)
    require_keeper(row.municipality_code, actor, _SAYINGS)
    require_draft(row, _SAYINGS)
    if policy.municipality_code != row.municipality_code:
        raise InvalidInput([Fault("#/gemeentecode", "andereGemeente", "Een concept blijft van dezelfde gemeente.")])
    for column, value in _columns(policy).items():
        setattr(row, column, value)
    row.drafted_by = person_of(actor)
    session.flush()
    record(session, [Entry("beleid-herzien", policy_id, policy.ground)], actor, now)


def discard(session: Session, policy_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a draft away. Raises `Conflict` once it is approved."""
    row = _row(session, policy_id, lock=True)
    require_keeper(row.municipality_code, actor, _SAYINGS)
    require_draft(row, _SAYINGS)
    session.execute(delete(PolicyDocument).where(PolicyDocument.id == policy_id))
    record(session, [Entry("beleid-verwijderd", policy_id, row.ground)], actor, now)


def approve(session: Session, policy_id: UUID, actor: Actor, now: datetime) -> None:
    """Fix a draft: it takes effect on its day and never changes again.

    Raises `NotAllowed` for the person who drafted it, `Conflict` when it is approved already, when its day has
    passed, or when another approved policy of this municipality begins on the same day.
    """
    row = _row(session, policy_id, lock=True)
    require_second_person(row, actor, _SAYINGS)
    require_draft(row, _SAYINGS)
    _require_complete(row.document)
    if row.valid_from < day_of(now):
        raise Conflict("Beleid kan niet in het verleden ingaan. Kies een datum vanaf vandaag en stel opnieuw vast.")
    try:
        with session.begin_nested():
            session.execute(
                update(PolicyDocument).where(PolicyDocument.id == policy_id)
                .values(status=APPROVED, approved_by=actor.id, approved_at=now)
            )
    except IntegrityError:
        raise Conflict(f"Er is al een vastgesteld beleid dat ingaat op {in_dutch(row.valid_from)}.") from None
    record(session, [Entry("beleid-vastgesteld", policy_id, row.ground)], actor, now)


def in_force(session: Session, municipality_code: str, on: date) -> InForce | None:
    """The approved policy of a municipality on a day (Amsterdam), with its id; None before its first."""
    return all_in_force(session, [municipality_code], on).get(municipality_code)


def all_in_force(session: Session, municipality_codes: Iterable[str], on: date) -> dict[str, InForce]:
    """As `in_force`, of many municipalities in one question; one without a policy is not among them."""
    query = (
        select(PolicyDocument.municipality_code, PolicyDocument.id, PolicyDocument.approved_at)
        .where(
            PolicyDocument.municipality_code.in_(municipality_codes), PolicyDocument.status == APPROVED,
            PolicyDocument.valid_from <= on,
        )
        .ext(distinct_on(PolicyDocument.municipality_code))
        .order_by(PolicyDocument.municipality_code, PolicyDocument.valid_from.desc())
    )
    return {
        row.municipality_code: InForce(row.id, known_policy(session, row.id, row.approved_at))
        for row in session.execute(query)
    }


def taking_without_agreement(on: date) -> Select[str]:
    """The codes of the municipalities that let a person decide about rent signals without an agreement on a day."""
    choice = PolicyDocument.document["voorwaarden"]["overeenkomst"].astext.label("choice")
    in_force = (
        select(PolicyDocument.municipality_code, choice)
        .where(PolicyDocument.status == APPROVED, PolicyDocument.valid_from <= on)
        .ext(distinct_on(PolicyDocument.municipality_code))
        .order_by(PolicyDocument.municipality_code, PolicyDocument.valid_from.desc())
        .subquery()
    )
    return select(in_force.c.municipality_code).where(in_force.c.choice == MissingAgreement.TRIAGE)


def policy_of(session: Session, policy_id: UUID) -> Policy:
    """A policy by its id, draft or approved. Raises `NotFound`."""
    return known_policy(session, policy_id, _row(session, policy_id).approved_at)


def list_versions(session: Session, municipality_code: str) -> list[Version]:
    """All versions of a municipality, the latest first; on one day the approved one before the drafts."""
    query = (
        select(*(getattr(PolicyDocument, column.name) for column in fields(Version)))
        .where(PolicyDocument.municipality_code == municipality_code)
        .order_by(PolicyDocument.valid_from.desc(), PolicyDocument.status.desc(), PolicyDocument.created_at.desc())
    )
    return [Version(*row) for row in session.execute(query)]


def export(session: Session, policy_id: UUID) -> str:
    """The policy as YAML, as everybody may read it. Raises `NotFound`."""
    return dump(policy_of(session, policy_id))


def known_policy(session: Session, policy_id: UUID, approved_at: datetime | None) -> Policy:
    """The policy, read from the database only the first time; a draft is read every time."""
    if approved_at is None:
        return read_stored(_row(session, policy_id).document)
    key = (policy_id, approved_at)
    if key not in _parsed:
        if len(_parsed) >= _MOST_PARSED:
            _parsed.clear()
        _parsed[key] = read_stored(_row(session, policy_id).document)
    return _parsed[key]


def _require_complete(document: dict[str, Any]) -> None:
    """A draft of before a question was asked does not answer it: it is revised first."""
    try:
        read(document)
    except InvalidInput as wrong:
        raise Conflict(f"Dit concept is nog niet af: {wrong.faults[0].detail} Wijzig het concept.") from None


def _columns(policy: Policy) -> dict[str, object]:
    return {
        "municipality_code": policy.municipality_code, "valid_from": policy.valid_from,
        "document": document_of(policy), "ground": policy.ground, "decided_by": policy.decided_by,
    }


def _row(session: Session, policy_id: UUID, *, lock: bool = False) -> PolicyDocument:
    """The row as it is now; `lock` makes two who decide at once take turns."""
    query = select(PolicyDocument).where(PolicyDocument.id == policy_id).execution_options(populate_existing=True)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound("Dit beleid bestaat niet.")
    return row
