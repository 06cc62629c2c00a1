"""What did not arrive is sent another way (Awb 2:11), and what is no longer true is said to be so (Awb 2:12)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.messages.appointments import change_appointment
from service.messages.deliver import failed
from service.messages.follow_up import follow_up
from service.messages.follow_up_tasks import open_tasks, tasks_of, tick_off, to_follow_up
from service.messages.hear import heard
from service.messages.kind import MessageChannel
from service.messages.read import withdraw_message
from service.messages.reply import Reply, reply
from service.messages.status import AppointmentReply, Delivery, MessageEnd, ResidentReply
from service.messages.tables import Message, MessageFollowUp
from service.referrals.close import close
from service.referrals.status import EndResult
from service.signals.contact_wish import ContactWay, MessageCategory
from service.vault import Vault
from tests.factories import rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import MESSENGER, Desk, clock_at
from tests.integration.test_appointment_links import link_of

SMS, EMAIL, LETTER = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.LETTER
FOLLOW_UP = "sms-vervolg"
LATER = timedelta(hours=2)


@pytest.fixture
def desk(session: Session, vault: Vault) -> Desk:
    work = Casework.since(session, vault)
    work.receive(rent_signal(MONDAY))
    return Desk(work)


def undelivered(desk: Desk, message: Message, delivery: Delivery = Delivery.WRONG_ADDRESS) -> None:
    desk.deliver(message)
    assert heard(desk.session, message.id, (uuid4(), delivery), MESSENGER, desk.now)


def due(desk: Desk) -> list[object]:
    return to_follow_up(desk.session, desk.now, 10)


def run(desk: Desk) -> None:
    """What the round does."""
    for message_id in to_follow_up(desk.session, desk.now, 10):
        follow_up(desk.session, desk.office, message_id, MESSENGER, desk.now)
    desk.session.flush()


def planned(desk: Desk) -> list[tuple[str, str]]:
    query = select(Message.channel, Message.template).where(Message.status == "gepland").order_by(Message.made_at)
    return [(row.channel, row.template) for row in desk.session.execute(query)]


def test_what_did_not_arrive_goes_by_the_next_lawful_way(desk: Desk) -> None:
    desk.meet()
    desk.say(ContactWay.SMS)
    desk.say(ContactWay.EMAIL)
    undelivered(desk, desk.send(FOLLOW_UP, SMS))
    run(desk)
    assert planned(desk) == [("email", "mail-vervolg")]
    assert due(desk) == []
    assert open_tasks(desk.session, desk.actor) == []
    run(desk)
    assert planned(desk) == [("email", "mail-vervolg")], "twice is once"
    [entry] = desk.work.journal(desk.referral.id, "bericht-vervolg")
    assert entry.detail["opvolger"] == "email"


def test_without_a_wish_for_mail_it_becomes_a_letter(desk: Desk) -> None:
    desk.meet()
    desk.look_up()
    desk.say(ContactWay.SMS)
    undelivered(desk, desk.send(FOLLOW_UP, SMS))
    run(desk)
    assert planned(desk) == [("letter", "brief-vervolg")]


def test_where_nothing_lawful_is_open_a_task_stands_until_it_is_done(desk: Desk) -> None:
    desk.say(ContactWay.SMS)
    message = desk.send(FOLLOW_UP, SMS)
    undelivered(desk, message)
    run(desk)
    assert planned(desk) == []
    [task] = open_tasks(desk.session, desk.actor)
    assert (task.message.id, task.row.reason, task.row.due) == (message.id, "onbestelbaar", date(2026, 9, 16))
    run(desk)
    assert len(open_tasks(desk.session, desk.actor)) == 1
    tick_off(desk.session, (desk.referral.id, task.row.id), desk.actor, desk.now)
    tick_off(desk.session, (desk.referral.id, task.row.id), desk.actor, desk.now + LATER)
    assert open_tasks(desk.session, desk.actor) == tasks_of(desk.session, desk.referral.id) == []
    assert len(desk.work.journal(desk.referral.id, "bericht-vervolg-gedaan")) == 1
    assert due(desk) == []


def test_what_the_telephone_did_not_take_is_sent_again_once_and_then_another_way(desk: Desk) -> None:
    desk.meet()
    desk.say(ContactWay.SMS)
    desk.say(ContactWay.EMAIL)
    undelivered(desk, desk.send(FOLLOW_UP, SMS), Delivery.NOT_ACCEPTED)
    run(desk)
    assert planned(desk) == [("sms", FOLLOW_UP)]
    again = desk.session.scalars(select(Message).where(Message.status == "gepland")).one()
    desk.now = again.planned_at
    undelivered(desk, again, Delivery.NOT_ACCEPTED)
    run(desk)
    assert planned(desk) == [("email", "mail-vervolg")]


def test_a_way_that_was_refused_or_is_unsure_is_never_only_a_red_word(desk: Desk) -> None:
    desk.say(ContactWay.SMS)
    refused, unsure = desk.send(FOLLOW_UP, SMS), desk.send(FOLLOW_UP, SMS)
    desk.begin(refused)
    failed(desk.session, refused.id, MessageEnd.REFUSED, MESSENGER, desk.now)
    desk.now = unsure.planned_at
    desk.begin(unsure)
    failed(desk.session, unsure.id, MessageEnd.UNSURE, MESSENGER, desk.now)
    run(desk)
    assert [task.row.reason for task in open_tasks(desk.session, desk.actor)] == ["onbestelbaar"]
    desk.now += timedelta(days=1, minutes=1)
    run(desk)
    assert sorted(task.row.reason for task in open_tasks(desk.session, desk.actor)) == ["onbestelbaar", "onzeker"]


def test_the_duty_outlives_the_referral_as_a_task(desk: Desk) -> None:
    desk.say(ContactWay.SMS)
    desk.say(ContactWay.EMAIL)
    message = desk.send("sms-afsluiting", SMS)
    desk.deliver(message)
    close(desk.session, desk.referral.id, EndResult.NO_HELP_WANTED, desk.actor, desk.now)
    assert heard(desk.session, message.id, (uuid4(), Delivery.WRONG_ADDRESS), MESSENGER, desk.now)
    run(desk)
    assert planned(desk) == []
    [task] = open_tasks(desk.session, desk.actor)
    tick_off(desk.session, (desk.referral.id, task.row.id), desk.actor, desk.now)
    assert open_tasks(desk.session, desk.actor) == []


def test_a_changed_appointment_is_corrected_once_by_the_same_way(desk: Desk) -> None:
    desk.meet()
    desk.say(ContactWay.SMS)
    desk.deliver(desk.send("sms-bevestiging", SMS))
    desk.deliver(desk.send("sms-bevestiging", SMS))
    assert due(desk) == []
    desk.meet(date(2026, 9, 23), 10)
    run(desk)
    assert planned(desk) == [("sms", "sms-afspraak-veranderd")]
    correction = desk.session.scalars(select(Message).where(Message.status == "gepland")).one()
    parcel = desk.deliver(correction)
    assert parcel is not None
    assert "Onze afspraak is veranderd. Ik kom woensdag 23 september om 10 uur bij u thuis" in parcel.text
    assert (due(desk), open_tasks(desk.session, desk.actor)) == ([], [])


def test_a_cancelled_appointment_is_withdrawn_by_a_new_message(desk: Desk) -> None:
    row = desk.meet()
    desk.say(ContactWay.EMAIL)
    desk.deliver(desk.send("mail-bevestiging", EMAIL))
    change_appointment(desk.session, (desk.referral.id, row.id), AppointmentReply.CANCELLED, desk.actor, desk.now)
    run(desk)
    [message] = desk.session.scalars(select(Message).where(Message.status == "gepland"))
    assert message.template == "mail-afspraak-vervalt"
    parcel = desk.deliver(message)
    assert parcel is not None
    assert "van maandag 21 september om 14 uur gaat niet door" in parcel.text
    assert due(desk) == []


def test_who_moves_the_appointment_by_the_link_is_told_the_same(desk: Desk) -> None:
    row = desk.meet()
    desk.say(ContactWay.SMS)
    desk.deliver(desk.send("sms-bevestiging", SMS))
    reply(desk.session, desk.work.vault, link_of(desk, row), Reply(ResidentReply.CANCEL), desk.now)
    run(desk)
    assert planned(desk) == [("sms", "sms-afspraak-vervalt")]


def test_a_correction_that_may_not_go_is_a_task_before_the_appointment(desk: Desk) -> None:
    desk.meet(date(2026, 9, 21), 9)
    desk.say(ContactWay.SMS, wants={MessageCategory.REMINDER})
    desk.now = clock_at(date(2026, 9, 18), 10)
    desk.deliver(desk.send("sms-herinnering", SMS))
    desk.meet(date(2026, 9, 22), 9)
    run(desk)
    assert planned(desk) == [], "a wish for reminders is no wish for messages on appointments"
    [task] = open_tasks(desk.session, desk.actor)
    assert (task.row.reason, task.row.due) == ("afspraakVeranderd", date(2026, 9, 21))


def test_a_correction_that_itself_is_overtaken_is_planned_anew(desk: Desk) -> None:
    desk.meet(date(2026, 9, 23))
    desk.say(ContactWay.SMS)
    desk.deliver(desk.send("sms-bevestiging", SMS))
    desk.now = clock_at(date(2026, 9, 20), 12)  # a Sunday: what is planned waits for Monday
    desk.meet(date(2026, 9, 24))
    run(desk)
    desk.meet(date(2026, 9, 25))
    run(desk)
    [message] = desk.session.scalars(select(Message).where(Message.status == "gepland"))
    assert "vrijdag 25 september" in desk.work.vault.open(message.content or b"", f"message:{message.id}")["tekst"]
    assert desk.session.scalar(text("SELECT count(*) FROM message_follow_up")) == 1


def test_what_a_caseworker_takes_back_becomes_a_task(desk: Desk) -> None:
    desk.meet(date(2026, 9, 23))
    desk.say(ContactWay.SMS)
    desk.deliver(desk.send("sms-bevestiging", SMS))
    desk.now = clock_at(date(2026, 9, 20), 12)
    desk.meet(date(2026, 9, 24))
    run(desk)
    [message] = desk.session.scalars(select(Message).where(Message.status == "gepland"))
    withdraw_message(desk.session, (desk.referral.id, message.id), desk.actor, desk.now)
    run(desk)
    assert planned(desk) == []
    assert [task.row.reason for task in open_tasks(desk.session, desk.actor)] == ["afspraakVeranderd"]


def test_a_letter_that_came_back_is_a_task(desk: Desk) -> None:
    desk.look_up()
    desk.say(ContactWay.EMAIL)
    desk.meet()
    message = desk.send("brief-vervolg", LETTER)
    desk.now = message.planned_at
    undelivered(desk, message, Delivery.RETURNED)
    run(desk)
    assert planned(desk) == []
    assert [task.row.reason for task in open_tasks(desk.session, desk.actor)] == ["onbestelbaar"]


def test_tasks_go_with_the_person(desk: Desk) -> None:
    desk.say(ContactWay.SMS)
    undelivered(desk, desk.send(FOLLOW_UP, SMS))
    run(desk)
    desk.session.execute(text("UPDATE referral SET forgotten_at = now()"))
    assert open_tasks(desk.session, desk.actor) == []
    assert desk.session.scalars(select(MessageFollowUp)).one().done_at is None


def test_what_was_said_of_one_situation_is_not_said_in_words_for_every_other(desk: Desk) -> None:
    desk.say(ContactWay.EMAIL)
    desk.say(ContactWay.SMS)
    message = desk.send("mail-afsluiting-geholpen", EMAIL)
    desk.now = message.planned_at
    undelivered(desk, message)
    run(desk)
    assert planned(desk) == [], "there is an SMS that closes, but not for who was helped"
    assert len(open_tasks(desk.session, desk.actor)) == 1
