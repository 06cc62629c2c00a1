"""Finding the open referral of 1,000 signals among a million (goal 7), and then also opening those that are not there.

The service finds, and locks what it found, in one statement, and opens in another. The yardstick only looks: one ORM
query per signal. Three in ten of the households have an open referral. What is done is rolled back, outside the
measured time.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import MATCHING, Sense
from benchmarks.rows import household_key, million
from benchmarks.stage import Stage
from benchmarks.world import world_of
from service import clock
from service.db import along_keys, new_id
from service.referrals.status import ReferralStatus
from service.referrals.store import NewReferral, find_open, open_referrals
from service.referrals.tables import Referral

_KNOWN = 0.3
_DESTINATION, _GROUND = "schuldhulp", "signaal"
_seeds = count(1)


def measure(stage: Stage) -> Iterator[Figure]:
    million(stage)
    arms = [
        Arm("find", partial(_round, stage, _find)), Arm("open", partial(_round, stage, _find_and_open)),
        Arm("each", partial(_round, stage, _one_by_one)),
    ]
    values = take_turns(arms, stage.rounds)
    yield figure(Question("koppelen", "find", "each", "ms", MATCHING, Sense.DURATION), values)
    yield figure(Question("koppelen-en-openen", "open", "each", "ms", None, Sense.DURATION), values)


def _round(stage: Stage, match: Callable[[Session, list[NewReferral]], int]) -> float:
    wanted, known = _signals(stage)
    with stage.database.engine.connect() as connection, Session(connection) as session:
        began = time.perf_counter()
        found = match(session, wanted)
        took = (time.perf_counter() - began) * 1000
        session.rollback()
    if found != known:
        raise Failed(f"Vond {found} open verwijzingen, verwachtte {known}.")
    return took


def _signals(stage: Stage) -> tuple[list[NewReferral], int]:
    """Households of which some have an open referral; and how many."""
    random = Random(next(_seeds))
    many, rows = million(stage), stage.sizes.match_rows
    known = random.sample(range(1, many + 1), int(rows * _KNOWN))
    numbers = known + list(range(many * 10, many * 10 + rows - len(known)))
    random.shuffle(numbers)
    code = world_of(stage, 3).codes[0]
    return [
        NewReferral(new_id(), code, _DESTINATION, _GROUND, household_key(number), None, {"bedoeld": _DESTINATION},
                    clock.today())
        for number in numbers
    ], len(known)


def _find(session: Session, wanted: list[NewReferral]) -> int:
    along_keys(session)
    return len(find_open(session, [one.key for one in wanted]))


def _find_and_open(session: Session, wanted: list[NewReferral]) -> int:
    along_keys(session)
    found = find_open(session, [one.key for one in wanted])
    opened = open_referrals(session, [one for one in wanted if one.key not in found], clock.now())
    return len(wanted) - sum(one.new for one in opened.values())


def _one_by_one(session: Session, wanted: list[NewReferral]) -> int:
    return sum(_look_up(session, one) is not None for one in wanted)


def _look_up(session: Session, one: NewReferral) -> Referral | None:
    return session.scalars(select(Referral).where(
        Referral.household_key == one.household_key, Referral.destination == one.destination,
        Referral.ground == one.ground, Referral.status != ReferralStatus.CLOSED, Referral.term.is_not(None),
    )).first()


CASE = Case("koppelen", "open verwijzingen vinden voor een reeks signalen (doel 7)", measure)
