"""Parts of a worklist that people keep under a name, for themselves or for their whole municipality."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.db import new_id
from service.referrals.tables import SavedFilter

MOST = 50
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Keep:
    """What to keep: a name, whether colleagues see it, and the choices as codes."""

    name: str
    shared: bool
    wish: dict[str, str]


def save(session: Session, keep: Keep, actor: Caseworker, now: datetime) -> None:
    """Keep a filter; one of the same person with the same name is replaced."""
    values = {"shared": keep.shared, "wish": keep.wish, "owner_name": actor.name, "saved_at": now}
    adding = insert(SavedFilter).values(
        id=new_id(), municipality_code=actor.municipality_code, owner_id=actor.id, name=keep.name, **values,
    )
    session.execute(adding.on_conflict_do_update(index_elements=["owner_id", "name"], set_=values))


def remove(session: Session, filter_id: UUID, actor: Caseworker) -> None:
    """Remove one's own filter; another's stays."""
    session.execute(delete(SavedFilter).where(SavedFilter.id == filter_id, SavedFilter.owner_id == actor.id))


def saved_for(session: Session, actor: Caseworker) -> list[SavedFilter]:
    """One's own filters and those that colleagues share, of worklists that one may see."""
    theirs = and_(SavedFilter.municipality_code == actor.municipality_code, SavedFilter.shared)
    query = select(SavedFilter).where(
        or_(SavedFilter.owner_id == actor.id, theirs), SavedFilter.wish["lijst"].astext.in_(actor.destinations),
    )
    return list(session.scalars(query.order_by(SavedFilter.name, SavedFilter.id).limit(MOST)))
