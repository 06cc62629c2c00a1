"""`voordeur beleid ...`: check, import, export and try policy documents."""

import argparse
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from service import clock, config
from service.actors import Robot
from service.db import Database
from service.errors import BadSettings, NotFound
from service.policy.load import dump, load
from service.policy.model import Policy
from service.policy.store import draft, in_force, list_versions, policy_of
from service.referrals.trial import Outlook, Period, past_signals, try_out
from service.signals.without_agreement import refused_without_agreement
from service.vault import Vault

LOADER = Robot("opdrachtregel")
_YEAR = timedelta(days=364)


def add_commands(parser: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The sub-commands of `voordeur beleid`."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    check = commands.add_parser("toets", help="Controleer een beleidsbestand.")
    check.add_argument("bestand")
    check.set_defaults(run=_check)
    trial = commands.add_parser("proef", help="Speel eerdere signalen na onder een concept en toon wat verandert.")
    trial.add_argument("bestand")
    trial.add_argument("--van", type=day, metavar="DATUM", help="eerste dag (standaard een jaar geleden)")
    trial.add_argument("--tot", type=day, metavar="DATUM", help="laatste dag (standaard vandaag)")
    trial.set_defaults(run=_try)
    bring = commands.add_parser("importeer", help="Sla beleid op als concept; een beheerder stelt het vast.")
    bring.add_argument("bestand")
    bring.set_defaults(run=_import)
    show = commands.add_parser("exporteer", help="Schrijf het geldende beleid van een gemeente als YAML.")
    show.add_argument("--gemeente", required=True, metavar="CODE")
    show.add_argument("--op", type=day, metavar="DATUM", help="het beleid dat op deze dag geldt (standaard vandaag)")
    show.set_defaults(run=_export)


def _read(path: str) -> Policy:
    try:
        return load(Path(path).read_text("utf-8-sig"))
    except OSError as error:
        raise BadSettings(f"Het bestand {path} is niet te lezen: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSettings(f"Het bestand {path} is geen UTF-8.") from None


def _check(given: argparse.Namespace) -> None:
    policy = _read(given.bestand)
    print(f"Dit beleid van {policy.name} is geldig en kan ingaan op {policy.valid_from.isoformat()}.")


def _import(given: argparse.Namespace) -> None:
    policy = _read(given.bestand)
    database = _database()
    with database.transaction() as session:
        draft(session, dump(policy), LOADER, clock.now())
    print(f"Concept opgeslagen voor {policy.name}. Een beheerder stelt het vast in de schermen.")


def _export(given: argparse.Namespace) -> None:
    with _database().transaction() as session:
        found = in_force(session, given.gemeente, given.op or clock.today())
        if found is None:
            known = ", ".join(v.valid_from.isoformat() for v in list_versions(session, given.gemeente)) or "geen"
            raise NotFound(f"Op die dag geldt geen beleid voor gemeente {given.gemeente}. Versies: {known}.")
        print(dump(policy_of(session, found.id)), end="")


def _try(given: argparse.Namespace) -> None:
    policy = _read(given.bestand)
    last: date = given.tot or clock.today()
    period = Period(given.van or last - _YEAR, last)
    settings = config.load()
    vault = Vault(settings.encryption_keys, settings.index_key)
    with _database().transaction() as session:
        found = in_force(session, policy.municipality_code, clock.today())
        if found is None:
            raise NotFound(f"Voor gemeente {policy.municipality_code} geldt nog geen beleid om mee te vergelijken.")
        past = past_signals(session, vault, policy.municipality_code, period)
        print(report(try_out(past, found.policy, policy), period))
        if policy.missing_agreement is not found.policy.missing_agreement:
            refused = refused_without_agreement(session, policy.municipality_code, period.first, period.last)
            print(f"Huursignalen die zijn geweigerd, onder meer zonder overeenkomst (niet nagespeeld): {refused}.")


def _database() -> Database:
    return Database(config.load().database_url, pool_size=1, name="voordeur-opdracht")


def report(outlook: Outlook, period: Period) -> str:
    """The outcome of a trial as plain text: first what matters to people, then the work."""
    lines = [
        f"Proef over {outlook.signals} signalen, ontvangen van {period.first} tot en met {period.last}.",
        f"{outlook.changed} signalen krijgen een ander oordeel, team, bak of een andere datum.",
        "",
    ]
    lines += _dropped(outlook) + _declined(outlook)
    lines += _table("Oordeel", outlook.verdicts) + _table("Werklijst", outlook.worklists)
    lines += _table("Bak", outlook.trays) + _table("Prioriteit", outlook.priorities)
    lines += [f"Drukste dag: {outlook.busiest_day[0]} nu, {outlook.busiest_day[1]} straks.", ""]
    lines += ["Per week en team (nu, straks, wat het team aankan)"]
    for load_of in outlook.loads:
        full = "geen grens" if load_of.capacity is None else str(load_of.capacity)
        warning = "  te veel" if load_of.capacity is not None and load_of.after > load_of.capacity else ""
        lines.append(f"  {load_of.team:<24}{load_of.before:>8}{load_of.after:>8}   {full}{warning}")
    return "\n".join(lines)


def _dropped(outlook: Outlook) -> list[str]:
    if not outlook.dropped:
        return ["Geen signaal dat nu wordt opgevolgd, valt straks af.", ""]
    total = sum(outlook.dropped.values())
    return [
        f"LET OP: {total} signalen die nu worden opgevolgd, worden dat straks niet meer:",
        *(f"  {count:>6}  {reason}" for reason, count in outlook.dropped.items()), "",
    ]


def _declined(outlook: Outlook) -> list[str]:
    if not outlook.declined:
        return []
    return [
        f"Niet nagespeeld: {outlook.declined} signalen die onder de drempel bleven liggen.",
        "Naam en adres zijn niet bewaard, dus een team of bak is niet te zeggen.",
        f"Met dit beleid worden {outlook.declined_no_more} van zulke signalen wel opgevolgd.", "",
    ]


def _table(title: str, rows: dict[str, tuple[int, int]] | dict[int, tuple[int, int]]) -> list[str]:
    lines = [f"{title} (nu, straks)"]
    lines += [f"  {key!s:<24}{before:>8}{after:>8}" for key, (before, after) in rows.items()]
    return [*lines, ""]
