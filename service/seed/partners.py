"""The invented municipality and its corporations, agreements, clients, accounts and policy. Once per database."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import CORPORATION_SCOPES, MUNICIPALITY_SCOPES, Administrator
from service.config import Settings
from service.db import Database
from service.identity.hashing import HASHER
from service.monitor.performance.aims import Aim
from service.monitor.performance.store import Parties, set_targets
from service.partners.onward import PartnerKind
from service.partners.tables import (
    CORPORATION,
    MUNICIPALITY,
    PARTNER,
    Account,
    Agreement,
    Client,
    HelpPartner,
    Organisation,
)
from service.policy.load import EXAMPLES, dump, load
from service.policy.store import approve, draft
from service.rules.facts import Kind
from service.seed.addresses import add_addresses
from service.seed.help import add_help
from service.seed.secrets import kept

CODE = "9901"
_NAMESPACE = UUID("6f1c2d8e-9901-4f00-9901-000000009901")
TOWN, PARTNER_KEY = "voorbeeldstad", "rondkomen"
CORPORATIONS = {"de-voorbeeldhof": "Woonstichting De Voorbeeldhof", "nergenshuizen": "Wooncorporatie Nergenshuizen"}
STRANGER, STRANGER_NAME = "verzonnenhove", "Woonstichting Verzonnenhove"
"""A corporation that is enrolled and has no agreement: the administrator sees that it tried."""
ACCOUNTS: tuple[tuple[str, str, list[str], list[str]], ...] = (
    ("sanne", "Sanne Proefstra", ["behandelaar:schuldhulp"], ["schuldhulp-noord"]),
    ("karim", "Karim Testema", ["behandelaar:schuldhulp"], ["schuldhulp-zuid"]),
    ("els", "Els Verzinsel", ["behandelaar:wijkteam"], ["wijkteam-centrum"]),
    ("tom", "Tom Fictius", ["behandelaar:triage", "behandelaar:schuldhulp", "behandelaar:wijkteam"], ["triage"]),
    ("petra", "Petra Voorbeeldstra", ["teamleider"], []),
    ("mira", "Mira Demonstra", ["manager"], []),
    ("bas", "Bas Nepveen", ["beheerder"], []),
    ("anna", "Anna Voorbeeldsma", ["beheerder"], []),
)


PARTNER_ACCOUNT = ("pim", "Pim Nergensma")


def identity(name: str) -> UUID:
    """The fixed id of a demonstration row, so that starting again finds it."""
    return uuid5(_NAMESPACE, name)


def seed(settings: Settings) -> None:
    """Put everything in place; what is there already stays as it is."""
    database = Database(settings.database_url, pool_size=2, name="voordeur-demo")
    try:
        with database.transaction() as session:
            if session.scalar(select(Organisation.id).where(Organisation.id == identity(TOWN))) is None:
                _organisations(session)
                _agreements(session, clock.today())
                _clients(session)
                _accounts(session)
                _partner(session)
                _policy(session, clock.now())
                _targets(session, clock.now())
                add_help(session, _administrator("bas"), clock.now())
                add_addresses(database)
    finally:
        database.close()


def _organisations(session: Session) -> None:
    town = Organisation(id=identity(TOWN), kind=MUNICIPALITY, name="Gemeente Voorbeeldstad", municipality_code=CODE)
    session.add(town)
    named = CORPORATIONS | {STRANGER: STRANGER_NAME}
    session.add_all(Organisation(id=identity(key), kind=CORPORATION, name=name) for key, name in named.items())
    session.flush()


def _agreements(session: Session, today: date) -> None:
    session.add_all(
        Agreement(
            id=identity(f"overeenkomst {key}"), corporation_id=identity(key), municipality_code=CODE,
            kinds=[str(kind) for kind in Kind], valid_from=date(today.year, 1, 1), valid_until=None,
            signed_on=date(today.year - 1, 12, 1), contact=f"vroegsignalering@{key}.example",
        )
        for key in CORPORATIONS
    )


def _targets(session: Session, now: datetime) -> None:
    """What the first corporation agreed to reach this year."""
    parties = Parties(CODE, identity(next(iter(CORPORATIONS))), clock.day_of(now).year)
    agreed = {Aim.SIGNALS: 200, Aim.TAKEN_UP: 80, Aim.WITHIN_FOUR_WEEKS: 95, Aim.REACH: 30, Aim.AGAIN: 20}
    targets = {(Kind.RENT_ARREARS, aim): Decimal(target) for aim, target in agreed.items()}
    set_targets(session, parties, targets, _administrator("bas"), now)


def _clients(session: Session) -> None:
    scopes = {TOWN: MUNICIPALITY_SCOPES, **dict.fromkeys((*CORPORATIONS, STRANGER), CORPORATION_SCOPES)}
    session.add_all(
        Client(
            id=identity(f"client {key}"), organisation_id=identity(key), client_id=key,
            secret_hash=HASHER.hash(kept()[key]), scopes=sorted(allowed),
        )
        for key, allowed in scopes.items()
    )


def _accounts(session: Session) -> None:
    hashed = HASHER.hash(kept()["wachtwoord"])
    session.add_all(
        Account(
            id=identity(f"account {username}"), organisation_id=identity(TOWN), username=username, name=name,
            password_hash=hashed, roles=roles, teams=teams,
        )
        for username, name, roles, teams in ACCOUNTS
    )
    for key, name in CORPORATIONS.items():
        session.add(Account(
            id=identity(f"account {key}"), organisation_id=identity(key), username=key, name=f"Medewerker {name}",
            password_hash=hashed, roles=["corporatie"], teams=[],
        ))
    session.flush()


def _partner(session: Session) -> None:
    """A partner to refer on to, with somebody who works there."""
    name = "Stichting Rondkomen Voorbeeldstad"
    session.add(Organisation(id=identity(PARTNER_KEY), kind=PARTNER, name=name))
    session.flush()
    session.add(HelpPartner(
        id=identity(PARTNER_KEY), municipality_code=CODE, kind=PartnerKind.DEBT_COUNSELLING,
        offers="Een vrijwilliger helpt thuis met post, budget en toeslagen", contact=f"post@{PARTNER_KEY}.example",
        reply_days=5,
    ))
    username, person = PARTNER_ACCOUNT
    session.add(Account(
        id=identity(f"account {username}"), organisation_id=identity(PARTNER_KEY), username=username, name=person,
        password_hash=HASHER.hash(kept()["wachtwoord"]), roles=["partner"], teams=[],
    ))
    session.flush()


def _policy(session: Session, now: datetime) -> None:
    """Draft by one administrator, approved by the other, in force from today: a policy never begins in the past."""
    example = load((EXAMPLES / f"{CODE}.yaml").read_text("utf-8"))
    text = dump(replace(example, valid_from=clock.day_of(now)))
    first, second = (_administrator(username) for username in ("bas", "anna"))
    approve(session, draft(session, text, first, now), second, now)


def _administrator(username: str) -> Administrator:
    return Administrator(identity(f"account {username}"), identity(TOWN), username, CODE)
