"""A slip of the hand: the contact attempt of a moment ago is taken away, counts nowhere, and the journal keeps both."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from service.errors import Conflict, NotFound
from service.messages.kind import MessageChannel
from service.monitor.summary.fold import fold
from service.monitor.summary.marks import marked
from service.referrals.follow_up import UNDO_WITHIN, UNDONE, attempts_of, undo_attempt
from service.referrals.status import ContactKind
from service.vault import Vault
from tests.factories import rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import TUESDAY, Desk


@pytest.fixture
def desk(session: Session, vault: Vault) -> Desk:
    work = Casework.since(session, vault)
    work.receive(rent_signal(MONDAY))
    return Desk(work)


def undo(desk: Desk) -> None:
    [row] = attempts_of(desk.session, desk.referral.id)
    undo_attempt(desk.session, (desk.referral.id, row.id), desk.actor, desk.now)


def test_what_was_undone_is_gone_and_the_journal_holds_both(desk: Desk) -> None:
    desk.try_by_hand(ContactKind.PHONE, TUESDAY)
    desk.now += UNDO_WITHIN - timedelta(seconds=1)
    undo(desk)
    assert desk.attempts() == []
    assert len(desk.work.journal(desk.referral.id, "contactpoging")) == 1
    [row] = desk.work.journal(desk.referral.id, UNDONE)
    assert row.detail == {"soort": ContactKind.PHONE, "bereikt": False}


def test_after_some_minutes_it_stays(desk: Desk) -> None:
    desk.try_by_hand(ContactKind.PHONE, TUESDAY)
    desk.now += UNDO_WITHIN
    with pytest.raises(Conflict, match="15 minuten"):
        undo(desk)
    assert len(desk.attempts()) == 1


def test_what_the_service_sent_is_no_slip(desk: Desk) -> None:
    desk.look_up()
    message = desk.send("brief-eerste", MessageChannel.LETTER)
    desk.now = message.planned_at
    desk.deliver(message)
    with pytest.raises(Conflict):
        undo(desk)


def test_an_attempt_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        undo_attempt(desk.session, (desk.referral.id, 1), desk.actor, desk.now)


def test_the_kept_figures_hear_that_it_counts_no_more(desk: Desk) -> None:
    desk.try_by_hand(ContactKind.PHONE, TUESDAY)
    fold(desk.session)
    assert not marked(desk.session)
    undo(desk)
    assert marked(desk.session), "the figures are counted again"
