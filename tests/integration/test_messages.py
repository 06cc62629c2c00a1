"""What is said to a resident: composed from known data only, at a good moment, along a safe way, and never twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from migrations.tables import METADATA
from service.addresses.tables import AddressRow
from service.errors import AlreadyPickedUp, Conflict, InvalidInput, NotFound
from service.messages.appointments import change_appointment
from service.messages.conclude import NOT_DELIVERED
from service.messages.deliver import announce_due, failed, give_up, not_now
from service.messages.forget import forget_messages
from service.messages.kind import MessageChannel
from service.messages.read import withdraw_message
from service.messages.send import send
from service.messages.status import AppointmentReply, DeviationReason, MessageEnd
from service.messages.tables import message_context
from service.referrals.close import close
from service.referrals.forget import forget_expired
from service.referrals.links import person_of
from service.referrals.status import ContactKind, EndResult
from service.referrals.withdraw_consent import withdraw_consent
from service.reseal import sealed_columns
from service.rules.facts import ConsentManner
from service.signals.contact_wish import ContactWay
from service.vault import Vault
from tests.factories import door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT
from tests.integration.messaging import MESSENGER, TUESDAY, Desk, clock_at

SMS, EMAIL, LETTER = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.LETTER
FOLLOW_UP = "sms-vervolg"


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


@pytest.fixture
def desk(work: Casework) -> Desk:
    work.receive(rent_signal(MONDAY))
    found = Desk(work)
    found.say(ContactWay.SMS)
    return found


@pytest.fixture
def care(work: Casework) -> Desk:
    work.receive(door_signal(MONDAY))
    return Desk(work, "wijkteam")


def _codes(error: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def test_a_preview_is_what_the_resident_gets_and_leaves_nothing_behind(desk: Desk) -> None:
    desk.meet()
    seen = desk.preview("sms-bevestiging", SMS)
    assert "{{" not in seen["tekst"]
    assert "Behandelaar schuldhulp van de gemeente" in seen["tekst"]
    assert "maandag 21 september om 14 uur" in seen["tekst"]
    assert (seen["regels"], seen["geblokkeerd"], seen["magVerzonden"]) == ([], None, True)
    assert desk.work.rows("SELECT 1 FROM message") == []
    assert desk.announced() == []


def test_a_letter_names_the_source_and_arrives_a_working_day_later(desk: Desk) -> None:
    desk.meet()
    seen = desk.preview("brief-eerste", LETTER)
    assert "Proefwonen" in seen["tekst"]
    assert "voorbeeldstad.example/privacy" in seen["tekst"]
    with pytest.raises(InvalidInput) as refused:
        desk.send("brief-eerste", LETTER)
    assert _codes(refused) == [("#/kanaal", "straatOntbreekt")]
    desk.look_up()
    message = desk.send("brief-eerste", LETTER)
    inside = desk.work.vault.open(message.content or b"", message_context(message.id))
    assert inside["aan"][1].startswith("Verzonnen Dreef ")
    assert inside["aan"][2].endswith("  VOORBEELDSTAD")
    assert (message.template_version or "").startswith("meegeleverd-")
    assert message.arrives_at >= clock_at(date(2026, 9, 16), 8)
    assert message.planned_at < message.arrives_at


def test_everything_that_is_missing_is_told_at_once(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.preview("sms-bevestiging", SMS, phone=None)
    assert _codes(refused) == [("#/afspraak", "invulveldLeeg"), ("#/telefoon", "invulveldLeeg")]


@pytest.mark.parametrize(("template", "channel", "fault"), [
    ("bestaat-niet", SMS, ("#/sjabloon", "onbekendSjabloon")),
    ("sms-vervolg", EMAIL, ("#/kanaal", "pastNietBijSjabloon")),
    ("corporatie-opgepakt", MessageChannel.CORPORATION, ("#/sjabloon", "pastNietBijSjabloon")),
])
def test_a_template_goes_by_its_own_channel_to_the_resident(
    desk: Desk, template: str, channel: MessageChannel, fault: tuple[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.preview(template, channel)
    assert _codes(refused) == [fault]


def test_what_somebody_says_is_shown_and_never_sent(desk: Desk) -> None:
    assert desk.preview("voicemail-eerste", MessageChannel.VOICEMAIL)["tekst"]
    with pytest.raises(InvalidInput) as refused:
        desk.send("voicemail-eerste", MessageChannel.VOICEMAIL)
    assert _codes(refused) == [("#/kanaal", "nietTeVersturen")]


def test_a_value_that_breaks_a_rule_stops_the_message(desk: Desk) -> None:
    seen = desk.preview(FOLLOW_UP, SMS, worker="Zoë van 3.500 euro")
    assert [one["id"] for one in seen["regels"]] == ["P02"]
    assert "Zoe van" in seen["tekst"], "the letters of an SMS"
    with pytest.raises(InvalidInput) as refused:
        desk.send(FOLLOW_UP, SMS, worker="Zoë van 3.500 euro")
    assert _codes(refused) == [("#/sjabloon", "tekstNietGoed")]


def test_only_the_holder_of_open_work_writes(desk: Desk, work: Casework) -> None:
    wish = desk.wish(FOLLOW_UP, SMS)
    with pytest.raises(AlreadyPickedUp):
        send(desk.session, desk.office, wish, work.world.caseworker("schuldhulp"), desk.now)
    with pytest.raises(NotFound):
        send(desk.session, desk.office, wish, work.world.caseworker("wijkteam"), desk.now)
    close(desk.session, desk.referral.id, EndResult.NO_HELP_WANTED, desk.actor, desk.now)
    with pytest.raises(Conflict, match="afgesloten"):
        desk.preview(FOLLOW_UP, SMS)


def test_words_and_recipient_are_sealed_to_their_row(desk: Desk, vault: Vault) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    number = person_of(desk.session, vault, desk.referral.id)["telefoonnummer"]
    assert message.content is not None
    assert number.encode() not in message.content
    assert vault.open(message.content, message_context(message.id))["aan"] == [number]
    assert "message.content" in [column.label for column in sealed_columns(METADATA)]
    [planned] = desk.work.journal(desk.referral.id, "bericht-gepland")
    assert number not in str(planned.detail)


def test_what_may_go_now_is_announced_and_what_may_not_waits_for_its_hour(desk: Desk) -> None:
    now = desk.send(FOLLOW_UP, SMS)
    assert desk.announced() == [now.id]
    later = desk.send(FOLLOW_UP, SMS)
    assert later.arrives_at == now.arrives_at + timedelta(hours=48), "D05: one household is not written to twice"
    assert [reason["regel"] for reason in later.reasons] == ["D05"]
    assert desk.announced() == [now.id]
    assert desk.begin(later) is None, "it is not due"
    assert announce_due(desk.session, desk.now, timedelta(minutes=15), 10) == 0
    due = later.planned_at + timedelta(minutes=1)
    assert announce_due(desk.session, due, timedelta(minutes=15), 10) == 2, "the first one was not sent yet either"
    assert announce_due(desk.session, due, timedelta(minutes=15), 10) == 0, "told a moment ago"


def test_messages_of_both_desks_count_for_one_household(work: Casework) -> None:
    who = person(91)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    work.receive(door_signal(MONDAY, betrokkene=who))
    debts, care = Desk(work), Desk(work, "wijkteam")
    care.say(ContactWay.SMS)
    debts.say(ContactWay.SMS)
    first, second = debts.send(FOLLOW_UP, SMS), care.send("sms-zorg", SMS)
    assert second.arrives_at - first.arrives_at >= timedelta(hours=48)


def test_what_somebody_tried_by_hand_counts_for_every_desk(work: Casework) -> None:
    who = person(93)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    work.receive(door_signal(MONDAY, betrokkene=who))
    debts, care = Desk(work), Desk(work, "wijkteam")
    debts.say(ContactWay.SMS)
    care.try_by_hand(ContactKind.PHONE, TUESDAY)
    planned = debts.preview(FOLLOW_UP, SMS)
    assert [one["regel"] for one in planned["redenen"]] == ["D05"]
    assert planned["aankomst"] .startswith("2026-09-17T08:00"), "48 hours after it was written down"
    for _ in range(2):
        care.try_by_hand(ContactKind.HOME_VISIT, TUESDAY)
    assert "berichten" in [one["regel"] for one in debts.preview(FOLLOW_UP, SMS)["redenen"]], "the third is the last"


def test_a_moment_of_ones_own_is_kept_with_its_reason_and_goes_at_that_hour(desk: Desk) -> None:
    sunday = clock_at(date(2026, 9, 20), 11)
    with pytest.raises(InvalidInput) as refused:
        desk.send(FOLLOW_UP, SMS, moment=sunday)
    assert _codes(refused) == [("#/afwijkreden", "redenOntbreekt")]
    with pytest.raises(InvalidInput) as refused:
        desk.preview(FOLLOW_UP, SMS, moment=desk.now - timedelta(minutes=1))
    assert _codes(refused) == [("#/moment", "momentVoorbij")]
    message = desk.send(FOLLOW_UP, SMS, moment=sunday, because=DeviationReason.ASKED_FOR)
    assert (message.arrives_at, message.deviation) == (sunday, "inwonerVroeg")
    [planned] = desk.work.journal(desk.referral.id, "bericht-gepland")
    assert planned.detail["afwijking"] == "inwonerVroeg"
    desk.now = sunday + timedelta(hours=2)
    assert desk.begin(message) is None, "a worker that stood still: the rules hold again"
    desk.now = sunday
    message.planned_at = sunday
    assert desk.begin(message) is not None


def test_the_street_goes_with_the_people(desk: Desk) -> None:
    desk.look_up()
    close(desk.session, desk.referral.id, EndResult.NO_HELP_WANTED, desk.actor, desk.now)
    later = desk.now + timedelta(days=200)
    forget_expired(desk.session, ROBOT, later, 10)
    forget_messages(desk.session, ROBOT, later, 10)
    assert desk.work.rows("SELECT 1 FROM letter_address") == []


def test_sent_once_and_counted_as_an_attempt_in_the_national_code(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    version = desk.referral.version
    parcel = desk.deliver(message)
    assert parcel is not None
    desk.session.refresh(desk.referral)
    assert desk.referral.version == version, "a page that somebody has open is not made stale by it"
    assert (desk.stand(message), message.ended_at) == (("verzonden", None), desk.now)
    assert desk.attempts() == [("SMS/Whatsapp", TUESDAY, "Ochtend", False)]
    assert desk.deliver(message) is None, "delivered twice is done once"
    assert len(desk.attempts()) == 1
    assert len(desk.work.journal(desk.referral.id, "bericht-verzonden")) == 1


def test_begun_is_not_begun_again_until_it_surely_did_not_go(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    assert desk.begin(message) is not None
    assert desk.begin(message) is None, "another worker has it"
    not_now(desk.session, message.id)
    desk.session.expire_all()
    assert desk.begin(message) is not None


def test_what_was_begun_and_never_ended_is_given_up_and_told(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    desk.begin(message)
    assert give_up(desk.session, MESSENGER, desk.now + timedelta(minutes=29)) == 0
    assert give_up(desk.session, MESSENGER, desk.now + timedelta(minutes=31)) == 1
    assert desk.stand(message) == ("mislukt", "onzeker")
    desk.session.refresh(desk.referral)
    assert desk.referral.news == NOT_DELIVERED
    assert desk.attempts() == []


def test_undeliverable_is_noted_on_the_referral(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    desk.begin(message)
    failed(desk.session, message.id, MessageEnd.REFUSED, MESSENGER, desk.now)
    assert desk.stand(message) == ("mislukt", "geweigerd")
    desk.session.refresh(desk.referral)
    assert desk.referral.news == "berichtNietVerstuurd"
    assert len(desk.work.journal(desk.referral.id, "bericht-mislukt")) == 1


def test_the_answer_about_safety_is_read_again_when_a_message_leaves(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    desk.say(ContactWay.SMS, safe=False, wants=None)
    assert desk.deliver(message) is None
    assert desk.stand(message) == ("ingetrokken", "nietVeilig")
    assert desk.attempts() == []
    desk.session.refresh(desk.referral)
    assert desk.referral.news == NOT_DELIVERED


def test_a_way_that_is_not_safe_shows_no_text_and_sends_nothing(desk: Desk) -> None:
    desk.say(ContactWay.SMS, safe=False, wants=None)
    seen = desk.preview(FOLLOW_UP, SMS)
    assert (seen["tekst"], seen["magVerzonden"], seen["geblokkeerd"]["regel"]) == (None, False, "D09")
    with pytest.raises(Conflict, match="niet veilig"):
        desk.send(FOLLOW_UP, SMS)
    desk.say(ContactWay.SMS)
    assert desk.preview(FOLLOW_UP, SMS)["magVerzonden"], "asked again, answered otherwise"


def test_with_a_worry_in_the_household_the_debt_desk_asks_first_and_does_not_hear_why(work: Casework) -> None:
    who = person(92)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    debts = Desk(work)
    debts.say(ContactWay.SMS, safe=None)
    assert debts.preview(FOLLOW_UP, SMS)["magVerzonden"]
    work.receive(door_signal(MONDAY, betrokkene=who))
    blocked = debts.preview(FOLLOW_UP, SMS)["geblokkeerd"]
    assert blocked["regel"] == "D09"
    assert "zorg" not in blocked["uitleg"]
    care = Desk(work, "wijkteam")
    care.say(ContactWay.SMS)
    assert debts.preview(FOLLOW_UP, SMS)["magVerzonden"], "an answer counts for every desk"


def test_mail_goes_only_to_the_address_that_was_agreed_to(desk: Desk, work: Casework) -> None:
    desk.meet()
    assert desk.preview("mail-vervolg", EMAIL)["geblokkeerd"]["regel"] == "D10"
    desk.say(ContactWay.EMAIL)
    assert desk.preview("mail-vervolg", EMAIL)["magVerzonden"]
    signal = work.rows("SELECT household_key FROM referral")
    assert len(signal) == 1
    again = rent_signal(MONDAY, betrokkene=_moved_mail(desk))
    work.receive(again, TUESDAY)
    assert desk.preview("mail-vervolg", EMAIL)["geblokkeerd"]["regel"] == "D10", "another address asks anew"


def _moved_mail(desk: Desk) -> dict[str, object]:
    return person_of(desk.session, desk.work.vault, desk.referral.id) | {"emailadres": "anders@voorbeeldstad.example"}


def test_an_appointment_that_is_moved_or_cancelled_takes_its_message_along(desk: Desk) -> None:
    desk.meet()
    desk.send(FOLLOW_UP, SMS)
    planned = desk.send("sms-bevestiging", SMS)
    assert planned.appointment_id is not None
    second = desk.meet(date(2026, 9, 23))
    assert desk.stand(planned) == ("ingetrokken", "afspraakVervallen")
    statuses = desk.work.rows("SELECT status FROM appointment ORDER BY made_at, at")
    assert [row[0] for row in statuses] == ["gewijzigd", "aangeboden"]
    place = (desk.referral.id, second.id)
    assert change_appointment(
        desk.session, place, AppointmentReply.CONFIRMED, desk.actor, desk.now,
    ).status == "bevestigd"
    change_appointment(desk.session, place, AppointmentReply.CANCELLED, desk.actor, desk.now)
    with pytest.raises(Conflict, match="geldt niet meer"):
        change_appointment(desk.session, place, AppointmentReply.CONFIRMED, desk.actor, desk.now)
    assert len(desk.work.journal(desk.referral.id, "afspraak-vastgelegd")) == 4


def test_a_message_about_a_talk_arrives_before_it(desk: Desk) -> None:
    desk.meet(date(2026, 9, 16), 8)
    with pytest.raises(Conflict, match="na de afspraak"):
        desk.send("brief-eerste", LETTER)
    with pytest.raises(InvalidInput) as refused:
        desk.meet(MONDAY)
    assert _codes(refused) == [("#/datum", "momentVoorbij")]


def test_a_letter_that_would_come_after_an_eviction_is_not_planned_and_does_not_leave(desk: Desk) -> None:
    desk.look_up()
    desk.meet(date(2026, 9, 29))
    planned = desk.send("brief-eerste", LETTER)
    evicted = planned.arrives_at.date()
    desk.session.execute(text("UPDATE signal SET threat_date = :day"), {"day": evicted})
    with pytest.raises(Conflict, match=r"ontruiming.*Bel of ga langs"):
        desk.send("brief-vervolg", LETTER)
    desk.now = planned.planned_at
    assert desk.begin(planned) is None
    assert desk.stand(planned) == ("ingetrokken", "teLaat")
    assert desk.referral.news == NOT_DELIVERED


def test_a_reminder_comes_one_working_day_before(desk: Desk) -> None:
    desk.meet(date(2026, 9, 21))
    reminder = desk.send("sms-herinnering", SMS)
    assert reminder.arrives_at == clock_at(date(2026, 9, 18), 10)


def test_after_a_night_without_a_worker_nothing_goes_out_of_hours(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    desk.now = clock_at(TUESDAY, 23)
    assert desk.begin(message) is None
    assert desk.stand(message) == ("gepland", None)
    assert message.planned_at == clock_at(date(2026, 9, 16), 8)


def test_work_that_is_over_sends_nothing(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    close(desk.session, desk.referral.id, EndResult.NO_HELP_WANTED, desk.actor, desk.now)
    assert desk.deliver(message) is None
    assert desk.stand(message) == ("ingetrokken", "werkVoorbij")


def test_a_caseworker_takes_back_what_has_not_left(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    place = (desk.referral.id, message.id)
    assert withdraw_message(desk.session, place, desk.actor, desk.now).ended_because == "doorBehandelaar"
    assert desk.deliver(message) is None
    gone = desk.send(FOLLOW_UP, SMS)
    desk.deliver(gone)
    with pytest.raises(Conflict, match="Intrekken kan niet meer"):
        withdraw_message(desk.session, (desk.referral.id, gone.id), desk.actor, desk.now)


def test_words_are_forgotten_with_the_person_and_that_it_was_sent_stays(desk: Desk) -> None:
    message = desk.send(FOLLOW_UP, SMS)
    desk.deliver(message)
    desk.say(ContactWay.LETTER, safe=False, wants=None)
    close(desk.session, desk.referral.id, EndResult.NO_HELP_WANTED, desk.actor, desk.now)
    assert forget_messages(desk.session, ROBOT, desk.now, 10) == 0, "as long as the person is there"
    later = at(date(2027, 1, 1))
    forget_expired(desk.session, ROBOT, later, 10)
    assert forget_messages(desk.session, ROBOT, later, 10) == 1
    assert (desk.stand(message), message.content) == (("verzonden", None), None)
    assert desk.session.scalar(text("SELECT count(*) FROM contact_safety")) == 0
    assert len(desk.work.journal(message.id, "persoonsgegevens-gewist")) == 1


def test_words_are_forgotten_when_consent_is_withdrawn(care: Desk) -> None:
    care.say(ContactWay.SMS)
    message = care.send("sms-zorg", SMS)
    withdraw_consent(care.session, care.referral.id, ConsentManner.ORAL, care.actor, care.now)
    assert care.deliver(message) is None
    assert care.stand(message) == ("ingetrokken", "werkVoorbij")
    assert forget_messages(care.session, ROBOT, care.now, 10) == 1


def sent_to(desk: Desk) -> str:
    """The address on a letter that is planned now, as one line."""
    planned = desk.send("brief-eerste", LETTER)
    assert planned.content is not None
    return " ".join(desk.work.vault.open(planned.content, message_context(planned.id))["aan"])


def test_a_letter_takes_its_street_from_the_file_of_addresses(desk: Desk) -> None:
    """What somebody looked up for this household goes before the file."""
    where = person_of(desk.session, desk.work.vault, desk.referral.id)["adres"]
    desk.session.add(AddressRow(
        postcode=where["postcode"], number=where["huisnummer"], suffix="", street="Bedachtlaan", place="Voorbeeldstad",
        neighbourhood=None, load=1,
    ))
    desk.meet(date(2026, 9, 29))
    assert f"Bedachtlaan {where['huisnummer']}" in sent_to(desk)
    desk.look_up()
    assert f"Verzonnen Dreef {where['huisnummer']}" in sent_to(desk)
