"""`voordeur sleutels ...`: start a new signing key, and seal everything again under the active wrapping key."""

import argparse

from migrations.tables import METADATA
from service import clock, config
from service.actors import Robot
from service.db import Database
from service.identity.keys import RECEIPT, TOKEN, rotate
from service.journal import Entry, record
from service.reseal import Progress, left, reseal
from service.vault import Vault

_KEEPER = Robot("opdrachtregel")
RESEALED = "sleutels-herverzegeld"


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands of `voordeur sleutels`."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    change = commands.add_parser("vervang", help="Onderteken voortaan met een nieuwe sleutel; de oude blijft geldig.")
    change.add_argument("doel", choices=[RECEIPT, TOKEN])
    change.set_defaults(run=_rotate)
    again = commands.add_parser("herverzegel", help="Verzegel alles opnieuw met de eerste van ENCRYPTION_KEYS.")
    again.set_defaults(run=_reseal)


def _rotate(given: argparse.Namespace) -> None:
    database, vault = _opened()
    with database.transaction() as session:
        kid = rotate(session, vault, given.doel)
        entry = Entry("sleutel-vervangen", None, "beheer", {"doel": given.doel, "sleutel": kid})
        record(session, [entry], _KEEPER, clock.now())
    print(f"Vanaf nu ondertekent sleutel {kid}. Wat met oude sleutels is ondertekend, blijft te controleren.")


def _reseal(_given: argparse.Namespace) -> int:
    """Exit code 0 when no value stands under an older key any more, else 1."""
    database, vault = _opened()
    last: dict[str, Progress] = {}
    for step in reseal(METADATA, database.transaction, vault):
        last[step.label] = step
        print(f"{step.label}: {step.done} van {step.total}", flush=True)
    with database.transaction() as session:
        waiting = sum(left(METADATA, session, vault).values())
        done = sum(step.done for step in last.values())
        detail = {"sleutel": vault.active, "aantal": done, "over": waiting}
        record(session, [Entry(RESEALED, None, "beheer", detail)], _KEEPER, clock.now())
    for step in last.values():
        for key in step.unreadable:
            print(f"{step.label} {key}: niet te lezen met deze sleutels")
    if waiting:
        print(f"Er staan nog {waiting} waarden onder een oudere sleutel. Laat die sleutel staan en probeer het later.")
        return 1
    print(f"Klaar: {done} opnieuw verzegeld, alles staat onder sleutel {vault.active}.")
    return 0


def _opened() -> tuple[Database, Vault]:
    settings = config.load()
    database = Database(settings.database_url, pool_size=1, name="voordeur-opdracht")
    return database, Vault(settings.encryption_keys, settings.index_key)
