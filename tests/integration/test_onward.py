"""Referring on to a partner: only with consent, only what it covers, and gone at once when it is taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from service.actors import Administrator, Caseworker, Partner
from service.errors import Conflict, DomainError, InvalidInput, NotFound, NotLawful
from service.messages.ask_safety import record_safety
from service.messages.contact_answers import ContactAnswer
from service.messages.safe_contact import ContactSafetyOf
from service.onward.answer import PARTNER_ANSWERED, accept, refuse, report_done
from service.onward.given import Arrears, Known, PartnerAsk, PartnerData, given
from service.onward.offered import look_at, offered_to
from service.onward.refer_on import Wish, prepare, refer_on
from service.onward.sent import overdue_answers, sent_of, stop_one
from service.onward.status import DoneResult, RefusalReason
from service.partners.onward import PartnerKind, PartnerTerms, add_partner, end_partner
from service.referrals.close import close
from service.referrals.forget import forget_expired
from service.referrals.sharing import GivenConsent
from service.referrals.status import EndResult
from service.referrals.tables import OnwardReferral, Referral
from service.referrals.withdraw_consent import withdraw_consent
from service.rules.facts import ConsentGiver, ConsentManner
from service.signals.contact_wish import ContactWay
from service.signals.tables import Consent
from service.vault import Vault
from tests.factories import TOWN, door_signal, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT

TUESDAY, NOW = MONDAY + timedelta(days=1), at(MONDAY, 10)
YES = GivenConsent(ConsentGiver.RESIDENT, MONDAY, ConsentManner.ORAL, explicit=True)
EVERYTHING = tuple(PartnerData)
TERMS = PartnerTerms("Stichting Rondkomen", PartnerKind.DEBT_COUNSELLING, "Budgetmaatje", "post@rondkomen.example", 5)


class Setting:
    """Rent work in the hands of a caseworker, and a partner with somebody who works there."""

    def __init__(self, session: Session, vault: Vault, signal: dict[str, Any], desk: str) -> None:
        self.session, self.vault = session, vault
        self.work = Casework.since(session, vault)
        self.work.receive(signal)
        self.referral, self.actor = self.work.take(desk)
        self.administrator = Administrator(uuid4(), self.work.world.town_id, "Bas Nepveen", TOWN)
        self.partner_id = add_partner(session, TERMS, self.administrator, NOW)
        self.partner = Partner(uuid4(), self.partner_id, "Pim Partnerstra")

    def wish(self, **changes: Any) -> Wish:
        return replace(Wish(self.referral.id, self.partner_id, (PartnerAsk.MONEY,), EVERYTHING, YES), **changes)

    def send(self, **changes: Any) -> OnwardReferral:
        return refer_on(self.session, self.vault, self.wish(**changes), self.actor, NOW)

    def say(self, way: ContactWay, *, safe: bool) -> None:
        answer = ContactAnswer(way, safe, None, frozenset(), MONDAY)
        record_safety(self.session, self.vault, (self.referral.id, answer), self.actor, NOW)

    def see(self, onward_id: UUID, who: Partner | None = None) -> dict[str, Any]:
        self.session.expire_all()
        return look_at(self.session, self.vault, onward_id, who or self.partner, NOW).content


@pytest.fixture
def rent(session: Session, vault: Vault) -> Setting:
    return Setting(session, vault, rent_signal(MONDAY), "schuldhulp")


@pytest.fixture
def care(session: Session, vault: Vault) -> Setting:
    return Setting(session, vault, door_signal(MONDAY), "wijkteam")


def test_the_partner_sees_what_was_shown_and_nothing_else(rent: Setting) -> None:
    shown = prepare(rent.session, rent.vault, rent.wish(covers=(PartnerData.PHONE,)), rent.actor, NOW).given
    row = rent.send(covers=(PartnerData.PHONE,))
    seen = rent.see(row.id)
    assert seen == shown.content
    assert set(seen) == {"naam", "telefoonnummer", "manieren"}
    assert (row.asks, row.reply_by) == (["omgaanMetGeld"], MONDAY + timedelta(days=7))
    [consent] = rent.session.query(Consent).all()
    assert (consent.organisation_id, consent.covers, consent.destination) == (
        rent.partner_id, ["telefoonnummer"], "partner",
    )
    assert [row.action for row in rent.work.journal(rent.referral.id, "doorverwijzing-gezien")]
    assert rent.work.look(rent.referral.id, rent.actor)["toestemmingen"] == [], "the own work rests on no consent"


def test_arrears_go_along_only_when_the_resident_said_so(rent: Setting, session: Session) -> None:
    without = prepare(session, rent.vault, rent.wish(covers=(PartnerData.PHONE,)), rent.actor, NOW).given.content
    assert "125000" not in str(without)
    whole = prepare(session, rent.vault, rent.wish(), rent.actor, NOW).given.content
    assert whole["huurachterstand"]["bedragInCenten"] == 125_000
    assert set(whole) == {
        "naam", "telefoonnummer", "emailadres", "adres", "geboortedatum", "huurachterstand", "manieren",
    }


@pytest.mark.parametrize(("change", "told"), [
    ({"explicit": False}, "niet uitdrukkelijk"), ({"given_by": ConsentGiver.SOMEONE_ELSE}, "Iemand anders"),
])
def test_without_the_consent_that_the_law_asks_nothing_goes(rent: Setting, change: dict[str, Any], told: str) -> None:
    with pytest.raises(NotLawful, match=told):
        rent.send(consent=replace(YES, **change))
    assert sent_of(rent.session, rent.referral.id) == []


def _other_town(one: Setting) -> Wish:
    return one.wish(partner_id=uuid4())


def _no_ask(one: Setting) -> Wish:
    return one.wish(asks=())


def _too_early(one: Setting) -> Wish:
    return one.wish(consent=replace(YES, given_on=MONDAY - timedelta(days=1)))


def _twice(one: Setting) -> Wish:
    one.send()
    return one.wish()


def _ended(one: Setting) -> Wish:
    end_partner(one.session, one.partner_id, one.administrator, NOW)
    return one.wish()


def _no_way_left(one: Setting) -> Wish:
    return one.wish(covers=(PartnerData.BORN,))


@pytest.mark.parametrize(("make", "error"), [
    (_other_town, NotFound), (_no_ask, InvalidInput), (_too_early, InvalidInput), (_twice, Conflict),
    (_ended, Conflict), (_no_way_left, Conflict),
])
def test_what_cannot_be_is_refused(rent: Setting, make: Callable[[Setting], Wish], error: type[DomainError]) -> None:
    with pytest.raises(error):
        prepare(rent.session, rent.vault, make(rent), rent.actor, NOW)


def test_only_the_holder_refers_on(rent: Setting) -> None:
    with pytest.raises(Conflict):
        prepare(rent.session, rent.vault, rent.wish(), rent.work.world.caseworker("schuldhulp"), NOW)


def test_a_way_that_is_not_safe_stays_behind(care: Setting) -> None:
    """With a worry at home nothing is taken for safe until the resident says so."""
    with pytest.raises(InvalidInput):
        care.send()
    asked = care.wish(covers=(PartnerData.PHONE, PartnerData.EMAIL))
    with pytest.raises(Conflict, match="veilige manier"):
        prepare(care.session, care.vault, asked, care.actor, NOW)
    for way, safe in ((ContactWay.CALL, True), (ContactWay.SMS, True), (ContactWay.WHATSAPP, True),
                      (ContactWay.EMAIL, False)):
        care.say(way, safe=safe)
    found = prepare(care.session, care.vault, asked, care.actor, NOW).given
    assert "emailadres" not in found.content
    assert found.ways == ["Telefoon", "SMS/Whatsapp"]
    [(data, why)] = found.left_out
    assert (data, "mail niet veilig" in why) == (PartnerData.EMAIL, True)


def test_what_nobody_knows_is_left_out_with_the_reason(rent: Setting) -> None:
    known = Known({"achternaam": "Voorbeeldsma"}, Arrears(100, None), ContactSafetyOf(care=False))
    found = given(known, EVERYTHING)
    arrears = {"bedragInCenten": 100, "sinds": None}
    assert found.content == {"naam": {"achternaam": "Voorbeeldsma"}, "huurachterstand": arrears, "manieren": []}
    assert len(found.left_out) == 4


def test_another_partner_finds_nothing(rent: Setting) -> None:
    row = rent.send()
    other_id = add_partner(rent.session, replace(TERMS, name="Stichting Elders"), rent.administrator, NOW)
    other = Partner(uuid4(), other_id, "Olga Onbekendstra")
    assert offered_to(rent.session, other) == []
    for act in (lambda: rent.see(row.id, other), lambda: accept(rent.session, row.id, other, NOW)):
        with pytest.raises(NotFound):
            act()


def test_taking_and_reporting_done_is_news_for_the_caseworker(rent: Setting) -> None:
    row = rent.send()
    with pytest.raises(Conflict):
        report_done(rent.session, row.id, DoneResult.HELPED, rent.partner, NOW)
    version = rent.referral.version
    accept(rent.session, row.id, rent.partner, NOW)
    accept(rent.session, row.id, rent.partner, NOW)
    referral = rent.session.get_one(Referral, rent.referral.id, populate_existing=True)
    assert (referral.news, referral.version) == (PARTNER_ANSWERED, version + 1)
    with pytest.raises(Conflict):
        refuse(rent.session, row.id, RefusalReason.NO_ROOM, rent.partner, NOW)
    done = report_done(rent.session, row.id, DoneResult.HELPED, rent.partner, NOW)
    assert (done.status, done.reason, done.content) == ("afgerond", "hulpGegeven", None)
    with pytest.raises(NotFound):
        rent.see(row.id)
    for action in ("doorverwezen", "partner-nam-aan", "partner-klaar"):
        assert len(rent.work.journal(rent.referral.id, action)) == 1


def test_what_is_refused_is_gone_for_the_partner_and_may_go_to_another(rent: Setting) -> None:
    row = refuse(rent.session, rent.send().id, RefusalReason.NO_ROOM, rent.partner, NOW)
    assert (row.status, row.reason, row.content) == ("geweigerd", "geenPlaats", None)
    assert rent.send().status == "aangeboden"


def _by_partner(one: Setting, row: OnwardReferral) -> None:
    stop_one(one.session, (one.referral.id, row.id), ConsentManner.ORAL, one.work.world.caseworker("schuldhulp"), NOW)


def _by_mistake(one: Setting, row: OnwardReferral) -> None:
    stop_one(one.session, (one.referral.id, row.id), None, one.actor, NOW)


def _forgotten(one: Setting, _: OnwardReferral) -> None:
    close(one.session, one.referral.id, EndResult.UNJUSTIFIED, one.actor, NOW)
    later = at(MONDAY + timedelta(days=40))
    assert forget_expired(one.session, ROBOT, later, most=10).referrals


@pytest.mark.parametrize(("end", "reason", "withdrawn"), [
    (_by_partner, "toestemmingIngetrokken", True), (_by_mistake, "vergissing", False),
    (_forgotten, "bewaartermijn", False),
])
def test_sight_ends_at_once(
    rent: Setting, end: Callable[[Setting, OnwardReferral], None], reason: str, withdrawn: bool
) -> None:
    row = accept(rent.session, rent.send().id, rent.partner, NOW)
    end(rent, row)
    with pytest.raises(NotFound):
        rent.see(row.id)
    [left] = sent_of(rent.session, rent.referral.id)
    assert (left.row.status, left.row.reason, left.row.content, left.row.asks) == ("gestopt", reason, None, [])
    assert (left.consent.withdrawn_at is not None) is withdrawn
    assert [one.status for one in offered_to(rent.session, rent.partner)] == ["gestopt"], "it hears that it must stop"


def test_who_takes_back_all_consent_takes_back_this_too(care: Setting) -> None:
    care.say(ContactWay.EMAIL, safe=True)
    row = care.send(covers=(PartnerData.EMAIL,))
    withdraw_consent(care.session, care.referral.id, ConsentManner.ORAL, care.actor, at(TUESDAY))
    with pytest.raises(NotFound):
        care.see(row.id)


def test_consent_that_is_gone_hides_it_whatever_else_stands(rent: Setting) -> None:
    """Not only the erased copy: the look itself asks whether the consent stands."""
    row = rent.send()
    rent.session.get_one(Consent, row.consent_id).withdrawn_at = NOW
    rent.session.get_one(Consent, row.consent_id).withdrawn_by = rent.actor.id
    rent.session.flush()
    with pytest.raises(NotFound):
        rent.see(row.id)


def test_an_overdue_answer_is_told_to_the_holder(rent: Setting) -> None:
    row = rent.send()
    actor: Caseworker = rent.actor
    assert overdue_answers(rent.session, actor, row.reply_by) == []
    [late] = overdue_answers(rent.session, actor, row.reply_by + timedelta(days=1))
    assert (late.partner, late.reply_by, late.referral.id) == ("Stichting Rondkomen", row.reply_by, rent.referral.id)
    assert overdue_answers(rent.session, rent.work.world.caseworker("schuldhulp"), row.reply_by + timedelta(9)) == []
