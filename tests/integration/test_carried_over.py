"""What stood in the database before version 0002 is carried over, and the way back leaves one of each open."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from service.config import Settings
from service.db import migrate, migration_config

CONSENT = {
    "gegevenDoor": "vertegenwoordiger", "gegevenOp": "2026-09-14", "wijze": "mondeling", "uitdrukkelijk": True,
    "bestemmingen": ["schuldhulp", "wijkteam"],
}
SENDER = uuid4()
_SIGNAL = text("""
    INSERT INTO signal (id, corporation_id, reference, content_mac, municipality_code, kind, signal_date, received_at,
                        received_on, status, household_key, facts, decision, finding_set_id, threatening)
    VALUES (:id, :corporation, :reference, '', '9901', :kind, '2026-09-14', now(), '2026-09-14', 'doorgezet', '',
            cast(:facts AS jsonb), '{}', '', false)
""")
_SENT = text("""
    INSERT INTO journal (at, actor_kind, actor_id, actor_name, action, subject_id, ground)
    VALUES (now(), 'corporatie', :actor, 'Proefwonen', 'signaal-ontvangen', :id, '')
""")
_REFERRAL = text("""
    INSERT INTO referral (id, municipality_code, destination, ground, household_key, status, routing, urgency,
                          statutory_due, multiple, consecutive, opened_at)
    VALUES (:id, '9901', :destination, :ground, :household, 'open', cast(:routing AS jsonb), 1, '2026-10-12', false,
            false, now())
""")


@pytest.fixture
def scratch(settings: Settings) -> Iterator[Settings]:
    """A database of version 0001 that is thrown away."""
    url = make_url(settings.database_url)
    name = f"voordeur_carried_{secrets.token_hex(4)}"
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    found = replace(settings, database_url=url.set(database=name).render_as_string(hide_password=False))
    migrate(found, "0001")
    yield found
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def engine(scratch: Settings) -> Iterator[Engine]:
    found = create_engine(scratch.database_url)
    yield found
    found.dispose()


def _signal(engine: Engine, kind: str, facts: dict[str, Any]) -> UUID:
    signal_id = uuid4()
    with engine.begin() as connection:
        connection.execute(_SIGNAL, {
            "id": signal_id, "corporation": uuid4(), "reference": str(signal_id), "kind": kind,
            "facts": json.dumps(facts),
        })
        connection.execute(_SENT, {"actor": SENDER, "id": signal_id})
    return signal_id


def _referral(engine: Engine, destination: str, ground: str, told: str) -> None:
    with engine.begin() as connection:
        connection.execute(_REFERRAL, {
            "id": uuid4(), "destination": destination, "ground": ground, "household": told.encode(),
            "routing": json.dumps({"bedoeld": "schuldhulp", "gebied": None, "uitleg": told}),
        })


def _rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_consent_terms_and_questions_are_carried_over(scratch: Settings, engine: Engine) -> None:
    given = _signal(engine, "achterDeVoordeur", {"zorgen": ["eenzaamheid"], "toestemming": CONSENT})
    _signal(engine, "achterDeVoordeur", {})
    _signal(engine, "huurachterstand", {"bedragInCenten": 1})
    _referral(engine, "schuldhulp", "signaal", "gebied")
    _referral(engine, "wijkteam", "zorg", "gebied")
    _referral(engine, "triage", "signaal", "Deze gemeente heeft nog geen beleid dat van kracht is: de triage kiest.")
    _referral(engine, "triage", "eigenVerzoek", "De postcode ligt in geen gebied van het beleid en ...")
    _referral(engine, "triage", "zorg", "Een medewerker van de gemeente beslist.")
    migrate(scratch)
    assert _rows(engine, """
        SELECT signal_id, destination, given_by, given_on::text, manner, explicit, recorded_by FROM consent ORDER BY 2
    """) == [
        (given, place, "vertegenwoordiger", "2026-09-14", "mondeling", True, SENDER)
        for place in ("schuldhulp", "wijkteam")
    ]
    assert _rows(engine, "SELECT destination, ground, term, routing ->> 'vraag' FROM referral ORDER BY 1, 2") == [
        ("schuldhulp", "signaal", "eersteGesprek", None),
        ("triage", "eigenVerzoek", "eersteGesprek", "onbekendGebied"),
        ("triage", "signaal", "eersteGesprek", "geenBeleid"),
        ("triage", "zorg", "onderzoek", "beleidVraagtMens"),
        ("wijkteam", "zorg", "onderzoek", None),
    ]


def test_the_way_back_leaves_one_of_each_open(scratch: Settings, engine: Engine) -> None:
    migrate(scratch)
    for term in (None, None, "eersteGesprek"):
        _referral(engine, "schuldhulp", "signaal", "gebied")
        with engine.begin() as connection:
            connection.execute(text("UPDATE referral SET term = :term WHERE term IS NULL AND urgency = 1"), {
                "term": term,
            })
            connection.execute(text("UPDATE referral SET urgency = 0"))
    command.downgrade(migration_config(scratch.database_url), "0001")
    assert sorted(_rows(engine, "SELECT status FROM referral")) == [("afgesloten",), ("afgesloten",), ("open",)]
