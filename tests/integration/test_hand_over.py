"""Handing over: only what the law lets go along, a term of its own, and each desk keeps to its own."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.db import Database
from service.errors import AlreadyPickedUp, Conflict, InvalidInput, NotFound, NotLawful
from service.referrals.adjust import adjust_signals
from service.referrals.close import close
from service.referrals.documents import handed_over_document
from service.referrals.hand_over import HandedOver, HandOver, hand_over
from service.referrals.links import person_of
from service.referrals.pick_up import hand_back, pick_up
from service.referrals.read import look_at
from service.referrals.refer import refer_signals
from service.referrals.sharing import GivenConsent, HandOverReason
from service.referrals.status import EndResult
from service.referrals.tables import Referral
from service.referrals.withdraw_consent import withdraw_consent
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import WithdrawalReason, read_report
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import World, door_signal, person, rent_block, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT, referrals

WIJKTEAM, SCHULDHULP = Destination.NEIGHBOURHOOD_TEAM, Destination.DEBT_HELP
TUESDAY = MONDAY + timedelta(days=1)
YES = GivenConsent(ConsentGiver.RESIDENT, TUESDAY, ConsentManner.WRITTEN, explicit=True)


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def _rent(**more: Any) -> dict[str, Any]:
    return rent_signal(MONDAY, huurachterstand=rent_block(MONDAY, bedragInCenten=187_654)) | more


def _over(work: Casework, wish: HandOver, actor: Caseworker, on: date = TUESDAY) -> HandedOver:
    return hand_over(work.session, work.vault, wish, actor, at(on))


@pytest.fixture
def debts(work: Casework) -> tuple[Referral, Caseworker]:
    work.receive(_rent())
    return work.take("schuldhulp")


@pytest.fixture
def care(work: Casework) -> tuple[Referral, Caseworker]:
    work.receive(door_signal(MONDAY, zorgen=["vergeetachtigheid"]))
    return work.take("wijkteam")


@pytest.mark.parametrize("consent", [
    None,
    replace(YES, explicit=False),
    replace(YES, given_by=ConsentGiver.SOMEONE_ELSE),
    replace(YES, for_destination=False),
])
def test_case_75_to_the_wijkteam_only_with_explicit_consent(
    work: Casework, debts: tuple[Referral, Caseworker], consent: GivenConsent | None
) -> None:
    referral, actor = debts
    with pytest.raises(NotLawful, match=r"Wmo 2015 artikel 5\.1\.1, vierde lid") as refused:
        _over(work, HandOver(referral.id, WIJKTEAM, consent), actor)
    assert refused.value.status == 422
    assert "Vraag de inwoner om toestemming" in refused.value.detail
    assert len(referrals(work.session)) == 1
    assert work.rows("SELECT 1 FROM consent") == []


@pytest.mark.parametrize("giver", [ConsentGiver.RESIDENT, ConsentGiver.REPRESENTATIVE])
def test_with_consent_a_linked_referral_opens_with_six_weeks_of_its_own(
    work: Casework, debts: tuple[Referral, Caseworker], giver: ConsentGiver
) -> None:
    referral, actor = debts
    done = _over(work, HandOver(referral.id, WIJKTEAM, replace(YES, given_by=giver)), actor)
    new = done.referral
    assert done.created
    assert (new.destination, new.ground, new.status, new.team) == ("wijkteam", "zorg", "open", "wijkteam-centrum")
    assert new.routing["gebied"] == "Centrum"
    assert new.statutory_due == date(2026, 10, 27), "six weeks from Tuesday 15 September, not from the signal"
    assert new.target_due == date(2026, 9, 29), "ten working days, the municipality's own"
    assert (new.term, new.urgency, new.tray) == ("onderzoek", 1, "wijkteam")
    [consent] = work.rows("SELECT referral_id, signal_id, destination, given_by, explicit, recorded_by FROM consent")
    assert tuple(consent) == (new.id, None, "wijkteam", giver, True, actor.id)
    work.session.refresh(referral)
    assert (referral.status, referral.assigned_to) == ("opgepakt", actor.id), "the old one goes on"


def test_the_wijkteam_sees_the_person_and_no_word_on_the_arrears(
    work: Casework, debts: tuple[Referral, Caseworker]
) -> None:
    referral, actor = debts
    new = _over(work, HandOver(referral.id, WIJKTEAM, YES, HandOverReason.DEBTS_HINDER_SUPPORT), actor).referral
    _, neighbour = work.take("wijkteam")
    seen = work.look(new.id, neighbour, TUESDAY)
    [link] = seen["koppelingen"]
    view = look_at(work.session, work.vault, new.id, neighbour, at(TUESDAY))
    assert view.people == [link["betrokkene"]]
    assert link["betrokkene"]["achternaam"].startswith("Voorbeeldsma")
    assert link["betrokkene"]["telefoonnummer"]
    assert (link["richting"], link["bestemming"]) == ("van", "schuldhulp")
    assert (link["verwijzing"], link["reden"]) == (None, None)
    assert seen["signalen"] == []
    assert [one["gegevenDoor"] for one in seen["toestemmingen"]] == ["betrokkene"]
    everything = str(seen)
    for secret in ("187654", "huurachterstand", str(referral.id), "ontstaansdatum", "schuldenBelemmeren"):
        assert secret not in everything
    assert [task["soort"] for task in seen["taken"]] == [
        "ontvangstbevestiging", "persoonlijkPlan", "clientondersteuning", "onderzoek",
    ]


def test_case_76_debt_help_may_be_told_what_is_necessary_without_consent(
    work: Casework, care: tuple[Referral, Caseworker]
) -> None:
    referral, actor = care
    done = _over(work, HandOver(referral.id, SCHULDHULP), actor)
    assert (done.referral.ground, done.referral.destination) == ("eigenVerzoek", "schuldhulp")
    assert done.referral.statutory_due == date(2026, 10, 13), "four weeks from the hand-over (Wgs 4(1)(a))"
    assert done.link.reason == HandOverReason.NECESSARY
    [entry] = work.journal(referral.id, "verwijzing-overgedragen")
    assert (entry.ground, entry.detail) == ("Wgs artikel 8d", {"bestemming": "schuldhulp", "reden": "noodzakelijk"})
    assert work.rows("SELECT 1 FROM consent WHERE referral_id IS NOT NULL") == []
    _, helper = work.take("schuldhulp")
    seen = work.look(done.referral.id, helper, TUESDAY)
    assert seen["koppelingen"][0]["reden"] == "noodzakelijk"
    assert seen["koppelingen"][0]["betrokkene"]["achternaam"].startswith("Voorbeeldsma")
    assert "vergeetachtigheid" not in str(seen)


def test_a_threatening_situation_brings_three_working_days_and_goes_first(
    work: Casework, care: tuple[Referral, Caseworker]
) -> None:
    referral, actor = care
    new = _over(work, HandOver(referral.id, SCHULDHULP, None, HandOverReason.THREATENING), actor).referral
    assert (new.statutory_due, new.urgency, new.tray) == (date(2026, 9, 18), 0, "crisis")
    assert new.target_due == date(2026, 9, 16)


def test_consent_given_where_none_is_needed_is_kept_too(work: Casework, care: tuple[Referral, Caseworker]) -> None:
    referral, actor = care
    new = _over(work, HandOver(referral.id, SCHULDHULP, YES, HandOverReason.ASKED_BY_RESIDENT), actor).referral
    assert [row[0] for row in work.rows("SELECT referral_id FROM consent WHERE signal_id IS NULL")] == [new.id]


def test_never_to_the_same_desk_nor_back(work: Casework, debts: tuple[Referral, Caseworker]) -> None:
    referral, actor = debts
    with pytest.raises(InvalidInput) as refused:
        _over(work, HandOver(referral.id, SCHULDHULP), actor)
    assert [fault.code for fault in refused.value.faults] == ["zelfdeBestemming"]
    new = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor).referral
    _, neighbour = work.take("wijkteam")
    with pytest.raises(Conflict, match="komt van dit loket"):
        _over(work, HandOver(new.id, SCHULDHULP), neighbour)


@pytest.mark.parametrize("given_on", [MONDAY - timedelta(days=1), TUESDAY + timedelta(days=1)])
def test_consent_is_given_between_opening_and_today(
    work: Casework, debts: tuple[Referral, Caseworker], given_on: date
) -> None:
    referral, actor = debts
    with pytest.raises(InvalidInput) as refused:
        _over(work, HandOver(referral.id, WIJKTEAM, replace(YES, given_on=given_on)), actor)
    assert [fault.pointer for fault in refused.value.faults] == ["#/toestemming/gegevenOp"]


def test_only_the_holder_hands_over(work: Casework, debts: tuple[Referral, Caseworker]) -> None:
    referral, actor = debts
    wish = HandOver(referral.id, WIJKTEAM, YES)
    with pytest.raises(AlreadyPickedUp):
        _over(work, wish, work.world.caseworker("schuldhulp"))
    with pytest.raises(NotFound):
        _over(work, wish, work.world.caseworker("wijkteam"))
    hand_back(work.session, referral.id, actor, at(TUESDAY))
    with pytest.raises(Conflict, match="van niemand"):
        _over(work, wish, actor)


def test_who_hands_over_learns_nothing_of_the_work_at_the_other_desk(
    work: Casework, debts: tuple[Referral, Caseworker]
) -> None:
    referral, actor = debts
    done = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor)
    assert handed_over_document(done, actor.destinations)["id"] is None
    [link] = work.look(referral.id, actor, TUESDAY)["koppelingen"]
    assert (link["richting"], link["verwijzing"], link["betrokkene"]) == ("naar", None, None)
    assert str(done.referral.id) not in str(work.look(referral.id, actor, TUESDAY))
    both = work.world.caseworker("schuldhulp", "wijkteam").destinations
    assert handed_over_document(done, both)["id"] == str(done.referral.id)


def test_again_changes_nothing(work: Casework, debts: tuple[Referral, Caseworker]) -> None:
    referral, actor = debts
    wish = HandOver(referral.id, WIJKTEAM, YES)
    first, again = _over(work, wish, actor), _over(work, wish, actor)
    assert (again.created, again.referral.id) == (False, first.referral.id)
    assert len(work.rows("SELECT 1 FROM consent")) == len(work.rows("SELECT 1 FROM referral_link")) == 1


def test_open_work_of_the_household_is_joined_and_its_earlier_day_stays(work: Casework) -> None:
    who = person(51)
    work.receive(door_signal(MONDAY, betrokkene=who))
    care, neighbour = work.take("wijkteam")
    work.receive(_rent(betrokkene=who))
    referral, actor = work.take("schuldhulp")
    done = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor)
    work.session.refresh(care)
    assert done.referral.id == care.id
    assert (care.statutory_due, care.news) == (date(2026, 10, 26), "overgedragen")
    assert done.link.statutory_due == date(2026, 10, 27), "what the other desk is told is of this hand-over only"
    assert len(work.look(care.id, neighbour, TUESDAY)["koppelingen"]) == 1
    withdraw_consent(work.session, care.id, ConsentManner.DIGITAL, neighbour, at(TUESDAY))
    assert care.status == "afgesloten"


def test_consent_for_the_hand_over_withdrawn_stops_only_the_work_there(
    work: Casework, debts: tuple[Referral, Caseworker]
) -> None:
    referral, actor = debts
    new = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor).referral
    _, neighbour = work.take("wijkteam")
    stopped = withdraw_consent(work.session, new.id, ConsentManner.ORAL, neighbour, at(TUESDAY))
    assert (stopped.status, stopped.end_result) == ("afgesloten", "Niet opgepakt: andere reden")
    [link] = work.rows("SELECT active, subject FROM referral_link")
    assert tuple(link) == (False, None)
    assert work.look(new.id, neighbour, TUESDAY)["koppelingen"][0]["betrokkene"] is None
    work.session.refresh(referral)
    assert referral.status == "opgepakt"
    assert work.look(referral.id, actor, TUESDAY)["signalen"][0]["betrokkene"] is not None
    assert work.told() == [("doorgezet", None), ("opgepakt", None)], "the corporation hears nothing of it"
    later = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor)
    assert later.created, "with new consent it may go there again"
    assert later.referral.id != new.id


def test_a_signal_that_ought_not_to_have_been_sent_leaves_what_rests_on_own_consent(
    work: Casework, debts: tuple[Referral, Caseworker]
) -> None:
    referral, actor = debts
    new = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor).referral
    [signal_id] = [row[0] for row in work.rows("SELECT id FROM signal")]
    withdrawal = Withdrawal(signal_id, WithdrawalReason.MISTAKEN)
    withdraw_signal(work.session, work.vault, withdrawal, work.world.corporation, at(TUESDAY))
    adjust_signals(work.session, [signal_id], ROBOT, at(TUESDAY))
    work.session.expire_all()
    assert (referral.status, new.status) == ("afgesloten", "open")
    assert person_of(work.session, work.vault, new.id)["achternaam"].startswith("Voorbeeldsma")


def test_a_person_who_was_erased_cannot_be_handed_over(work: Casework, debts: tuple[Referral, Caseworker]) -> None:
    referral, actor = debts
    work.session.execute(text("UPDATE signal SET subject = NULL"))
    with pytest.raises(Conflict, match="gewist"):
        _over(work, HandOver(referral.id, WIJKTEAM, YES), actor)


def test_closing_the_old_one_leaves_the_new_one_and_the_other_way_round(
    work: Casework, debts: tuple[Referral, Caseworker]
) -> None:
    referral, actor = debts
    new = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor).referral
    close(work.session, referral.id, EndResult.FOLLOW_UP_OTHER, actor, at(TUESDAY))
    work.session.refresh(new)
    assert new.status == "open"
    assert work.told()[-1] == ("afgesloten", None)


def test_what_is_sealed_along_opens_only_in_its_own_place(
    work: Casework, debts: tuple[Referral, Caseworker]
) -> None:
    referral, actor = debts
    link = _over(work, HandOver(referral.id, WIJKTEAM, YES), actor).link
    assert link.subject is not None
    assert b"Voorbeeldsma" not in link.subject
    [signal] = work.rows("SELECT subject FROM signal")
    assert signal.subject != link.subject


def test_ten_at_once_open_one(database: Database, vault: Vault) -> None:
    with database.transaction() as session:
        world = World(session)
        answer = receive_signal(
            session, vault, read_report(rent_signal(), clock.today()), world.corporation, clock.now(),
        )
        assert isinstance(answer, Receipt)
        [referral_id] = refer_signals(session, vault, [answer.id], ROBOT, clock.now())
        actor = world.caseworker("schuldhulp")
        pick_up(session, referral_id, actor, clock.now())
    wish = HandOver(referral_id, WIJKTEAM, replace(YES, given_on=clock.today()))

    def go(_number: int) -> tuple[UUID, bool]:
        with database.transaction() as session:
            done = hand_over(session, vault, wish, actor, clock.now())
            return done.referral.id, done.created

    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(go, range(10)))
    assert len({referral for referral, _ in found}) == 1
    assert sorted(created for _, created in found) == [False] * 9 + [True]
