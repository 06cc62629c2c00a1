"""Single signals over HTTP at 32 connections: the service, a bare insert, the textbook; and what the generator can do.

No worker runs: routing is not part of the request, and the textbook's tasks stay in the broker alike.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count

from redis import Redis
from sqlalchemy import text

from benchmarks.frame import Arm, Case, Figure, Question, figure, take_turns
from benchmarks.goals import POST, POST_TEXTBOOK
from benchmarks.load import drive, post_request
from benchmarks.processes import Server, api, yardstick
from benchmarks.signals import Signals
from benchmarks.stage import Stage
from benchmarks.textbook.tables import Base
from benchmarks.world import token, world_of
from benchmarks.yardsticks.bare import TABLE
from service import clock

CONNECTIONS, WORKERS, THREADS = 32, 2, 8
PATH = "/api/v1/signalen"
# More than any of the arms handles in a second, so that requests never run out before time does.
_MOST_PER_SECOND = 4_000
_rounds = count(1)


def measure(stage: Stage) -> Iterator[Figure]:
    world = world_of(stage, 3)
    make_yardstick_tables(stage)
    with ExitStack() as stack:
        ours = stack.enter_context(api(stage, workers=WORKERS, threads=THREADS))
        others = {
            name: stack.enter_context(yardstick(stage, factory, workers=WORKERS, threads=THREADS))
            for name, factory in _FACTORIES.items()
        }
        doors = {"service": Door(ours, PATH, token(ours.url, world))}
        doors |= {name: Door(server, "/signalen", "") for name, server in others.items()}
        values = take_turns([Arm(name, partial(_round, stage, door)) for name, door in doors.items()], stage.rounds)
    _forget_textbook(stage)
    for question in _QUESTIONS:
        yield figure(question, values)


class Door:
    """Where the signals go: a server, a path, and a token where one is asked."""

    def __init__(self, server: Server, path: str, access: str) -> None:
        self.port, self.path, self.access = server.port, path, access


def _round(stage: Stage, door: Door) -> float:
    """Requests made beforehand, sent for some seconds; every answer must be 201."""
    seconds = stage.sizes.post_seconds
    signals = Signals(world_of(stage, 3).codes[:3], clock.today(), f"POST{next(_rounds)}")
    bodies = signals.bodies(int(seconds * _MOST_PER_SECOND) + CONNECTIONS)
    requests = [post_request(door.path, body, door.access) for body in bodies]
    return drive(door.port, requests, CONNECTIONS, seconds).rate(201)


def _forget_textbook(stage: Stage) -> None:
    """No worker took its tasks, and the next case must not be given them."""
    with Redis.from_url(stage.settings.redis_url) as redis, stage.database.transaction() as session:
        redis.delete("textbook")
        session.execute(text("TRUNCATE textbook_signal"))


def make_yardstick_tables(stage: Stage) -> None:
    TABLE.create(stage.database.engine, checkfirst=True)
    Base.metadata.create_all(stage.database.engine)


_FACTORIES = {
    "kale insert": "benchmarks.yardsticks.bare:create_app",
    "leerboek": "benchmarks.textbook.app:create_app",
    "niets": "benchmarks.yardsticks.hello:create_app",
}
_QUESTIONS = (
    Question("post-tegen-kale-insert", "service", "kale insert", "verzoeken/s", POST),
    Question("post-tegen-leerboek", "service", "leerboek", "verzoeken/s", POST_TEXTBOOK),
    # How much faster the generator can go than what it measures: well above one, or it would be measuring itself.
    Question("post-ruimte-van-generator", "niets", "service", "verzoeken/s"),
)
CASE = Case("posten", "losse signalen over HTTP, 32 verbindingen (doel 1 en 2)", measure)
