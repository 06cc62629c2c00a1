"""A resident and one appointment: by a signed link, without a name, and only what was offered."""


from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import vobject
from icalendar import Calendar
from sqlalchemy.orm import Session

from service.errors import Conflict, InvalidInput, NotFound
from service.messages.appointments import Offered, appointments_of, change_appointment, last_moment, offer_appointment
from service.messages.calendar_file import Told, calendar_file
from service.messages.kind import MessageChannel
from service.messages.public import REQUEST, link_to, marked
from service.messages.reply import (
    CANCELLED_NEWS,
    CONFIRMED_NEWS,
    DECLINED_NEWS,
    MOVED_NEWS,
    TAKEN_BACK_NEWS,
    Reply,
    reply,
    see,
)
from service.messages.status import AppointmentPlace, AppointmentReply, MessageStatus, ResidentReply
from service.messages.tables import Appointment
from service.signals.contact_wish import ContactWay
from service.vault import Vault
from tests.factories import rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import Desk, clock_at

DAY, OTHER, THIRD = date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23)
CONFIRM, CANCEL = Reply(ResidentReply.CONFIRM, clock_at(DAY, 14)), Reply(ResidentReply.CANCEL)


@pytest.fixture
def desk(session: Session, vault: Vault) -> Desk:
    work = Casework.since(session, vault)
    work.receive(rent_signal(MONDAY))
    return Desk(work)


@pytest.fixture
def row(desk: Desk) -> Appointment:
    return offer(desk, others=(OTHER, THIRD))


def offer(desk: Desk, day: date = DAY, others: tuple[date, ...] = ()) -> Appointment:
    offered = Offered(desk.referral.id, day, time(14), AppointmentPlace.HOME,
                      alternatives=tuple((one, time(10)) for one in others))
    return offer_appointment(desk.session, offered, desk.actor, desk.now)


def link_of(desk: Desk, row: Appointment) -> str:
    return link_to(desk.work.vault, row.id, last_moment(row))


def say(desk: Desk, link: str, said: Reply, now: datetime | None = None) -> Appointment:
    return reply(desk.session, desk.work.vault, link, said, now or desk.now).appointment


def move(day: date) -> Reply:
    return Reply(ResidentReply.MOVE, clock_at(day, 10))


def test_a_resident_confirms_and_the_caseworker_hears_it(desk: Desk, row: Appointment) -> None:
    link = link_of(desk, row)
    assert say(desk, link, CONFIRM).status == "bevestigd"
    desk.session.refresh(desk.referral)
    version = desk.referral.version
    assert desk.referral.news == CONFIRMED_NEWS
    assert say(desk, link, CONFIRM).status == "bevestigd"
    desk.session.refresh(desk.referral)
    assert desk.referral.version == version
    [told] = desk.work.journal(desk.referral.id, "afspraak-door-inwoner")
    assert (told.actor_kind, told.detail["antwoord"]) == ("inwoner", "bevestigen")


def test_a_resident_chooses_another_offered_moment_and_may_go_back(desk: Desk, row: Appointment) -> None:
    link = link_of(desk, row)
    desk.look_up()
    planned = desk.send("brief-bevestiging", MessageChannel.LETTER)
    moved = say(desk, link, move(OTHER))
    assert (moved.status, moved.at) == ("bevestigd", clock_at(OTHER, 10))
    assert desk.stand(planned) == (MessageStatus.WITHDRAWN, "afspraakVervallen")
    seen = see(desk.session, desk.work.vault, link, desk.now)
    assert seen.appointment.id == moved.id
    assert seen.alternatives == (clock_at(DAY, 14), clock_at(THIRD, 10))
    assert say(desk, link, move(OTHER)).id == moved.id
    back = say(desk, link, Reply(ResidentReply.MOVE, clock_at(DAY, 14)))
    assert [one.status for one in appointments_of(desk.session, desk.referral.id)] == ["gewijzigd"] * 2 + ["bevestigd"]
    assert back.at == row.at
    assert desk.referral.news == MOVED_NEWS
    with pytest.raises(Conflict):
        say(desk, link, move(date(2026, 9, 24)))


def test_a_resident_cancels(desk: Desk, row: Appointment) -> None:
    link = link_of(desk, row)
    assert say(desk, link, CANCEL).status == say(desk, link, CANCEL).status == "afgezegd"
    assert desk.referral.news == CANCELLED_NEWS
    assert not see(desk.session, desk.work.vault, link, desk.now).open_
    with pytest.raises(Conflict):
        say(desk, link, CONFIRM)


def test_the_link_of_a_talk_that_a_caseworker_moved_shows_the_new_moment(desk: Desk, row: Appointment) -> None:
    link = link_of(desk, row)
    later = offer(desk, OTHER)
    seen = see(desk.session, desk.work.vault, link, desk.now)
    assert (seen.appointment.id, seen.appointment.at, seen.open_) == (later.id, clock_at(OTHER, 14), True)


def test_nobody_confirms_a_moment_that_was_not_on_the_page(desk: Desk, row: Appointment) -> None:
    link = link_of(desk, row)
    offer(desk, OTHER)
    with pytest.raises(Conflict, match="verzet"):
        say(desk, link, CONFIRM)
    assert say(desk, link, Reply(ResidentReply.CONFIRM, clock_at(OTHER, 14))).status == "bevestigd"


def test_what_a_caseworker_cancelled_a_link_changes_no_more(desk: Desk, row: Appointment) -> None:
    change_appointment(desk.session, (desk.referral.id, row.id), AppointmentReply.CANCELLED, desk.actor, desk.now)
    with pytest.raises(Conflict):
        say(desk, link_of(desk, row), CONFIRM)


def test_a_link_opens_one_appointment_for_a_while(desk: Desk, row: Appointment) -> None:
    vault, link, last = desk.work.vault, link_of(desk, row), last_moment(row)
    assert see(desk.session, vault, link, last - timedelta(seconds=1)).appointment.id == row.id
    forged = [
        link[:-2] + "AA", "", "x" * 300, "é", link_to(vault, uuid4(), last), marked(vault, REQUEST, row.id, last),
    ]
    for wrong, now in [(link, last), *((one, desk.now) for one in forged)]:
        with pytest.raises(NotFound):
            see(desk.session, vault, wrong, now)
    assert desk.actor.name not in link


def test_the_link_stands_in_letters_and_mail_only(desk: Desk, row: Appointment) -> None:
    seen = desk.preview("brief-bevestiging", MessageChannel.LETTER)
    assert f"/afspraak/{link_of(desk, row)}" in seen["tekst"]
    desk.say(ContactWay.SMS)
    assert "/afspraak/" not in desk.preview("sms-bevestiging", MessageChannel.SMS)["tekst"]


def test_other_moments_have_yet_to_come(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        offer(desk, others=(OTHER, MONDAY))
    assert [fault.pointer for fault in refused.value.faults] == ["#/andereMomenten/1"]


class PersonsCalendar:
    """What a calendar program does with the files that it is given (RFC 5546): by id, and only what is newer."""

    def __init__(self) -> None:
        self.events: dict[str, tuple[int, str, datetime]] = {}

    def take(self, row: Appointment) -> None:
        read = vobject.readOne(calendar_file(row, Told("Afspraak", "Bij u thuis"), row.made_at).decode())
        event, key = read.vevent, read.vevent.uid.value
        assert read.validate(raiseException=True)
        if int(event.sequence.value) < self.events.get(key, (-1,))[0]:
            return
        if hasattr(read, "method") and read.method.value == "CANCEL":
            self.events.pop(key, None)
        else:
            self.events[key] = (int(event.sequence.value), event.status.value, event.dtstart.value)

    @property
    def moments(self) -> list[datetime]:
        return [start for _, _, start in self.events.values()]


def test_a_talk_that_moves_is_one_event_in_a_calendar(desk: Desk, row: Appointment) -> None:
    calendar, link = PersonsCalendar(), link_of(desk, row)
    calendar.take(row)
    first = calendar_file(row, Told("Afspraak", "Bij u thuis"), desk.now)
    calendar.take(say(desk, link, CONFIRM))
    moved = say(desk, link, move(OTHER))
    calendar.take(moved)
    assert calendar.moments == [clock_at(OTHER, 10)]
    by_caseworker = offer(desk, THIRD)
    calendar.take(by_caseworker)
    assert calendar.moments == [clock_at(THIRD, 14)]
    assert f"{row.id}@voordeur".encode() in first
    revisions = [one.revision for one in (moved, by_caseworker)]
    assert revisions == sorted(set(revisions))
    calendar.take(say(desk, link_of(desk, by_caseworker), CANCEL))
    assert calendar.moments == []
    assert b"METHOD:CANCEL" in calendar_file(by_caseworker, Told("Afspraak", "Bij u thuis"), desk.now)


def test_after_a_cancelled_talk_the_next_is_another_event(desk: Desk, row: Appointment) -> None:
    calendar = PersonsCalendar()
    calendar.take(row)
    change_appointment(desk.session, (desk.referral.id, row.id), AppointmentReply.CANCELLED, desk.actor, desk.now)
    calendar.take(row)
    fresh = offer(desk, OTHER)
    calendar.take(fresh)
    assert fresh.event_id != row.event_id
    assert calendar.moments == [clock_at(OTHER, 14)]


def test_a_calendar_file_tells_nobody_what_it_is_about(desk: Desk, row: Appointment) -> None:
    told = Told("Afspraak", "Bij u thuis", "Vragen? Bel 0205550123.")
    [event] = Calendar.from_ical(calendar_file(row, told, desk.now)).walk("VEVENT")
    assert (event["summary"], event["uid"], event["status"]) == ("Afspraak", f"{row.id}@voordeur", "TENTATIVE")
    assert event.decoded("dtstart") == row.at


NO, TAKE_BACK = Reply(ResidentReply.DECLINE), Reply(ResidentReply.TAKE_BACK)


def test_a_plain_no_ends_everything_at_once_and_bars_what_seeks_contact(desk: Desk, row: Appointment) -> None:
    desk.look_up()
    about_talk = desk.send("brief-bevestiging", MessageChannel.LETTER)
    besides = desk.send("brief-na-ja", MessageChannel.LETTER)
    link = link_of(desk, row)
    assert say(desk, link, NO).status == say(desk, link, NO).status == "geenContact"
    assert desk.referral.news == DECLINED_NEWS
    assert desk.stand(about_talk)[0] == desk.stand(besides)[0] == MessageStatus.WITHDRAWN
    assert desk.stand(besides)[1] == "inwonerZeiNee"
    assert not see(desk.session, desk.work.vault, link, desk.now).open_
    assert desk.preview("brief-vervolg", MessageChannel.LETTER)["geblokkeerd"]["regel"] == "D14"
    assert desk.preview("brief-nee", MessageChannel.LETTER)["geblokkeerd"] is None
    [told] = desk.work.journal(desk.referral.id, "afspraak-door-inwoner")
    assert (told.detail["antwoord"], told.detail["was"]) == ("nee", "aangeboden")


def test_a_no_can_be_taken_back_for_some_minutes(desk: Desk, row: Appointment) -> None:
    desk.look_up()
    planned = desk.send("brief-bevestiging", MessageChannel.LETTER)
    link = link_of(desk, row)
    say(desk, link, NO)
    seen = see(desk.session, desk.work.vault, link, desk.now)
    assert seen.take_back_until == desk.now + timedelta(minutes=15)
    assert say(desk, link, TAKE_BACK, desk.now + timedelta(minutes=14)).status == "aangeboden"
    assert desk.stand(planned) == (MessageStatus.PLANNED, None)
    assert desk.referral.news == TAKEN_BACK_NEWS
    barred = desk.preview("brief-vervolg", MessageChannel.LETTER)["geblokkeerd"]
    assert barred is None or barred["regel"] != "D14"
    say(desk, link, NO)
    with pytest.raises(Conflict, match="niet meer terug"):
        say(desk, link, TAKE_BACK, desk.now + timedelta(minutes=15))


def test_who_said_no_by_telephone_is_left_alone_too(desk: Desk, row: Appointment) -> None:
    desk.look_up()
    planned = desk.send("brief-na-ja", MessageChannel.LETTER)
    declined = change_appointment(
        desk.session, (desk.referral.id, row.id), AppointmentReply.DECLINED, desk.actor, desk.now,
    )
    assert declined.status == "geenContact"
    assert desk.stand(planned) == (MessageStatus.WITHDRAWN, "inwonerZeiNee")
    assert desk.preview("brief-vervolg", MessageChannel.LETTER)["geblokkeerd"]["regel"] == "D14"
    offer(desk, THIRD)
    assert desk.preview("brief-vervolg", MessageChannel.LETTER)["geblokkeerd"] is None, "the resident asked for a talk"
