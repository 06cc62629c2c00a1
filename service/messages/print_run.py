"""The print run: what is due becomes one pile, and is written down as sent when that pile exists.

Every step can break off. A pile is made where the print house does not look; its letters become sent in one
transaction; then it is handed over. The next run first ends what a broken run left: a pile whose letters are sent is
handed over, any other is thrown away, and its letters are begun again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.db import Database, alone
from service.messages.channels import pile
from service.messages.channels.carrier import DoesNotFit, NotNow, Parcel
from service.messages.channels.print import letter_of, sheet_of
from service.messages.deliver import begin, failed, not_now, sent
from service.messages.kind import MessageChannel
from service.messages.prepare import Office
from service.messages.status import MessageEnd, MessageStatus
from service.messages.tables import Message

MOST = 500
"""Letters in a pile; the rest go into the next, a minute later."""
_RUNS = 7301207
"""The lock of a run, per folder: one at a time, also over several machines."""


def print_due(database: Database, office: Office, actor: Actor, now: datetime) -> int | None:
    """Make the pile of what is due; how many letters. None: another run is at work, or there is more than a pile.

    Raises `NotNow` when the folder cannot be written: then nothing is sent, and everything is due again.
    """
    folder = office.settings.print_folder
    assert folder is not None, "a municipality that prints its letters together has a folder"
    with database.each_statement() as guard, alone(guard, _RUNS, str(folder)) as first:
        if not first:
            return None
        _end_broken_runs(database, folder)
        with database.transaction() as session:
            ids = _due(session, now)
        parcels = list(_fitting(database, _begun(database, office, ids, actor, now), actor, now))
        try:
            count = _pile(database, office, parcels, actor, now)
        except NotNow:
            with database.transaction() as session:
                not_now(session, *(parcel.id for parcel in parcels))
            raise
    return count if len(ids) < MOST else None


def _end_broken_runs(database: Database, folder: Path) -> None:
    for pdf in pile.half_made(folder):
        with database.transaction() as session:
            statuses = set(session.scalars(select(Message.status).where(Message.id.in_(pile.letters_in(pdf)))))
        if statuses == {MessageStatus.SENT}:
            pile.hand_over(pdf)
        else:
            pile.throw_away(pdf)
    with database.transaction() as session:
        session.execute(update(Message).where(*_LETTER_BEGUN).values(started_at=None))


_LETTER = (Message.channel == MessageChannel.LETTER, Message.status == MessageStatus.PLANNED)
_LETTER_BEGUN = (*_LETTER, Message.started_at.is_not(None))


def _due(session: Session, now: datetime) -> list[UUID]:
    due = select(Message.id).where(*_LETTER, Message.planned_at <= now, Message.started_at.is_(None))
    return list(session.scalars(due.order_by(Message.planned_at, Message.id).limit(MOST)))


def _begun(
    database: Database, office: Office, ids: Iterable[UUID], actor: Actor, now: datetime
) -> Iterator[Parcel]:
    for message_id in ids:
        with database.transaction() as session:
            parcel = begin(session, office, message_id, actor, now)
        if parcel is not None:
            yield parcel


def _fitting(
    database: Database, parcels: Iterable[Parcel], actor: Actor, now: datetime
) -> Iterator[Parcel]:
    """Each letter by itself first: one that does not fit keeps no other from the pile."""
    for parcel in parcels:
        try:
            letter_of(parcel)
        except DoesNotFit:
            with database.transaction() as session:
                failed(session, parcel.id, MessageEnd.TOO_LONG, actor, now)
        else:
            yield parcel


def _pile(database: Database, office: Office, parcels: list[Parcel], actor: Actor, now: datetime) -> int:
    folder = office.settings.print_folder
    assert folder is not None, "asked before"
    waiting = pile.left_waiting(folder)
    sheets = [*pile.sheets_of(waiting), *map(sheet_of, parcels)]
    if not sheets:
        return 0
    pdf = pile.make_pile(folder, sheets, now)
    with database.transaction() as session:
        for parcel in parcels:
            sent(session, parcel.id, actor, now)
    pile.clear_waiting(folder)
    pile.hand_over(pdf)
    return len(sheets)
