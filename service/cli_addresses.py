"""`voordeur adressen ...`: streets, places and neighbourhoods for letters, visits and screens."""

import argparse
from pathlib import Path

from service import config
from service.addresses.load import COLUMNS, LoadReport, load_addresses
from service.db import Database
from service.errors import BadSettings


def add_commands(parser: argparse.ArgumentParser) -> None:
    """`voordeur adressen laden BESTAND`."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    words = "Laad straten, plaatsen en buurten uit een CSV-bestand, in plaats van wat er was."
    load = commands.add_parser("laden", help=words, description=words)
    load.add_argument("bestand", type=Path, help=";".join(COLUMNS))
    load.add_argument("--erbij", action="store_true", help="laat staan wat er was: voor een tweede gemeente")
    load.set_defaults(run=_load)


def _load(given: argparse.Namespace) -> None:
    database = Database(config.load().database_url, pool_size=1, name="voordeur-opdracht")
    try:
        with given.bestand.open(encoding="utf-8-sig", newline="") as file:
            report = load_addresses(database, file, add=given.erbij)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"Het bestand {given.bestand.name} is niet te lezen. Verwacht CSV in UTF-8.") from error
    finally:
        database.close()
    _tell(report)


def _tell(report: LoadReport) -> None:
    print(f"{report.kept} adressen geladen, {report.removed} oude verwijderd, {report.wrong} regels overgeslagen.")
    for example in report.examples:
        print(f"  {example}")
