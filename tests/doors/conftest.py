"""A town and a corporation with their tokens, over the real application."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.db import Database
from tests.factories import World, token

Post = Callable[..., TestResponse]


@pytest.fixture
def world(database: Database, request: pytest.FixtureRequest) -> World:
    """A test may ask for another policy: `parametrize("world", [{...}], indirect=True)`."""
    with database.transaction() as session:
        return World(session, **getattr(request, "param", {}))


@pytest.fixture
def corporation(client: FlaskClient, world: World) -> dict[str, str]:
    return token(client, world.corporation_client)


@pytest.fixture
def town(client: FlaskClient, world: World) -> dict[str, str]:
    return token(client, world.town_client)


@pytest.fixture
def post(client: FlaskClient, corporation: dict[str, str]) -> Post:
    """Post a signal as the corporation."""

    def send(document: Any, path: str = "/api/v1/signalen", **more: Any) -> TestResponse:
        return client.post(path, json=document, headers=corporation, **more)

    return send
