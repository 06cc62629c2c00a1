"""Deciding with two people: one drafts, a second one puts it into effect, and from then on it never changes.

What is decided so (a policy, a text for residents) keeps its own table and its own room; here stands what they share.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import CheckConstraint

from service.actors import Actor, Administrator, Robot
from service.errors import Conflict, NotAllowed

DRAFT = "concept"
APPROVED = "vastgesteld"


class Decided(Protocol):
    """A row of what is decided with two people."""

    municipality_code: str
    status: str
    drafted_by: UUID | None


@dataclass(frozen=True, slots=True)
class Sayings:
    """How the refusals read for one sort of decision, in Dutch."""

    fixed: str
    keeper: str
    approver: str
    second: str


def two_people() -> tuple[CheckConstraint, ...]:
    """What the database itself holds to: nothing is in effect without a second person."""
    return (
        CheckConstraint("status IN ('concept', 'vastgesteld')", name="status"),
        CheckConstraint("(status = 'vastgesteld') = (approved_by IS NOT NULL AND approved_at IS NOT NULL)",
                        name="approved_by_somebody"),
        CheckConstraint("approved_by <> drafted_by", name="two_people"),
    )


def require_draft(row: Decided, sayings: Sayings) -> None:
    if row.status != DRAFT:
        raise Conflict(sayings.fixed)


def require_keeper(municipality_code: str, actor: Actor, sayings: Sayings) -> None:
    """Only an administrator of the municipality itself, or the service loading a shipped example."""
    if isinstance(actor, Robot):
        return
    if not isinstance(actor, Administrator) or actor.municipality_code != municipality_code:
        raise NotAllowed(sayings.keeper)


def require_second_person(row: Decided, actor: Actor, sayings: Sayings) -> None:
    if not isinstance(actor, Administrator) or actor.municipality_code != row.municipality_code:
        raise NotAllowed(sayings.approver)
    if actor.id == row.drafted_by:
        raise NotAllowed(sayings.second)


def person_of(actor: Actor) -> UUID | None:
    """Who drafted; None when it came with the service."""
    return None if isinstance(actor, Robot) else actor.id
