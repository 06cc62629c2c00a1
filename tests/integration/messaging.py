"""A caseworker with one referral who sends messages, on a day and an hour that the test chooses."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import text

from service import config
from service.actors import Caseworker, Robot
from service.messages.appointments import Offered, offer_appointment
from service.messages.ask_safety import record_safety
from service.messages.channels.carrier import Parcel
from service.messages.contact_answers import ContactAnswer
from service.messages.deliver import begin, sent
from service.messages.documents import draft_document
from service.messages.kind import MessageChannel
from service.messages.letter_address import LookedUp, record_address
from service.messages.moments import at as local_moment
from service.messages.prepare import Office, Wish, prepare
from service.messages.resident import Postal
from service.messages.send import send
from service.messages.status import AddressSource, AppointmentPlace
from service.messages.tables import Appointment, Message
from service.referrals.follow_up import Attempt, record_attempt
from service.referrals.status import ContactKind, PartOfDay
from service.referrals.tables import Referral
from service.signals.contact_wish import ContactWay, MessageCategory
from tests.integration.casework import MONDAY, Casework

EVERY_KIND = frozenset(MessageCategory)
MESSENGER = Robot("berichten")
PHONE = "0201234567"
TUESDAY = date(2026, 9, 15)
SETTINGS = config.Settings(
    "", "", (), b"", privacy_url="https://voorbeeldstad.example/privacy", show_instead_of_send=True,
)


def clock_at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall in Amsterdam."""
    return local_moment(day, time(hour, minute))


@dataclass
class Desk:
    """One referral, and what its holder does with messages. `now` moves only when a test says so.

    Without `held` the one open referral of the destination is taken on Monday.
    """

    work: Casework
    destination: str = "schuldhulp"
    settings: config.Settings = SETTINGS
    now: datetime = field(default_factory=lambda: clock_at(TUESDAY, 10))
    held: tuple[Referral, Caseworker] | None = None

    def __post_init__(self) -> None:
        self.referral, self.actor = self.held or self.work.take(self.destination, MONDAY)
        self.session = self.work.session

    @property
    def office(self) -> Office:
        return Office(self.work.vault, self.settings)

    def wish(self, template: str, channel: MessageChannel, **more: Any) -> Wish:
        return replace(Wish(self.referral.id, template, channel, PHONE), **more)

    def preview(self, template: str, channel: MessageChannel, **more: Any) -> dict[str, Any]:
        return draft_document(prepare(self.session, self.office, self.wish(template, channel, **more),
                                      self.actor, self.now))

    def send(self, template: str, channel: MessageChannel, **more: Any) -> Message:
        return send(self.session, self.office, self.wish(template, channel, **more), self.actor, self.now)

    def meet(self, day: date = date(2026, 9, 21), hour: int = 14) -> Appointment:
        offered = Offered(self.referral.id, day, time(hour), AppointmentPlace.HOME)
        return offer_appointment(self.session, offered, self.actor, self.now)

    def look_up(self) -> None:
        postal = Postal("Verzonnen Dreef", "Voorbeeldstad")
        found = LookedUp(self.referral.id, postal, AddressSource.POPULATION_REGISTER)
        record_address(self.session, self.work.vault, found, self.actor, self.now)

    def try_by_hand(self, kind: ContactKind, day: date, part: PartOfDay = PartOfDay.MORNING) -> None:
        attempt = Attempt(kind, day, part, reached=False)
        record_attempt(self.session, self.referral.id, attempt, self.actor, self.now)

    def say(
        self, way: ContactWay, *, safe: bool | None = True, wants: Collection[MessageCategory] | None = EVERY_KIND,
        day: date | None = None,
    ) -> None:
        """The resident is asked both questions about a way; `wants` empty is a no, None is not asked."""
        reachable = None if wants is None else bool(wants)
        answer = ContactAnswer(way, safe, reachable, frozenset(wants or ()), day or self.now.date())
        record_safety(self.session, self.work.vault, (self.referral.id, answer), self.actor, self.now)

    def begin(self, message: Message) -> Parcel | None:
        found = begin(self.session, self.office, message.id, MESSENGER, self.now)
        self.session.flush()
        return found

    def deliver(self, message: Message) -> Parcel | None:
        """Everything that the task does, with a channel that takes what it gets."""
        parcel = self.begin(message)
        if parcel is not None:
            sent(self.session, message.id, MESSENGER, self.now)
        self.session.refresh(message)
        return parcel

    def stand(self, message: Message) -> tuple[str, str | None]:
        self.session.refresh(message)
        return message.status, message.ended_because

    def attempts(self) -> list[Any]:
        rows = self.session.execute(text("SELECT kind, on_day, part_of_day, reached FROM contact_attempt ORDER BY id"))
        return [tuple(row) for row in rows]

    def announced(self) -> list[UUID]:
        query = text("SELECT subject_id FROM outbox WHERE topic = 'bericht-aan-de-beurt' ORDER BY id")
        return list(self.session.scalars(query))
