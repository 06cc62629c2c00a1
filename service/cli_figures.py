"""`voordeur kerncijfers ...`: lay what is kept beside what is counted from the rows, or make it anew."""

import argparse
import time

from service import clock, config
from service.db import Database
from service.monitor.summary.compare import differences, views
from service.monitor.summary.fold import MOST_ANEW, fold, make_anew
from service.monitor.summary.marks import marked

_PAUSE_SECONDS = 1.0


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands of `voordeur kerncijfers`."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    words = "Vergelijk de bijgehouden tellingen met een telling van alle rijen."
    compare = commands.add_parser("vergelijk", help=words, description=words)
    compare.add_argument("--gemeente", metavar="CODE", help="vier cijfers; zonder: het hele land")
    compare.set_defaults(run=_compare)
    words = "Tel alles opnieuw. Intussen blijven de cijfers goed; ze komen langzamer."
    commands.add_parser("herbouw", help=words, description=words).set_defaults(run=_make_anew)


def _compare(given: argparse.Namespace) -> int:
    wrong = 0
    with _database().snapshot() as session:
        for view in views(session, given.gemeente, clock.today()):
            for (table, (split, key)), (kept, true) in differences(session, view).items():
                wrong += 1
                print(f"{view.wish.period.name} {view.kind} {table} {split} {key}: bijgehouden {kept}, geteld {true}")
    print(f"{wrong} verschillen." if wrong else "Geen verschillen.")
    return 1 if wrong else 0


def _make_anew(_given: argparse.Namespace) -> int:
    database = _database()
    with database.one_moment() as session:
        make_anew(session)
        left = whole = marked(session)
    while left:
        with database.one_moment() as session:
            count = fold(session, MOST_ANEW)
        with database.transaction() as session:
            left = marked(session)
        print(f"{max(whole - left, 0)} van {whole} maanden van gemeenten geteld.", flush=True)
        if left and count == 0:
            # The worker counts at this moment.
            time.sleep(_PAUSE_SECONDS)
    return 0


def _database() -> Database:
    return Database(config.load().database_url, pool_size=1, name="voordeur-opdracht", prepared=False)
