"""A page of the worklist, deep down, through the project's own read, against OFFSET at the same place (goal 9).

Both ask the open referrals of one worklist in the same order; the yardstick reads the same objects by the same index.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import WORKLIST, Sense
from benchmarks.rows import million, referrals_up_to
from benchmarks.stage import Stage
from benchmarks.world import world_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.referrals.worklist import PAGE, Wish, cursor_of, worklist

Read = Callable[[Session], object]
_DESTINATION = "schuldhulp"
# OFFSET takes so long that a few pages are enough.
_OFFSET_PAGES = 5


def measure(stage: Stage) -> Iterator[Figure]:
    million(stage)
    yield _page(stage, f"werklijst-diepte-{stage.sizes.depth}")
    for number in stage.sizes.deep if stage.deep else ():
        referrals_up_to(stage, number)
        yield _page(stage, f"werklijst-{number}-diepte-{stage.sizes.depth}")


def _page(stage: Stage, name: str) -> Figure:
    actor = world_of(stage, 3).caseworker()
    with Session(stage.database.engine) as session:
        before = _by_offset(session, actor.municipality_code, stage.sizes.depth - 1)[0]
        wish = Wish(_DESTINATION, (ReferralStatus.OPEN,), cursor=cursor_of(before))
        if [one.id for one in worklist(session, wish, actor)[0]] != [
            one.id for one in _by_offset(session, actor.municipality_code, stage.sizes.depth)
        ]:
            raise Failed("De twee manieren geven niet dezelfde bladzijde.")
    arms = [
        Arm("key", partial(_timed, stage, lambda session: worklist(session, wish, actor), stage.sizes.pages)),
        Arm("offset", partial(
            _timed, stage, lambda session: _by_offset(session, actor.municipality_code, stage.sizes.depth),
            _OFFSET_PAGES)),
    ]
    return figure(Question(name, "key", "offset", "ms", WORKLIST, Sense.DURATION), take_turns(arms, stage.rounds))


def _by_offset(session: Session, code: str, depth: int) -> list[Referral]:
    query = select(Referral).where(
        Referral.municipality_code == code, Referral.destination == _DESTINATION,
        Referral.status == ReferralStatus.OPEN,
    )
    page = query.order_by(Referral.urgency, Referral.due, Referral.id).offset(depth).limit(PAGE)
    return list(session.scalars(page))


def _timed(stage: Stage, read: Read, pages: int) -> float:
    """Median milliseconds of one page, each in a session of its own."""
    return median(_once(stage, read) for _ in range(pages))


def _once(stage: Stage, read: Read) -> float:
    with stage.database.transaction() as session:
        began = time.perf_counter()
        read(session)
        return (time.perf_counter() - began) * 1000


CASE = Case("werklijst", "een bladzijde diep in de werklijst (doel 9)", measure)
