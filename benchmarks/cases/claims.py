"""Claiming the next referral of a worklist of a million by 1, 8 and 32 at once (goal 8).

Each claim is the whole use case: the referral, its signals, the feedback to the corporation, the journal, one commit.
The yardstick updates one row by a known key. Nothing may ever be claimed twice: that would be no figure but an error.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from random import Random
from uuid import UUID

from sqlalchemy import select, text

from benchmarks.claimer import DESTINATION, Errand, claim, ready, update_by_key
from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import CLAIMS
from benchmarks.rows import million
from benchmarks.stage import Stage
from benchmarks.world import world_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

_CLAIMERS = (1, 8, 32)
_PROCESSES = 2
_HEAD_START_SECONDS = 0.2
_MOST_PER_SECOND = 5_000
Work = Callable[[Errand], list[UUID]]


def measure(stage: Stage) -> Iterator[Figure]:
    million(stage)
    taken: Counter[UUID] = Counter()
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        for claimers in _CLAIMERS:
            rounds = _Rounds(stage, pool, claimers, taken)
            values = take_turns([Arm("claim", rounds.claim), Arm("key", rounds.update)], stage.rounds)
            _require_once(stage, taken)
            goal = CLAIMS if claimers == 8 else None
            yield figure(Question(f"oppakken-{claimers}", "claim", "key", "verwijzingen/s", goal), values)


class _Rounds:
    """Rounds of one number of claimers, spread over the processes of the pool."""

    def __init__(self, stage: Stage, pool: ProcessPoolExecutor, claimers: int, taken: Counter[UUID]) -> None:
        self._stage, self._pool, self._taken = stage, pool, taken
        self._threads = [claimers] if claimers < _PROCESSES else [claimers // _PROCESSES] * _PROCESSES
        list(pool.map(ready, [self._errand(0, ()) for _ in range(_PROCESSES * 4)]))

    def claim(self) -> float:
        found = self._all(claim, ())
        self._taken.update(found)
        return len(found) / self._stage.sizes.claim_seconds

    def update(self) -> float:
        return len(self._all(update_by_key, _random_keys(self._stage))) / self._stage.sizes.claim_seconds

    def _all(self, work: Work, ids: tuple[UUID, ...]) -> list[UUID]:
        parts = len(self._threads)
        errands = [self._errand(part, ids[part::parts]) for part in range(parts)]
        return list(chain.from_iterable(self._pool.map(partial(work), errands)))

    def _errand(self, part: int, ids: tuple[UUID, ...]) -> Errand:
        begin = time.monotonic() + _HEAD_START_SECONDS
        return Errand(
            self._stage.settings.database_url, world_of(self._stage, 3).codes[0], self._threads[part], begin,
            begin + self._stage.sizes.claim_seconds, ids,
        )


def _random_keys(stage: Stage) -> tuple[UUID, ...]:
    """Keys of open referrals all over the table."""
    many = int(stage.sizes.claim_seconds * _MOST_PER_SECOND)
    wanted = select(Referral.id).where(
        Referral.status == ReferralStatus.OPEN, Referral.destination == DESTINATION,
    ).order_by(text("md5(id::text)"))
    with stage.database.transaction() as session:
        ids = list(session.scalars(wanted.limit(many)))
    Random(0).shuffle(ids)
    return tuple(ids)


def _require_once(stage: Stage, taken: Counter[UUID]) -> None:
    """No referral twice, by what the claimers were given and by what the journal says."""
    with stage.database.transaction() as session:
        noted = session.execute(text(
            "SELECT count(*), count(DISTINCT subject_id) FROM journal WHERE action = 'verwijzing-opgepakt'",
        )).one()
    if max(taken.values(), default=0) > 1 or tuple(noted) != (len(taken), len(taken)):
        raise Failed(f"Een verwijzing is twee keer opgepakt: {len(taken)} gegeven, {noted[0]} in het journaal.")


CASE = Case("oppakken", "verwijzingen oppakken door 1, 8 en 32 tegelijk (doel 8)", measure)
