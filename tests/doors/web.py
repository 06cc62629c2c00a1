"""What the tests of the screens share: accounts, a browser-like client, and reading a page."""

from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from service.identity.hashing import HASHER
from service.identity.sessions import open_session
from service.partners.tables import Account

PASSWORD = "wachtwoord-van-de-test"
_HASHED = HASHER.hash(PASSWORD)


def create_account(session: Session, organisation_id: UUID, username: str, name: str, roles: list[str]) -> UUID:
    row = Account(
        id=uuid4(), organisation_id=organisation_id, username=username, name=name, password_hash=_HASHED, roles=roles,
        teams=[],
    )
    session.add(row)
    session.flush()
    return row.id


def browser_of(app: Flask, database: Database, account_id: UUID) -> FlaskClient:
    """A client with a session, without the hundred milliseconds of a password."""
    client = app.test_client()
    with database.transaction() as session:
        client.set_cookie("voordeur", open_session(session, account_id, clock.now()))
    return client


def tree_of(answer: TestResponse) -> Any:
    return html.fromstring(answer.text)


def form_of(answer: TestResponse) -> dict[str, str]:
    """The token that every form on a page carries."""
    return {"formulier": field_of(answer, "formulier")}


def field_of(answer: TestResponse, name: str) -> str:
    """The value of the first field with this name."""
    value: str = tree_of(answer).xpath(f"//*[@name='{name}']/@value")[0]
    return value


def text_of(answer: TestResponse) -> str:
    """The words of the page, with single spaces; what opens only when somebody asks is not on it."""
    body = tree_of(answer).find("body")
    for folded in body.findall("dialog"):
        folded.drop_tree()
    return " ".join(" ".join(body.itertext()).split())
