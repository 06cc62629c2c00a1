"""Resident memory of one API process after warm-up, against bare Flask with SQLAlchemy and Celery loaded (goal 14)."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.cases.posts import PATH, THREADS, make_yardstick_tables
from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import MEMORY, Sense
from benchmarks.load import drive, post_request
from benchmarks.processes import Server, api, yardstick
from benchmarks.signals import Signals
from benchmarks.stage import Stage
from benchmarks.world import token, world_of
from service import clock

_BARE = "benchmarks.yardsticks.bare:create_app_with_celery"
_rounds = count(1)


def measure(stage: Stage) -> Iterator[Figure]:
    make_yardstick_tables(stage)
    shares: dict[str, list[float]] = {"service": [], "bare": []}
    arms = [Arm("service", partial(_ours, stage, shares)), Arm("bare", partial(_theirs, stage, shares))]
    values = take_turns(arms, stage.rounds, warm_up=False)
    yield figure(Question("geheugen-rss", "service", "bare", "MiB", MEMORY, Sense.COST), values)
    yield figure(Question("geheugen-pss", "service", "bare", "MiB", None, Sense.COST), shares)


def _ours(stage: Stage, shares: dict[str, list[float]]) -> float:
    world = world_of(stage, 3)
    with api(stage, workers=1, threads=THREADS) as server:
        return _warm(stage, server, (PATH, token(server.url, world)), shares["service"])


def _theirs(stage: Stage, shares: dict[str, list[float]]) -> float:
    with yardstick(stage, _BARE, workers=1, threads=THREADS) as server:
        return _warm(stage, server, ("/signalen", ""), shares["bare"])


def _warm(stage: Stage, server: Server, where: tuple[str, str], shares: list[float]) -> float:
    """RSS in MiB once it has served some signals on all its threads; the PSS goes into `shares`."""
    path, access = where
    signals = Signals(world_of(stage, 3).codes[:3], clock.today(), f"WARM{next(_rounds)}")
    requests = [post_request(path, body, access) for body in signals.bodies(stage.sizes.warm_up_posts)]
    drive(server.port, requests, THREADS * 2, 60).rate(201)
    found = max((_resident(pid) for pid in _below(server.process.pid)), default=None)
    if found is None:
        raise Failed("Het geheugen van een proces is hier niet te lezen (alleen Linux).")
    shares.append(found[1])
    return found[0]


def _resident(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process in MiB, as the kernel adds them up; zeros when it may not be read or is gone."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
        return sizes["Rss"], sizes["Pss"]
    return 0.0, 0.0


def _below(pid: int) -> Iterator[int]:
    """The processes that a server runs its application in: its children."""
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid:
                yield int(folder.name)


CASE = Case("geheugen", "geheugen van een API-proces (doel 14)", measure)
