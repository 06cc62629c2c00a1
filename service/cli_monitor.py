"""`voordeur ddas ...`: write the national delivery of a municipality to standard output."""

import argparse
import sys
from collections.abc import Callable
from datetime import date

from service import clock, config
from service.actors import Robot
from service.db import Database
from service.errors import BadSettings
from service.monitor.ddas.deliver import LATEST, VERSIONS, Wish, record_delivery, whole_file
from service.monitor.ddas.facts import Period
from service.vault import Vault

_EXPORTER = Robot("opdrachtregel")


def add_commands(parser: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The sub-commands of `voordeur ddas`."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    words = "Schrijf de landelijke aanlevering van een gemeente naar standaarduitvoer (JSON)."
    export = commands.add_parser("export", help=words, description=words)
    export.add_argument("--gemeente", required=True, metavar="CODE", help="vier cijfers")
    export.add_argument("--van", required=True, type=day, metavar="DATUM", help="eerste dag van de periode")
    export.add_argument("--tot", required=True, type=day, metavar="DATUM", help="laatste dag van de periode")
    export.add_argument("--versie", default=LATEST, choices=sorted(VERSIONS), help="van het uitwisselmodel")
    export.set_defaults(run=_export)


def _export(given: argparse.Namespace) -> None:
    if given.tot < given.van:
        raise BadSettings("De laatste dag (--tot) ligt voor de eerste (--van). Draai ze om.")
    wish = Wish(given.gemeente, Period(given.van, given.tot), given.versie)
    settings, now = config.load(), clock.now()
    vault = Vault(settings.encryption_keys, settings.index_key)
    database = Database(settings.database_url, pool_size=2, name="voordeur-opdracht")
    with database.snapshot() as session:
        made = whole_file(session, vault, wish, now)
        # Before the first byte goes: whoever breaks it off half way has seen half of it.
        with database.transaction() as journal:
            record_delivery(journal, wish, _EXPORTER, now, made)
        for piece in made.pieces:
            sys.stdout.buffer.write(piece.encode())
        sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
    if made.left_out:
        print(_LEFT_OUT.format(made.left_out), file=sys.stderr)


_LEFT_OUT = (
    "Niet meegeleverd: {} signalen waarvan de gegevens van de inwoner zijn gewist. Het model vraagt een adres."
)
