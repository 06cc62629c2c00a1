"""The cards that somebody of a corporation hands out: made per municipality and month, and what comes of them.

A card is handed out when there is no consent and so no signal; it must never become one. So the only thing it carries
is its month, and the only thing that is kept is two counts.
"""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.help.tables import CardBatch

FEWEST = 5
"""A count below this is not told: of so few somebody could guess who it is about."""
_BATCH = re.compile(r"([0-9]{2})(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Counted:
    """A month of cards. `requests` None: fewer than `FEWEST`, or made of so few cards that it tells too much."""

    month: date
    cards: int
    requests: int | None


def batch_of(day: date) -> str:
    """The month of a card as it stands in its address, for example 2611."""
    return f"{day:%y%m}"


def month_of(batch: str) -> date | None:
    """The first day of the month of a batch; None when this is no batch."""
    found = _BATCH.fullmatch(batch)
    return date(2000 + int(found[1]), int(found[2]), 1) if found else None


def count_cards(session: Session, code: str, day: date, cards: int) -> None:
    _add(session, code, day.replace(day=1), cards=cards)


def count_request(session: Session, code: str, batch: str) -> None:
    """One more request by the cards of a month. A month in which none were made counts nothing."""
    month = month_of(batch)
    row = session.get(CardBatch, (code, month), with_for_update=True) if month else None
    if row is not None:
        row.requests += 1


def counts_of(session: Session, code: str) -> tuple[Counted, ...]:
    """The last month first."""
    rows = session.scalars(
        select(CardBatch).where(CardBatch.municipality_code == code).order_by(CardBatch.month.desc()).limit(24),
    )
    return tuple(Counted(row.month, row.cards, row.requests if row.requests >= FEWEST else None) for row in rows)


def _add(session: Session, code: str, month: date, cards: int) -> None:
    made = insert(CardBatch).values(municipality_code=code, month=month, cards=cards, requests=0)
    session.execute(made.on_conflict_do_update(
        index_elements=[CardBatch.municipality_code, CardBatch.month],
        set_={"cards": CardBatch.cards + made.excluded.cards},
    ))
