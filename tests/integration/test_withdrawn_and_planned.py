"""A signal is withdrawn while a message waits for its moment: nothing goes, and a person is asked what to do."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from service.messages.changed_situation import adjust_and_stop, stop_changed
from service.messages.deliver import failed
from service.messages.follow_up import follow_up
from service.messages.follow_up_tasks import open_tasks, tasks_of, to_follow_up
from service.messages.kind import MessageChannel
from service.messages.status import MessageEnd
from service.messages.tables import Message
from service.signals.contact_wish import ContactWay
from service.signals.schemas import WithdrawalReason
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.conftest import ROBOT
from tests.integration.messaging import MESSENGER, Desk

LETTER, SMS = MessageChannel.LETTER, MessageChannel.SMS
STOPPED = ("ingetrokken", "situatieVeranderd")
RESIDENT = person(9_001)
"""One household, so that a second signal joins the first, or stands at another desk of it."""
IN_GOOD_FAITH = [
    WithdrawalReason.DECEASED, WithdrawalReason.MOVED, WithdrawalReason.PAID, WithdrawalReason.ARRANGEMENT,
]


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def letter(desk: Desk) -> Message:
    desk.look_up()
    return desk.send("brief-eerste", LETTER)


def withdraw(desk: Desk, signal_id: UUID, reason: WithdrawalReason) -> None:
    """The corporation's part: nobody has taken it into a referral yet."""
    desk.now += timedelta(minutes=1)
    withdraw_signal(desk.session, desk.work.vault, Withdrawal(signal_id, reason), desk.work.world.corporation, desk.now)
    desk.session.flush()


def take_in(desk: Desk, signal_id: UUID) -> None:
    desk.now += timedelta(minutes=1)
    adjust_and_stop(desk.session, [signal_id], ROBOT, desk.now)
    desk.session.flush()
    desk.session.expire_all()


@pytest.mark.parametrize("reason", IN_GOOD_FAITH)
def test_a_withdrawal_stops_what_is_planned_at_once_and_asks_a_person(work: Casework, reason: WithdrawalReason) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    desk = Desk(work)
    message = letter(desk)
    withdraw(desk, signal_id, reason)
    take_in(desk, signal_id)
    assert desk.stand(message) == STOPPED
    [task] = open_tasks(desk.session, desk.actor)
    assert (task.row.reason, task.row.due, task.message.id) == ("situatieVeranderd", desk.now.date(), message.id)
    assert desk.referral.news == "signaalIngetrokken"
    assert desk.attempts() == []
    take_in(desk, signal_id)
    assert len(tasks_of(desk.session, desk.referral.id)) == 1


@pytest.mark.parametrize("reason", IN_GOOD_FAITH)
def test_what_is_due_before_the_withdrawal_was_taken_in_does_not_go_either(
    work: Casework, reason: WithdrawalReason
) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    desk = Desk(work)
    message = letter(desk)
    withdraw(desk, signal_id, reason)
    desk.now = message.planned_at + timedelta(seconds=1)
    assert desk.deliver(message) is None
    assert desk.stand(message) == STOPPED
    assert len(open_tasks(desk.session, desk.actor)) == 1


def test_the_round_stops_what_no_task_reached(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    desk = Desk(work)
    message = letter(desk)
    assert stop_changed(desk.session, MESSENGER, desk.now) == 0
    withdraw(desk, signal_id, WithdrawalReason.DECEASED)
    assert stop_changed(desk.session, MESSENGER, desk.now) == 1
    assert desk.stand(message) == STOPPED


def test_what_a_person_plans_after_the_withdrawal_goes(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY, betrokkene=RESIDENT))
    work.receive(rent_signal(MONDAY, betrokkene=RESIDENT))
    desk = Desk(work)
    withdraw(desk, signal_id, WithdrawalReason.PAID)
    take_in(desk, signal_id)
    desk.now += timedelta(minutes=1)
    message = letter(desk)
    assert stop_changed(desk.session, MESSENGER, desk.now) == 0
    desk.now = message.planned_at + timedelta(seconds=1)
    assert desk.deliver(message) is not None


def test_after_a_death_or_a_move_no_desk_of_the_household_sends_what_it_had_planned(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY, betrokkene=RESIDENT))
    work.receive(door_signal(MONDAY, betrokkene=RESIDENT))
    desk = Desk(work, destination="wijkteam")
    desk.say(ContactWay.LETTER, wants=None)
    desk.look_up()
    message = desk.send("brief-zorg", LETTER)
    withdraw(desk, signal_id, WithdrawalReason.DECEASED)
    take_in(desk, signal_id)
    assert desk.stand(message) == STOPPED


def test_after_a_payment_another_desk_goes_on(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY, betrokkene=RESIDENT))
    work.receive(door_signal(MONDAY, betrokkene=RESIDENT))
    desk = Desk(work, destination="wijkteam")
    desk.say(ContactWay.LETTER, wants=None)
    desk.look_up()
    message = desk.send("brief-zorg", LETTER)
    withdraw(desk, signal_id, WithdrawalReason.PAID)
    take_in(desk, signal_id)
    assert desk.stand(message) == ("gepland", None)


def test_where_the_signal_ought_not_to_have_been_sent_the_work_stops_and_asks_nothing(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    desk = Desk(work)
    message = letter(desk)
    withdraw(desk, signal_id, WithdrawalReason.MISTAKEN)
    take_in(desk, signal_id)
    assert desk.stand(message) == ("ingetrokken", "werkVoorbij")
    assert open_tasks(desk.session, desk.actor) == []


def test_nothing_follows_by_itself_on_what_went_before_the_withdrawal(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    desk = Desk(work)
    desk.say(ContactWay.SMS)
    desk.look_up()
    message = desk.send("sms-vervolg", SMS)
    desk.now = max(desk.now, message.planned_at + timedelta(seconds=1))
    assert desk.begin(message) is not None
    failed(desk.session, message.id, MessageEnd.REFUSED, MESSENGER, desk.now)
    withdraw(desk, signal_id, WithdrawalReason.DECEASED)
    for message_id in to_follow_up(desk.session, desk.now, 10):
        follow_up(desk.session, desk.office, message_id, MESSENGER, desk.now)
    [task] = tasks_of(desk.session, desk.referral.id)
    assert (task.row.reason, task.row.successor_id) == ("onbestelbaar", None)
