"""Plain keyword functions that make real rows and real documents. All people here are invented."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import CORPORATION_SCOPES, MUNICIPALITY_SCOPES, Administrator, Caseworker, Corporation
from service.app import parts_of
from service.identity.hashing import HASHER
from service.partners.tables import CORPORATION, MUNICIPALITY, PARTNER, Agreement, Client, HelpPartner, Organisation
from service.policy.load import EXAMPLES, dump, load
from service.policy.store import approve, draft
from service.policy.threshold import ThresholdManner, Thresholds

TOWN = "9901"
SECRET = "geheim-van-de-test"
_HASHED = HASHER.hash(SECRET)
_number = count(1)


def rent_signal(today: date | None = None, **changes: Any) -> dict[str, Any]:
    """A lawful rent signal as a corporation would post it; `changes` replace whole top-level fields."""
    today = today or clock.today()
    number = next(_number)
    return {
        "soort": "huurachterstand",
        "referentie": f"HA-TEST-{number}",
        "gemeentecode": TOWN,
        "signaaldatum": today.isoformat(),
        "betrokkene": person(number),
        "huurachterstand": rent_block(today),
    } | changes


def rent_block(today: date, **changes: Any) -> dict[str, Any]:
    done = (today - timedelta(days=20)).isoformat()
    return {
        "bedragInCenten": 125_000,
        "ontstaansdatum": (today - timedelta(days=60)).isoformat(),
        "bestemming": "wonen",
        "huidigeHuurder": True,
        "betalingsregeling": "geen",
        "socialeIncasso": {
            "contactGezochtOp": done, "gewezenOpSchuldhulpOp": done, "herinneringVerstuurdOp": done,
            "aanbodBijHerinnering": True, "reactieHuurder": "geen",
        },
    } | changes


def threat(today: date, phase: str = "ontruimingAangezegd", days: int = 20) -> dict[str, Any]:
    return {"soort": "ontruiming", "fase": phase, "datum": (today + timedelta(days=days)).isoformat()}


def door_signal(today: date | None = None, **changes: Any) -> dict[str, Any]:
    """A lawful behind-the-door signal; `zorgen` and `bestemmingen` shape its block."""
    today = today or clock.today()
    number = next(_number)
    worries = changes.pop("zorgen", ["eenzaamheid"])
    destinations = changes.pop("bestemmingen", ["wijkteam"])
    consent = destinations and {
        "gegevenDoor": "betrokkene", "gegevenOp": today.isoformat(), "wijze": "schriftelijk", "uitdrukkelijk": True,
        "bestemmingen": destinations,
    }
    return {
        "soort": "achterDeVoordeur",
        "referentie": f"AV-TEST-{number}",
        "gemeentecode": TOWN,
        "signaaldatum": today.isoformat(),
        "betrokkene": person(number),
        "achterDeVoordeur": {
            "zorgen": worries, "acuutGevaar": False, "waargenomenDoor": "vakman", "aanleiding": "renovatie",
            "toestemming": consent,
        },
    } | changes


def person(number: int, postcode: str = "2091AB") -> dict[str, Any]:
    return {
        "voorletters": "T.", "achternaam": f"Voorbeeldsma{number}", "geboortedatum": "1985-03-02",
        "adres": {"postcode": postcode, "huisnummer": number},
        "telefoonnummer": f"+316000{number:05d}", "emailadres": f"bewoner{number}@voorbeeldstad.example",
    }


def create_organisation(session: Session, *, name: str = "Proefwonen", municipality_code: str | None = None) -> UUID:
    kind = MUNICIPALITY if municipality_code else CORPORATION
    row = Organisation(id=uuid4(), kind=kind, name=name, municipality_code=municipality_code)
    session.add(row)
    session.flush()
    return row.id


def create_partner(session: Session, *, name: str = "Stichting Rondkomen", municipality_code: str = TOWN) -> UUID:
    """An organisation that the town refers residents on to."""
    row = Organisation(id=uuid4(), kind=PARTNER, name=name, municipality_code=None)
    session.add(row)
    session.flush()
    session.add(HelpPartner(
        id=row.id, municipality_code=municipality_code, kind="schuldhulpverlening", offers="Budgetmaatje",
        contact="post@rondkomen.example", reply_days=5,
    ))
    session.flush()
    return row.id


def create_agreement(
    session: Session, corporation_id: UUID, *, municipality_code: str = TOWN, kinds: list[str] | None = None,
    valid_from: date = date(2021, 1, 1), valid_until: date | None = None,
) -> None:
    session.add(Agreement(
        id=uuid4(), corporation_id=corporation_id, municipality_code=municipality_code,
        kinds=kinds or ["huurachterstand", "achterDeVoordeur"], valid_from=valid_from, valid_until=valid_until,
        signed_on=valid_from, contact="vroegsignalering@proefwonen.example",
    ))
    session.flush()


def create_client(session: Session, organisation_id: UUID, *, scopes: list[str], **more: Any) -> str:
    client_id = f"client-{next(_number)}"
    session.add(Client(
        id=uuid4(), organisation_id=organisation_id, client_id=client_id, scopes=scopes,
        **{"secret_hash": _HASHED, **more},
    ))
    session.flush()
    return client_id


SILENT = Thresholds(2_500, None, ThresholdManner.SILENT_DECLINE, "Beleidsregel kleine achterstanden, artikel 2")
"""A threshold below which nothing is done with a signal, and nothing told."""


def create_policy(
    session: Session, municipality_id: UUID, *, today: date | None = None, code: str = TOWN, **changes: Any
) -> UUID:
    """The example policy of Voorbeeldstad with changes, in force from today."""
    now = clock.now()
    example = load((EXAMPLES / f"{TOWN}.yaml").read_text("utf-8"))
    text = dump(replace(example, municipality_code=code, valid_from=today or clock.day_of(now), **changes))
    first, second = (Administrator(uuid4(), municipality_id, name, code) for name in ("Bas Nepveen", "Anna Testema"))
    policy_id = draft(session, text, first, now)
    approve(session, policy_id, second, now)
    return policy_id


class Neighbour:
    """A second municipality that works here, with its own policy; the corporation has no agreement with it yet."""

    def __init__(self, session: Session, code: str = "9902", name: str = "Gemeente Buurstad", **changes: Any) -> None:
        self.code, self.name = code, name
        self.id = create_organisation(session, name=name, municipality_code=code)
        self.policy_id = create_policy(session, self.id, code=code, **changes)
        self.client = create_client(session, self.id, scopes=sorted(MUNICIPALITY_SCOPES))

    def caseworker(self, *destinations: str, name: str = "Noor Buurstra") -> Caseworker:
        wanted = frozenset(destinations or ("schuldhulp", "wijkteam", "triage"))
        return Caseworker(uuid4(), self.id, name, self.code, wanted)


class World:
    """A town with its policy and a corporation with an agreement, and a client for each.

    `changes` are choices in which the policy differs from the example.
    """

    def __init__(self, session: Session, **changes: Any) -> None:
        self.town_id = create_organisation(session, name="Gemeente Voorbeeldstad", municipality_code=TOWN)
        self.corporation_id = create_organisation(session)
        create_agreement(session, self.corporation_id)
        self.policy_id = create_policy(session, self.town_id, **changes)
        self.corporation_client = create_client(session, self.corporation_id, scopes=sorted(CORPORATION_SCOPES))
        self.town_client = create_client(session, self.town_id, scopes=sorted(MUNICIPALITY_SCOPES))

    @property
    def corporation(self) -> Corporation:
        return Corporation(uuid4(), self.corporation_id, "Proefwonen", CORPORATION_SCOPES)

    def caseworker(self, *destinations: str, name: str = "Sanne Proefstra") -> Caseworker:
        wanted = frozenset(destinations or ("schuldhulp", "wijkteam", "triage"))
        return Caseworker(uuid4(), self.town_id, name, TOWN, wanted)


def token(client: FlaskClient, client_id: str, scope: str | None = None) -> dict[str, str]:
    """The header of a token for a client, issued at once; tests/doors/test_token.py asks for one as a system would."""
    parts = parts_of(client.application)
    with parts.database.transaction() as session:
        row = session.scalars(select(Client).where(Client.client_id == client_id)).one()
        organisation = session.get_one(Organisation, row.organisation_id)
        issued = parts.tokens.issue(session, row, organisation, scope or " ".join(row.scopes), clock.now())
    return {"Authorization": f"Bearer {issued}"}
