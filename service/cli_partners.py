"""`voordeur partner ...`: enrol the parties of an installation, and see who is there."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock, config
from service.actors import NOBODY, Robot
from service.db import Database
from service.errors import BadSettings, InvalidInput
from service.identity import reset
from service.partners import enrol
from service.partners.systems import public_keys_in
from service.partners.tables import Account, Agreement, Client, Organisation
from service.rules.facts import Kind

OPERATOR = Robot("opdrachtregel")
Run = Callable[[argparse.Namespace], None]


def add_commands(parser: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The sub-commands of `voordeur partner`."""
    commands = parser.add_subparsers(required=True, metavar="wat")

    def command(name: str, run: Run, words: str, *required: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        for option in required:
            sub.add_argument(f"--{option}", required=True)
        return sub

    command("lijst", _list, "Toon organisaties, overeenkomsten, clients en accounts.")
    command("gemeente", _municipality, "Sluit een gemeente aan.", "code", "naam")
    command("corporatie", _corporation, "Sluit een woningcorporatie aan.", "naam")
    agree = command("overeenkomst", _agreement, "Leg een overeenkomst vast.", "corporatie", "gemeente", "contact")
    agree.add_argument("--soort", action="append", choices=[str(kind) for kind in Kind], help="standaard beide")
    agree.add_argument("--van", type=day, required=True)
    agree.add_argument("--tot", type=day)
    agree.add_argument("--getekend", type=day, required=True)
    stop = command("beeindig", _end, "Laat een overeenkomst eindigen.", "overeenkomst")
    stop.add_argument("--op", type=day, required=True, help="laatste dag")
    client = command("client", _client, "Geef een systeem toegang.", "organisatie", "client-id")
    client.add_argument("--jwks", help="bestand met de publieke sleutels; zonder: een secret, dat u een keer ziet")
    client.add_argument("--scope", action="append", default=[], help="standaard alles wat de organisatie mag")
    account = command("account", _account, "Geef een medewerker een account.", "organisatie", "gebruikersnaam", "naam")
    account.add_argument("--rol", action="append", required=True)
    account.add_argument("--team", action="append", default=[])
    recover = command("herstel-account", _recover, "Geef een medewerker een nieuw eerste wachtwoord.", "gebruikersnaam")
    recover.add_argument("--app-loskoppelen", action="store_true", help="haal ook de app voor codes weg")
    command("sluit-account", _close, "Neem een medewerker de toegang af.", "gebruikersnaam")


@contextmanager
def _session() -> Iterator[Session]:
    database = Database(config.load().database_url, pool_size=1, name="voordeur-opdracht")
    try:
        with database.transaction() as session:
            yield session
    finally:
        database.close()


def _municipality(given: argparse.Namespace) -> None:
    with _session() as session:
        made = enrol.add_municipality(session, given.code, given.naam, OPERATOR, clock.now())
        print(f"Gemeente {given.code}: {made}")


def _corporation(given: argparse.Namespace) -> None:
    with _session() as session:
        print(f"Corporatie: {enrol.add_corporation(session, given.naam, OPERATOR, clock.now())}")


def _agreement(given: argparse.Namespace) -> None:
    kinds = tuple(Kind(code) for code in given.soort or list(Kind))
    terms = enrol.Terms(
        _id(given.corporatie), given.gemeente, kinds, given.van, given.tot, given.getekend, given.contact,
    )
    with _session() as session:
        made = enrol.add_agreement(session, terms, OPERATOR, clock.now())
        print(f"Overeenkomst: {made}")


def _end(given: argparse.Namespace) -> None:
    with _session() as session:
        enrol.end_agreement(session, _id(given.overeenkomst), given.op, OPERATOR, clock.now())
    print(f"De overeenkomst geldt tot en met {given.op.isoformat()}.")


def _client(given: argparse.Namespace) -> None:
    system = enrol.System(given.client_id, _jwks(given.jwks) if given.jwks else None, tuple(given.scope))
    with _session() as session:
        secret = enrol.add_client(session, _id(given.organisatie), system, OPERATOR, clock.now())
    print(f"Client {given.client_id} is toegevoegd.")
    if secret:
        print(f"Secret (u ziet het nu een keer): {secret}")


def _account(given: argparse.Namespace) -> None:
    person = enrol.Person(given.gebruikersnaam, given.naam, tuple(given.rol), tuple(given.team))
    with _session() as session:
        password = enrol.add_account(session, _id(given.organisatie), person, OPERATOR, clock.now())
    print(f"Account {given.gebruikersnaam} is toegevoegd. Wachtwoord (u ziet het nu een keer): {password}")


def _close(given: argparse.Namespace) -> None:
    with _session() as session:
        enrol.close_account(session, given.gebruikersnaam, OPERATOR, clock.now())
    print(f"Account {given.gebruikersnaam} is gesloten.")


def _recover(given: argparse.Namespace) -> None:
    with _session() as session:
        account_id = session.scalar(select(Account.id).where(Account.username == given.gebruikersnaam)) or NOBODY
        password = reset.reset_password(session, account_id, OPERATOR, clock.now())
        if given.app_loskoppelen:
            reset.reset_app(session, account_id, OPERATOR, clock.now())
    print(f"Account {given.gebruikersnaam} is hersteld. Wachtwoord (u ziet het nu een keer): {password}")


def _list(_given: argparse.Namespace) -> None:
    with _session() as session:
        for organisation in session.scalars(select(Organisation).order_by(Organisation.kind, Organisation.name)):
            code = organisation.municipality_code or "    "
            print(f"{organisation.kind:<12}{organisation.id}  {code}  {organisation.name}")
        for row in session.scalars(select(Agreement).order_by(Agreement.valid_from)):
            parties = f"{row.corporation_id} - {row.municipality_code}"
            print(f"overeenkomst {row.id}  {parties}  {row.valid_from} tot {row.valid_until or 'onbepaald'}")
        for client in session.scalars(select(Client).order_by(Client.client_id)):
            print(f"client      {client.client_id:<24}{'sleutel' if client.jwks else 'secret'}")
        for account in session.scalars(select(Account).order_by(Account.username)):
            closed = "" if account.active else "  gesloten"
            print(f"account     {account.username:<24}{', '.join(account.roles)}{closed}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadSettings(f"{text} is geen id. Zie voordeur partner lijst.") from None


def _jwks(path: str) -> dict[str, Any]:
    """The public keys in a file; a private key is refused before it is stored anywhere."""
    try:
        return public_keys_in(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise BadSettings(f"{path} is niet te lezen.") from None
    except InvalidInput as error:
        raise BadSettings(f"{path}: {error.faults[0].detail}") from None
