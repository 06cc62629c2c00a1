"""A world inside a rolled-back session, with helpers that go through the real use cases."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Robot
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import read_report
from service.vault import Vault
from tests.factories import World

ROBOT = Robot("toets")
Receive = Callable[..., UUID]


@pytest.fixture
def world(session: Session, request: pytest.FixtureRequest) -> World:
    """A test may ask for another policy: `parametrize("world", [{...}], indirect=True)`."""
    return World(session, **getattr(request, "param", {}))


@pytest.fixture
def receive(session: Session, vault: Vault, world: World) -> Receive:
    """Receive a document as the world's corporation, `days` ago; the signal's id."""

    def send(document: dict[str, Any], *, days: int = 0, route: bool = True) -> UUID:
        now = clock.now() - timedelta(days=days)
        report = read_report(document, clock.day_of(now))
        answer = receive_signal(session, vault, report, world.corporation, now)
        assert isinstance(answer, Receipt), answer
        if route:
            refer(session, vault, [answer.id], now)
        return answer.id

    return send


def refer(session: Session, vault: Vault, ids: list[UUID], now: datetime | None = None) -> list[UUID]:
    found = refer_signals(session, vault, ids, ROBOT, now or clock.now())
    session.expire_all()
    return found


def referrals(session: Session) -> list[Referral]:
    query = select(Referral).order_by(Referral.destination, Referral.ground, Referral.opened_at)
    return list(session.scalars(query.execution_options(populate_existing=True)))
