"""Where NotifyNL tells what became of a message: only with the token, and without keeping the recipient."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import parts_of
from service.identity.access import keep

WHERE = "/notify/terugmelding"
TOLD = {"id": str(uuid4()), "reference": str(uuid4()), "to": "bewoner@voorbeeldstad.example", "status": "delivered",
        "created_at": "2026-09-14T12:15:30.000000Z", "completed_at": None, "sent_at": None,
        "notification_type": "email", "template_id": str(uuid4()), "template_version": 1}


@pytest.fixture
def token(app: Flask, tmp_path: Path) -> Iterator[dict[str, str]]:
    (tmp_path / "token").write_text("een-lang-geheim\n")
    own = parts_of(app)
    keep(app.extensions, replace(own, settings=replace(own.settings, notify_callback_token_file=tmp_path / "token")))
    yield {"Authorization": "Bearer een-lang-geheim"}
    keep(app.extensions, own)


def test_a_receipt_needs_the_token(client: FlaskClient, token: dict[str, str]) -> None:
    assert client.post(WHERE, json=TOLD).status_code == 401
    assert client.post(WHERE, json=TOLD, headers={"Authorization": "Bearer ander"}).status_code == 401
    assert client.post(WHERE, json=TOLD, headers=token).status_code == 204, "not ours: taken, or it comes again"


@pytest.mark.parametrize("told", [[], {}, {"reference": 3, "status": ["x"]}, TOLD | {"reference": None},
                                  TOLD | {"status": "sending"}, {"notification_id": str(uuid4()), "reference": "x"}])
def test_whatever_is_told_it_is_taken(client: FlaskClient, token: dict[str, str], told: object) -> None:
    assert client.post(WHERE, json=told, headers=token).status_code == 204


def test_without_a_token_there_is_no_door(client: FlaskClient) -> None:
    assert client.post(WHERE, json=TOLD).status_code == 404
