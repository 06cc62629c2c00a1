"""A town on a chosen day, and the steps of its caseworkers through the real use cases."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import time_machine
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.actors import Administrator, Caseworker
from service.journal import JournalRow, history
from service.messages.signal_wishes import refer_with_wishes
from service.policy.load import EXAMPLES, dump, load
from service.policy.store import approve, draft
from service.referrals.documents import whole_document
from service.referrals.pick_up import pick_up
from service.referrals.read import look_at
from service.referrals.tables import Referral
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import read_report
from service.vault import Vault
from tests.factories import TOWN, World
from tests.integration.conftest import ROBOT, referrals

MONDAY = date(2026, 9, 14)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass
class Casework:
    """What happens in a town whose policy is in force since `since`."""

    session: Session
    vault: Vault
    world: World

    @classmethod
    def since(cls, session: Session, vault: Vault, day: date = MONDAY, **changes: Any) -> "Casework":
        with time_machine.travel(at(day, 0), tick=False):
            return cls(session, vault, World(session, **changes))

    def decree(self, valid_from: date, **changes: Any) -> None:
        """A later version of the town's policy, approved the day before it takes effect."""
        example = load((EXAMPLES / f"{TOWN}.yaml").read_text("utf-8"))
        keepers = [Administrator(uuid4(), self.world.town_id, name, TOWN) for name in ("Bas Nepveen", "Anna Testema")]
        now = at(valid_from - timedelta(days=1))
        changed = dump(replace(example, valid_from=valid_from, **changes))
        approve(self.session, draft(self.session, changed, keepers[0], now), keepers[1], now)

    def receive(self, document: dict[str, Any], on: date = MONDAY) -> UUID:
        """A signal received and routed on a day; its id."""
        answer = receive_signal(self.session, self.vault, read_report(document, on), self.world.corporation, at(on))
        assert isinstance(answer, Receipt), answer
        refer_with_wishes(self.session, self.vault, [answer.id], ROBOT, at(on))
        self.session.expire_all()
        return answer.id

    def take(self, destination: str, on: date = MONDAY, ground: str | None = None) -> tuple[Referral, Caseworker]:
        """The one open referral at a desk, taken by a caseworker who works only there."""
        [found] = [
            row for row in referrals(self.session)
            if row.destination == destination and row.status == "open" and ground in {None, row.ground}
        ]
        actor = self.world.caseworker(destination, name=f"Behandelaar {destination}")
        pick_up(self.session, found.id, actor, at(on))
        return found, actor

    def look(self, referral_id: UUID, actor: Caseworker, on: date = MONDAY) -> dict[str, Any]:
        """The referral as this caseworker reads it."""
        self.session.expire_all()
        return whole_document(look_at(self.session, self.vault, referral_id, actor, at(on)))

    def told(self) -> list[tuple[str, str | None]]:
        """What the corporation heard, oldest first."""
        rows = self.session.execute(text("SELECT status, reason FROM feedback ORDER BY id")).all()
        return [(row[0], row[1]) for row in rows]

    def journal(self, subject_id: UUID, action: str) -> list[JournalRow]:
        return [row for row in history(self.session, subject_id) if row.action == action]

    def rows(self, query: str) -> list[Any]:
        return list(self.session.execute(text(query)).all())
