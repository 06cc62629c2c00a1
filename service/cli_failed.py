"""`voordeur mislukt`: which work failed for good, and doing it again."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from service import clock, config, jobs
from service.actors import Robot
from service.db import Database
from service.errors import BadSettings
from service.jobs import FailedTask
from service.replay import ReplayResult, replay

_KEEPER = Robot("opdrachtregel")


def add_commands(parser: argparse.ArgumentParser) -> None:
    """`voordeur mislukt` lists; its one sub-command replays."""
    parser.set_defaults(run=_list)
    commands = parser.add_subparsers(metavar="wat")
    again = commands.add_parser("opnieuw", help="Doe mislukt werk opnieuw.")
    again.add_argument("id", nargs="*", type=int, help="de nummers uit de lijst")
    again.add_argument("--alles", action="store_true", help="alles wat wacht")
    again.set_defaults(run=_again)


def _list(_given: argparse.Namespace) -> None:
    with _session() as session:
        rows = jobs.waiting(session)
    if not rows:
        print("Er is geen mislukt werk.")
        return
    print(f"{'nummer':>6}  {'wanneer':<16}  {'taak':<20}  {'aantal':>6}  fout")
    for row in rows:
        print(f"{row.id:>6}  {_moment(row):<16}  {row.task:<20}  {len(row.ids):>6}  {row.error_class}")
    print("\nIs de oorzaak weg? Doe het opnieuw met: voordeur mislukt opnieuw NUMMER, of --alles.")


def _again(given: argparse.Namespace) -> None:
    if bool(given.id) == given.alles:
        raise BadSettings("Geef de nummers die u opnieuw wilt doen, of --alles.")
    with _session() as session:
        done = replay(session, None if given.alles else given.id, _KEEPER, clock.now())
    if not done:
        print("Er is geen mislukt werk.")
    for result in done:
        print(f"{result.task.id}: {result.task.task}, {_outcome(result)}.")


def _outcome(result: ReplayResult) -> str:
    if not result.task.topic:
        return "deze ronde komt vanzelf terug"
    if not result.ended:
        return "opnieuw aangekondigd"
    over = f"van {result.ended} is het werk al geëindigd: dat gaat niet opnieuw, kijk bij de verwijzing"
    return over if result.ended == len(result.task.ids) else f"opnieuw aangekondigd; {over}"


def _moment(row: FailedTask) -> str:
    return row.at.astimezone(clock.AMSTERDAM).strftime("%Y-%m-%d %H:%M")


@contextmanager
def _session() -> Iterator[Session]:
    database = Database(config.load().database_url, pool_size=1, name="voordeur-opdracht")
    try:
        with database.transaction() as session:
            yield session
    finally:
        database.close()
