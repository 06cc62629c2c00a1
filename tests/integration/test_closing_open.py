"""Closing names what is still open; each kind ends or stays on purpose, and the resident's page says what is true."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from service.errors import InvalidInput
from service.messages.follow_up import follow_up
from service.messages.follow_up_tasks import tasks_of, to_follow_up
from service.messages.kind import MessageChannel
from service.messages.left_open import end_left_open
from service.messages.reply import see
from service.messages.status import AppointmentStatus
from service.messages.visits import DayOf, meetings_on
from service.onward.close_referral import Closing, close_referral
from service.referrals.close import close
from service.referrals.status import EndResult, OpenChoice, OpenKind
from service.signals.contact_wish import ContactWay
from service.vault import Vault
from tests.factories import rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import MESSENGER, Desk
from tests.integration.test_appointment_links import link_of

HELPED, DECEASED = EndResult.ADVICE_OR_QUICK_FIX, EndResult.DECEASED
END, KEEP = OpenChoice.END, OpenChoice.KEEP
TALKS, MESSAGES = OpenKind.APPOINTMENTS, OpenKind.MESSAGES


@pytest.fixture
def desk(session: Session, vault: Vault) -> Desk:
    work = Casework.since(session, vault)
    work.receive(rent_signal(MONDAY))
    return Desk(work)


def finish(desk: Desk, result: EndResult = HELPED, **choices: OpenChoice) -> None:
    desk.now += timedelta(seconds=1)
    closing = Closing(desk.referral.id, result, {OpenKind(kind): choice for kind, choice in choices.items()})
    close_referral(desk.session, closing, desk.actor, desk.now)
    desk.session.flush()


def test_nothing_that_is_open_is_passed_over(desk: Desk) -> None:
    desk.meet()
    desk.look_up()
    desk.send("brief-eerste", MessageChannel.LETTER)
    with pytest.raises(InvalidInput) as refused, desk.session.begin_nested():
        finish(desk)
    assert [one.pointer for one in refused.value.faults] == ["#/afspraken", "#/berichten"]
    desk.session.refresh(desk.referral)
    assert desk.referral.status == "opgepakt"


def test_what_ends_with_the_work_is_off_for_the_resident_too(desk: Desk) -> None:
    talk = desk.meet()
    link = link_of(desk, talk)
    desk.look_up()
    letter = desk.send("brief-eerste", MessageChannel.LETTER)
    finish(desk, afspraken=END, berichten=END)
    assert see(desk.session, desk.work.vault, link, desk.now).status == AppointmentStatus.CANCELLED
    assert desk.stand(letter)[0] == "ingetrokken"
    finish(desk, afspraken=END, berichten=END)


def test_what_is_kept_goes_on_and_the_resident_s_page_says_so(desk: Desk) -> None:
    talk = desk.meet()
    link = link_of(desk, talk)
    desk.look_up()
    letter = desk.send("brief-eerste", MessageChannel.LETTER)
    finish(desk, afspraken=KEEP, berichten=KEEP)
    seen = see(desk.session, desk.work.vault, link, desk.now)
    assert (seen.status, seen.open_) == (AppointmentStatus.OFFERED, True)
    assert end_left_open(desk.session, MESSENGER, desk.now) == 0
    day = DayOf(talk.at.date())
    assert [one.appointment.id for one in meetings_on(desk.session, day, desk.actor)] == [talk.id]
    desk.now = letter.planned_at + timedelta(seconds=1)
    assert desk.deliver(letter) is not None


def test_work_that_ends_by_another_way_ends_its_talks_within_a_round(desk: Desk) -> None:
    talk = desk.meet()
    link = link_of(desk, talk)
    desk.now += timedelta(seconds=1)
    close(desk.session, desk.referral.id, HELPED, desk.actor, desk.now)
    desk.session.expire_all()
    assert see(desk.session, desk.work.vault, link, desk.now).status == AppointmentStatus.CANCELLED, "at once"
    assert end_left_open(desk.session, MESSENGER, desk.now) == 1
    desk.session.refresh(talk)
    assert talk.status == AppointmentStatus.CANCELLED
    assert end_left_open(desk.session, MESSENGER, desk.now) == 0


@pytest.mark.parametrize(("result", "told"), [(HELPED, True), (DECEASED, False)])
def test_who_was_told_of_a_talk_hears_that_it_is_off_unless_nobody_is_left(
    desk: Desk, result: EndResult, told: bool
) -> None:
    desk.say(ContactWay.SMS)
    desk.look_up()
    desk.meet()
    message = desk.send("sms-bevestiging", MessageChannel.SMS)
    desk.now = max(desk.now, message.planned_at + timedelta(seconds=1))
    assert desk.deliver(message) is not None
    finish(desk, result, afspraken=END)
    for message_id in to_follow_up(desk.session, desk.now, 10):
        follow_up(desk.session, desk.office, message_id, MESSENGER, desk.now)
    desk.session.flush()
    assert len(tasks_of(desk.session, desk.referral.id)) == (0 if told else 1)
    planned = [row for row in desk.session.query(type(message)).all() if row.status == "gepland"]
    assert len(planned) == (1 if told else 0)
