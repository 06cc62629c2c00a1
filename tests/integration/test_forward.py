"""A rent signal of somebody who lives elsewhere goes there; the corporation hears no more than "geen inwoner (meer)".

Sources: Bgs article 2 (what a landlord supplies), Wgs articles 1 and 3(1)(b) (the offer is for an inhabitant), 4(1)(b)
and 4(2) (the term runs from receipt by the college), 8b(2) (what is needed to process signals), Awb 2:3 (a message for
another authority), and the practice of DDAS (the reason "geen inwoner" goes back to the corporation).
"""

import json
from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.config import ROOT
from service.errors import Conflict, Gone, InvalidInput, NotFound, NotLawful
from service.messages.values import source_of
from service.monitor.ddas.facts import Period
from service.monitor.ddas.rows import Stretch, cases, signals
from service.monitor.key_figures.exact import View
from service.monitor.key_figures.wish import Part, Wish, year_of
from service.monitor.summary.compare import differences
from service.monitor.summary.fold import fold
from service.partners.tables import GeneralConsent
from service.policy.model import TeamChoice
from service.referrals.adjust import adjust_signals
from service.referrals.close import close
from service.referrals.documents import whole_document
from service.referrals.follow_up import Attempt, record_attempt
from service.referrals.forget import forget_expired
from service.referrals.forward import ForwardRequest, ForwardResult, forward
from service.referrals.forwarding_file import BASES
from service.referrals.notices.candidates import candidates_of
from service.referrals.pick_up import pick_up
from service.referrals.questions import Question, TriageAnswer, TriageReason
from service.referrals.read import look_at
from service.referrals.refer import refer_signals
from service.referrals.reopen import reopen
from service.referrals.search import search
from service.referrals.status import ContactKind, EndResult, ForwardReason, PartOfDay, ReopenReason
from service.referrals.tables import Referral
from service.referrals.triage import Decided, decide
from service.rules.facts import Kind, ThreatPhase
from service.signals.amend import amend_signal
from service.signals.feed import read_feed, told_about
from service.signals.own import own_signals
from service.signals.receipt.content import Issue, content_of
from service.signals.receipt.issue import case_of
from service.signals.report import ThreatKind
from service.signals.schemas import WithdrawalReason
from service.signals.status import NOT_A_RESIDENT
from service.signals.store import own_signal
from service.signals.tables import Feedback, Signal
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import (
    SILENT,
    TOWN,
    Neighbour,
    create_agreement,
    create_organisation,
    door_signal,
    rent_block,
    rent_signal,
    threat,
)
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT

THERE = "9902"
WEDNESDAY = MONDAY + timedelta(days=2)
ADDRESS = ForwardReason.ADDRESS_ELSEWHERE


class TwoTowns(Casework):
    """A town whose caseworker finds that the resident lives in the other one."""

    neighbour: Neighbour

    def join(self, *, agreed: bool = True, **changes: Any) -> "TwoTowns":
        with time_machine.travel(at(MONDAY, 0), tick=False):
            self.neighbour = Neighbour(self.session, THERE, **changes)
        if agreed:
            create_agreement(self.session, self.world.corporation_id, municipality_code=THERE)
        return self

    def forward(self, *, to: str = THERE, on: date = WEDNESDAY, **more: Any) -> ForwardResult:
        """Take the one referral of the first town and forward it."""
        self.here, self.actor = self.take("schuldhulp")
        return self.again(to=to, on=on, **more)

    def again(self, *, to: str = THERE, on: date = WEDNESDAY, **more: Any) -> ForwardResult:
        return forward(self.session, self.vault, ForwardRequest(self.here.id, to, **more), self.actor, at(on))

    def routed(self, on: date = WEDNESDAY) -> list[Referral]:
        """The referrals of the second town, after its signals were routed."""
        waiting = [one.id for one in self.arrived() if one.status == "ontvangen"]
        refer_signals(self.session, self.vault, waiting, ROBOT, at(on))
        self.session.expire_all()
        return list(self.session.scalars(select(Referral).where(Referral.municipality_code == THERE)))

    def arrived(self) -> list[Signal]:
        query = select(Signal).where(Signal.municipality_code == THERE).execution_options(populate_existing=True)
        return list(self.session.scalars(query))

    def adjust(self, on: date = WEDNESDAY) -> None:
        ids = list(self.session.scalars(text("SELECT signal_id FROM signal_change WHERE applied_at IS NULL")))
        adjust_signals(self.session, ids, ROBOT, at(on))
        self.session.expire_all()

    def withdraw(self, signal_id: UUID, reason: WithdrawalReason, now: datetime) -> None:
        withdraw_signal(self.session, self.vault, Withdrawal(signal_id, reason), self.world.corporation, now)

    def look_there(self, referral: Referral, actor: Caseworker, on: date = WEDNESDAY) -> dict[str, Any]:
        return whole_document(look_at(self.session, self.vault, referral.id, actor, at(on)))

    def seen_by_corporation(self, signal_id: UUID) -> str:
        """Everything that the corporation can read of its signals, as one text."""
        corporation = self.world.corporation
        signal = own_signal(self.session, signal_id, corporation)
        listed, _ = own_signals(self.session, corporation)
        receipt = content_of(case_of(self.session, signal), Issue(UUID(int=1), at(WEDNESDAY), "k", "https://x.example"))
        told = [one.document() for one in told_about(self.session, signal)]
        row = [str(getattr(one, column.key)) for one in listed for column in one.__mapper__.columns]
        return json.dumps([told, receipt, row, signal.judgement], ensure_ascii=False, default=str)


@pytest.fixture
def towns(session: Session, vault: Vault) -> TwoTowns:
    return TwoTowns.since(session, vault)  # type: ignore[return-value]


def test_the_signal_goes_to_the_other_municipality_with_a_term_of_its_own(towns: TwoTowns) -> None:
    """Wgs 4(1)(b): four weeks from the day on which that college received it. 16-9-2026 + 4 weeks = 14-10-2026."""
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    result = towns.forward()
    assert (result.name, result.document) == ("Gemeente Buurstad", None)
    [arrived] = towns.arrived()
    assert (arrived.forwarded_from, arrived.received_on, arrived.signal_date) == (signal_id, WEDNESDAY, MONDAY)
    [there] = towns.routed()
    assert (there.destination, there.status, there.statutory_due) == ("schuldhulp", "open", date(2026, 10, 14))
    assert towns.here.statutory_due == date(2026, 10, 12), "the first municipality's own day stays as it was"


def test_a_threat_begins_three_working_days_there(towns: TwoTowns) -> None:
    """Wgs 4(2): received Wednesday 16-9-2026, so Monday 21-9-2026."""
    towns.join()
    towns.receive(rent_signal(MONDAY, huurachterstand=rent_block(MONDAY, dreiging=threat(MONDAY))))
    towns.forward()
    [there] = towns.routed()
    assert (there.urgency, there.statutory_due) == (0, date(2026, 9, 21))


def test_each_live_rent_signal_of_the_referral_goes(towns: TwoTowns) -> None:
    """A signal that was withdrawn is none any more."""
    towns.join()
    first = rent_signal(MONDAY)
    who = first["betrokkene"]
    others = [rent_signal(MONDAY, betrokkene=who) for _ in range(2)]
    ids = [towns.receive(one) for one in (first, *others)]
    towns.withdraw(ids[1], WithdrawalReason.PAID, at(MONDAY))
    towns.adjust(MONDAY)
    towns.forward()
    assert {one.forwarded_from for one in towns.arrived()} == {ids[0], ids[2]}
    [there] = towns.routed()
    assert there.multiple


def test_nothing_of_the_first_municipalitys_work_goes_along(towns: TwoTowns) -> None:
    """Wgs 8b(2): what is needed to process the signal; the rest is the first municipality's own file."""
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.here, towns.actor = towns.take("schuldhulp")
    record_attempt(
        towns.session, towns.here.id, Attempt(ContactKind.PHONE, MONDAY, PartOfDay.MORNING, False), towns.actor,
        at(MONDAY),
    )
    towns.again()
    [there] = towns.routed()
    document = towns.look_there(there, towns.neighbour.caseworker())
    assert (document["contactpogingen"], document["koppelingen"], document["toestemmingen"]) == ([], [], [])
    [signal] = document["signalen"]
    assert signal["betrokkene"]["achternaam"].startswith("Voorbeeldsma")
    assert towns.actor.name not in json.dumps(document)
    assert all(row.actor_kind == "robot" for row in towns.rows(
        "SELECT actor_kind FROM journal WHERE subject_id IN (SELECT id FROM signal WHERE forwarded_from IS NOT NULL)"))


def test_both_days_and_the_corporations_own_reference_are_read_there(towns: TwoTowns) -> None:
    """The receipt of the signal there keeps both days: of receipt by the first college, and by this one."""
    towns.join()
    sent = rent_signal(MONDAY)
    towns.receive(sent)
    towns.forward()
    [there] = towns.routed()
    actor = towns.neighbour.caseworker()
    [signal] = towns.look_there(there, actor)["signalen"]
    assert signal["referentie"] == sent["referentie"]
    assert signal["doorgezondenDoor"] == {
        "gemeentecode": TOWN, "eerstOntvangenOp": "2026-09-14", "hierOntvangenOp": "2026-09-16",
    }
    found = search(towns.session, towns.vault, sent["referentie"], actor, at(WEDNESDAY))
    assert [hit.referral.id for hit in found.hits] == [there.id]
    assert source_of(towns.session, there) == "Proefwonen", "AVG 14: the source is who sent it first"


def test_without_an_agreement_a_person_decides_there(towns: TwoTowns) -> None:
    """An agreement is practice (ministry Q&A, covenant), no condition of Bgs 2: so triage, no refusal."""
    towns.join(agreed=False)
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    assert (there.destination, there.routing["vraag"]) == ("triage", Question.NO_AGREEMENT)
    assert there.statutory_due == date(2026, 10, 14), "the term runs while a person decides"
    [arrived] = towns.arrived()
    found = {one["voorwaarde"]: one["uitkomst"] for one in arrived.judgement["bevindingen"]}
    assert (arrived.judgement["oordeel"], found["overeenkomst"]) == ("mensBeslist", "nietVoldaan")


def test_triage_there_asks_the_agreement_of_the_corporation_and_not_of_who_forwarded(towns: TwoTowns) -> None:
    towns.join(agreed=False)
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    colleague = towns.neighbour.caseworker()
    pick_up(towns.session, there.id, colleague, at(WEDNESDAY))
    made = Decided(there.id, TriageAnswer.GO_ON, TriageReason.AGREEMENT_MADE)
    with pytest.raises(InvalidInput):
        decide(towns.session, towns.vault, made, colleague, at(WEDNESDAY))
    create_agreement(towns.session, towns.world.corporation_id, municipality_code=THERE)
    assert decide(towns.session, towns.vault, made, colleague, at(WEDNESDAY)).destination == "schuldhulp"


@pytest.mark.parametrize("kinds", [["achterDeVoordeur"], ["huurachterstand"]])
def test_the_agreement_is_asked_for_rent_on_the_day_of_forwarding(towns: TwoTowns, kinds: list[str]) -> None:
    towns.join(agreed=False)
    create_agreement(
        towns.session, towns.world.corporation_id, municipality_code=THERE, kinds=kinds, valid_from=WEDNESDAY,
    )
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    assert there.destination == ("schuldhulp" if "huurachterstand" in kinds else "triage")


def test_a_municipality_without_a_policy_gets_it_at_triage(towns: TwoTowns) -> None:
    with time_machine.travel(at(MONDAY, 0), tick=False):
        create_organisation(towns.session, name="Gemeente Nieuw", municipality_code=THERE)
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    assert (there.destination, there.routing["vraag"]) == ("triage", Question.NO_AGREEMENT)
    assert there.statutory_due == date(2026, 10, 14)


def test_general_consent_there_is_enough(towns: TwoTowns) -> None:
    towns.join(agreed=False)
    towns.session.add(GeneralConsent(
        id=uuid4(), municipality_code=THERE, valid_from=MONDAY, given_on=MONDAY, given_by="Het college",
    ))
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    assert [one.destination for one in towns.routed()] == ["schuldhulp"]


def test_an_agreement_that_ended_before_forwarding_does_not_count(towns: TwoTowns) -> None:
    towns.join(agreed=False)
    create_agreement(
        towns.session, towns.world.corporation_id, municipality_code=THERE, valid_until=WEDNESDAY - timedelta(days=1),
    )
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    assert [one.destination for one in towns.routed()] == ["triage"]


def test_an_address_outside_its_areas_goes_to_its_triage(towns: TwoTowns) -> None:
    """Who moved keeps the old address in the signal; which team takes it is for a person there."""
    towns.join(default_teams=TeamChoice())
    document = rent_signal(MONDAY)
    document["betrokkene"]["adres"]["postcode"] = "1011AB"
    towns.receive(document)
    towns.forward()
    [there] = towns.routed()
    assert (there.destination, there.routing["vraag"]) == ("triage", Question.UNKNOWN_AREA)
    assert (towns.here.status, towns.here.end_result) == ("afgesloten", EndResult.NOT_A_RESIDENT)


def test_the_policy_of_the_second_municipality_judges(towns: TwoTowns) -> None:
    towns.join(thresholds=replace(SILENT, amount_cents=200_000))
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [arrived] = towns.arrived()
    assert arrived.status == "nietOpgepakt"
    assert towns.routed() == []


def test_the_household_is_another_one_there(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    [arrived] = towns.arrived()
    first = towns.session.get_one(Signal, signal_id)
    assert arrived.household_key != first.household_key
    assert first.municipality_code == TOWN
    assert arrived.subject != first.subject


def test_a_signal_that_the_corporation_sent_there_itself_joins_it(towns: TwoTowns) -> None:
    towns.join()
    document = rent_signal(MONDAY)
    towns.receive(document)
    towns.forward()
    [there] = towns.routed()
    towns.receive(rent_signal(WEDNESDAY, gemeentecode=THERE, betrokkene=document["betrokkene"]), WEDNESDAY)
    [joined] = [one for one in towns.routed() if one.status == "open"]
    assert joined.id == there.id
    assert joined.multiple


def test_the_corporation_hears_only_that_the_person_is_no_resident(towns: TwoTowns) -> None:
    """DDAS: this reason goes back to the sender; where somebody lives does not."""
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    assert towns.told()[-1] == ("nietOpgepakt", NOT_A_RESIDENT)
    seen = towns.seen_by_corporation(signal_id)
    assert THERE not in seen
    assert "Buurstad" not in seen
    assert "doorgezonden" not in seen.lower().replace('"doorgezonden": null', "")


@pytest.mark.parametrize("end", [EndResult.FOLLOW_UP_FINANCIAL, EndResult.NO_CONTACT, EndResult.DECEASED])
def test_what_the_second_municipality_does_is_not_heard(towns: TwoTowns, end: EndResult) -> None:
    """Not when it is routed, taken up or ended: each would tell that somebody else works on it."""
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    heard = towns.told()
    [there] = towns.routed()
    colleague = towns.neighbour.caseworker("schuldhulp")
    pick_up(towns.session, there.id, colleague, at(WEDNESDAY))
    assert [one.status for one in towns.arrived()] == ["opgepakt"], "it counts as taken up there"
    close(towns.session, there.id, end, colleague, at(WEDNESDAY))
    reopen(towns.session, there.id, ReopenReason.NEW_FACTS, colleague, at(WEDNESDAY))
    assert towns.told() == heard
    assert towns.session.get_one(Signal, signal_id, populate_existing=True).status == "nietOpgepakt"


def test_a_forwarded_signal_is_none_of_those_whose_corporation_hears_of_help_or_a_pause(towns: TwoTowns) -> None:
    """Bgs 17(1): whether its landlord is a supplier there was not established; telling would show the destination."""
    towns.join()
    document = rent_signal(MONDAY)
    towns.receive(document)
    towns.forward()
    [there] = towns.routed()
    own = towns.receive(rent_signal(WEDNESDAY, gemeentecode=THERE, betrokkene=document["betrokkene"]), WEDNESDAY)
    there = towns.session.get_one(Referral, there.id, populate_existing=True)
    assert [one.signal_id for one in candidates_of(towns.session, there)] == [own]


def test_no_feedback_is_ever_written_about_a_forwarded_signal(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    towns.routed()
    towns.withdraw(signal_id, WithdrawalReason.PAID, at(WEDNESDAY))
    towns.adjust()
    about = select(Feedback).join(Signal, Signal.id == Feedback.signal_id).where(Signal.forwarded_from.is_not(None))
    assert list(towns.session.scalars(about)) == []


def test_the_corporation_finds_the_forwarded_signal_nowhere(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    [arrived] = towns.arrived()
    corporation = towns.world.corporation
    page, _ = own_signals(towns.session, corporation)
    assert [one.id for one in page] == [signal_id]
    with pytest.raises(NotFound):
        own_signal(towns.session, arrived.id, corporation)
    assert {one.signal_id for one in read_feed(towns.session, towns.world.corporation_id, None)} <= {signal_id}


def test_the_same_reference_can_be_forwarded_of_two_corporations(towns: TwoTowns) -> None:
    """A reference is unique per corporation, and stays so."""
    towns.join()
    towns.receive(rent_signal(MONDAY, referentie="HUUR-1"))
    other = TwoTowns(towns.session, towns.vault, towns.world)
    other.world = replace_corporation(towns)
    other.receive(rent_signal(MONDAY, referentie="HUUR-1"))
    for row in list(towns.session.scalars(select(Referral).where(Referral.municipality_code == TOWN))):
        towns.here, towns.actor = row, towns.world.caseworker()
        towns.again()
    assert len(towns.arrived()) == 2
    names = [towns.look_there(one, towns.neighbour.caseworker())["signalen"][0]["referentie"] for one in towns.routed()]
    assert names == ["HUUR-1", "HUUR-1"]


def replace_corporation(towns: TwoTowns) -> Any:
    """The same town, with a second corporation that sends."""
    world = copy(towns.world)
    world.corporation_id = create_organisation(towns.session, name="Tweede Wonen")
    create_agreement(towns.session, world.corporation_id)
    return world


@pytest.mark.parametrize("reason", [WithdrawalReason.PAID, WithdrawalReason.MISTAKEN, WithdrawalReason.TENANT_OBJECTS])
def test_a_withdrawal_reaches_the_second_municipality(towns: TwoTowns, reason: WithdrawalReason) -> None:
    """Bgs 2(d), AVG 17: a ground that falls away falls away everywhere."""
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    towns.withdraw(signal_id, reason, at(WEDNESDAY))
    towns.adjust()
    [arrived] = towns.arrived()
    falls = reason is not WithdrawalReason.PAID
    assert (arrived.status, arrived.feedback_reason, arrived.subject is None) == ("ingetrokken", reason, falls)
    there = towns.session.get_one(Referral, there.id, populate_existing=True)
    assert (there.status, there.news) == (("afgesloten", None) if falls else ("open", "signaalIngetrokken"))
    assert towns.told()[-1] == ("ingetrokken", reason)


def test_a_withdrawal_before_it_was_routed_there_is_not_lost(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    towns.withdraw(signal_id, WithdrawalReason.MISTAKEN, at(WEDNESDAY))
    assert towns.routed() == []
    assert [one.subject for one in towns.arrived()] == [None]


def test_an_amendment_reaches_the_second_municipality_and_leaves_the_first_as_it_was(towns: TwoTowns) -> None:
    """Wgs 4(2): a new threat begins three working days from the day of the change, Thursday 17-9: Tuesday 22-9."""
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    thursday = WEDNESDAY + timedelta(days=1)
    changes = {"bedragInCenten": 300_000, "dreiging": amended_threat()}
    amend_signal(towns.session, signal_id, changes, towns.world.corporation, at(thursday))
    towns.adjust(thursday)
    [arrived] = towns.arrived()
    assert (arrived.amount_cents, arrived.threatening) == (300_000, True)
    there = towns.session.get_one(Referral, there.id, populate_existing=True)
    assert (there.urgency, there.statutory_due) == (0, date(2026, 9, 22))
    first = towns.session.get_one(Signal, signal_id, populate_existing=True)
    assert (first.amount_cents, first.threatening, first.status) == (125_000, False, "nietOpgepakt")
    assert towns.session.get_one(Referral, towns.here.id, populate_existing=True).urgency == 1
    receipt = content_of(case_of(towns.session, first), Issue(UUID(int=1), at(thursday), "k", "https://x.example"))
    assert [one["bedragInCenten"] for one in receipt["huurachterstand"]["actualiseringen"]] == [300_000]
    assert receipt["huurachterstand"]["bedragInCenten"] == 125_000


def amended_threat() -> dict[str, Any]:
    return {"soort": ThreatKind.EVICTION, "fase": ThreatPhase.EVICTION_ANNOUNCED, "datum": date(2026, 10, 1)}


def test_an_answer_to_an_amendment_does_not_tell_whether_it_was_forwarded(towns: TwoTowns) -> None:
    """The same is accepted of who moved to a municipality that does not work here."""
    towns.join()
    forwarded = towns.receive(rent_signal(MONDAY))
    towns.forward()
    plain = towns.receive(rent_signal(MONDAY))
    referral, actor = towns.take("schuldhulp")
    close(towns.session, referral.id, EndResult.NOT_A_RESIDENT, actor, at(WEDNESDAY))
    for signal_id in (forwarded, plain):
        amended = amend_signal(
            towns.session, signal_id, {"bedragInCenten": 200_000}, towns.world.corporation, at(WEDNESDAY),
        )
        assert (amended.status, amended.feedback_reason, amended.amount_cents) == (
            "nietOpgepakt", NOT_A_RESIDENT, 125_000,
        )


def test_other_closed_signals_still_take_no_amendment(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    referral, actor = towns.take("schuldhulp")
    close(towns.session, referral.id, EndResult.DECEASED, actor, at(WEDNESDAY))
    with pytest.raises(Conflict):
        amend_signal(towns.session, signal_id, {"bedragInCenten": 1}, towns.world.corporation, at(WEDNESDAY))


def test_both_journals_hold_their_own_part_with_the_legal_basis(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    [mine] = towns.journal(towns.here.id, "verwijzing-doorgezonden")
    assert (mine.organisation_id, mine.actor_name) == (towns.world.town_id, towns.actor.name)
    assert mine.detail == {
        "gemeente": THERE, "reden": "woontInAndereGemeente", "aangesloten": True, "signalen": [str(signal_id)],
        "ontvangenOp": ["2026-09-14"],
    }
    [arrived] = towns.arrived()
    [theirs] = towns.journal(arrived.id, "signaal-van-andere-gemeente")
    assert theirs.organisation_id == towns.neighbour.id
    assert theirs.detail == {"van": TOWN, "daarOntvangenOp": "2026-09-14"}
    for row in (mine, theirs):
        assert "Wgs artikel 3, eerste lid, onder b, en artikel 8b" in row.ground
        assert "Besluit gemeentelijke schuldhulpverlening, artikel 2" in row.ground


def test_each_municipality_delivers_its_own_to_the_country(towns: TwoTowns) -> None:
    """The first ends as no resident, the second counts what came to it (DDAS vroegsignalering 1.2)."""
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    pick_up(towns.session, there.id, towns.neighbour.caseworker("schuldhulp"), at(WEDNESDAY))
    september = Period(date(2026, 9, 1), date(2026, 9, 30))
    [mine] = signals(towns.session, towns.vault, Stretch(TOWN, september))
    [theirs] = signals(towns.session, towns.vault, Stretch(THERE, september))
    assert (mine.status, mine.reason, mine.end_result) == ("nietOpgepakt", NOT_A_RESIDENT, NOT_A_RESIDENT)
    assert (theirs.status, theirs.reason, theirs.end_result, theirs.taken_up) == ("opgepakt", None, None, True)
    [case_here] = cases(towns.session, Stretch(TOWN, september))
    [case_there] = cases(towns.session, Stretch(THERE, september))
    assert (case_here.end_result, case_there.end_result) == (NOT_A_RESIDENT, None)
    assert case_there.matched_on == WEDNESDAY


def test_kept_figures_of_both_municipalities_are_right(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    fold(towns.session)
    towns.forward()
    everything_is_right(towns)
    [there] = towns.routed()
    pick_up(towns.session, there.id, towns.neighbour.caseworker("schuldhulp"), at(WEDNESDAY))
    fold(towns.session)
    amend_signal(towns.session, signal_id, {"bedragInCenten": 9}, towns.world.corporation, at(WEDNESDAY))
    towns.withdraw(signal_id, WithdrawalReason.MISTAKEN, at(WEDNESDAY))
    towns.adjust()
    everything_is_right(towns)


def everything_is_right(towns: TwoTowns) -> None:
    towns.session.flush()
    corporation = Part(corporation=towns.world.corporation_id)
    for code, part in ((TOWN, Part()), (THERE, Part()), (None, Part()), (None, corporation), (THERE, corporation)):
        view = View(Wish(code, year_of(date(2026, 1, 1)), part), Kind.RENT_ARREARS, WEDNESDAY)
        assert differences(towns.session, view) == {}, (code, part)


def test_the_corporation_is_not_counted_twice_nor_at_the_second_municipality(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    towns.routed()
    fold(towns.session)
    counted = towns.rows("SELECT code, corporation_id FROM figure_placement ORDER BY code")
    assert [(code, id_ == towns.world.corporation_id) for code, id_ in counted] == [(TOWN, True), (THERE, False)]


def test_only_rent_signals_are_forwarded(towns: TwoTowns) -> None:
    """AVG 6(1)(a): consent was for the team of this municipality."""
    towns.join()
    towns.receive(door_signal(MONDAY))
    towns.here, towns.actor = towns.take("wijkteam")
    with pytest.raises(NotLawful, match="toestemming"):
        towns.again()
    assert towns.here.status == "opgepakt"
    assert towns.arrived() == []


@pytest.mark.parametrize("code", [TOWN])
def test_ones_own_municipality_is_no_other(towns: TwoTowns, code: str) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    with pytest.raises(InvalidInput):
        towns.forward(to=code)


def test_forwarding_twice_changes_nothing(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    heard = towns.told()
    assert towns.again().name == "Gemeente Buurstad"
    assert len(towns.arrived()) == 1
    assert towns.told() == heard
    with pytest.raises(Conflict):
        towns.again(to="9903")


def test_work_that_ended_as_no_resident_can_still_go_on(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.here, towns.actor = towns.take("schuldhulp")
    close(towns.session, towns.here.id, EndResult.NOT_A_RESIDENT, towns.actor, at(MONDAY))
    heard = towns.told()
    towns.again()
    assert len(towns.arrived()) == 1
    assert towns.told() == heard, "it was told already"


@pytest.mark.parametrize("end", [EndResult.DECEASED, EndResult.NO_CONTACT])
def test_work_with_another_end_is_not_forwarded(towns: TwoTowns, end: EndResult) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.here, towns.actor = towns.take("schuldhulp")
    close(towns.session, towns.here.id, end, towns.actor, at(MONDAY))
    with pytest.raises(Conflict, match="Heropen"):
        towns.again()


def test_another_municipalitys_referral_cannot_be_forwarded(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.here, towns.actor = towns.take("schuldhulp")
    towns.actor = towns.neighbour.caseworker()
    with pytest.raises(NotFound):
        towns.again()


def test_forwarding_back_or_around_is_for_people_to_talk_about(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    colleague = towns.neighbour.caseworker("schuldhulp")
    pick_up(towns.session, there.id, colleague, at(WEDNESDAY))
    with pytest.raises(Conflict, match="Overleg"):
        forward(towns.session, towns.vault, ForwardRequest(there.id, TOWN), colleague, at(WEDNESDAY))


def test_it_may_go_on_to_a_third_and_a_withdrawal_reaches_that_too(towns: TwoTowns) -> None:
    towns.join()
    with time_machine.travel(at(MONDAY, 0), tick=False):
        Neighbour(towns.session, "9903", "Gemeente Verderop")
    sent = rent_signal(MONDAY)
    signal_id = towns.receive(sent)
    towns.forward()
    [there] = towns.routed()
    colleague = towns.neighbour.caseworker("schuldhulp")
    pick_up(towns.session, there.id, colleague, at(WEDNESDAY))
    forward(towns.session, towns.vault, ForwardRequest(there.id, "9903"), colleague, at(WEDNESDAY))
    assert len(towns.told()) == 3, "doorgezet, opgepakt, nietOpgepakt: nothing of the second or the third"
    towns.withdraw(signal_id, WithdrawalReason.TENANT_OBJECTS, at(WEDNESDAY))
    rows = towns.rows("SELECT municipality_code, status, subject IS NULL FROM signal ORDER BY municipality_code")
    assert rows == [(TOWN, "ingetrokken", True), (THERE, "ingetrokken", True), ("9903", "ingetrokken", True)]


def test_reopening_takes_it_back_before_the_other_worked_on_it(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    back = reopen(towns.session, towns.here.id, ReopenReason.MISTAKE, towns.actor, at(WEDNESDAY))
    towns.adjust()
    assert (back.status, back.forwarded_to) == ("opgepakt", None)
    [arrived] = towns.arrived()
    assert (arrived.status, arrived.subject) == ("ingetrokken", None)
    there = towns.session.get_one(Referral, there.id, populate_existing=True)
    assert (there.status, there.end_result) == ("afgesloten", EndResult.UNJUSTIFIED)
    assert towns.told()[-1] == ("opgepakt", None)
    towns.again()
    assert sorted(one.status for one in towns.arrived()) == ["ingetrokken", "ontvangen"]


def test_what_the_other_took_up_cannot_be_taken_back(towns: TwoTowns) -> None:
    towns.join()
    towns.receive(rent_signal(MONDAY))
    towns.forward()
    [there] = towns.routed()
    pick_up(towns.session, there.id, towns.neighbour.caseworker("schuldhulp"), at(WEDNESDAY))
    with pytest.raises(Conflict, match="Gemeente Buurstad heeft dit signaal al opgepakt"):
        reopen(towns.session, towns.here.id, ReopenReason.MISTAKE, towns.actor, at(WEDNESDAY))


def test_what_changed_while_it_was_forwarded_counts_after_reopening(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    changes = {"bedragInCenten": 300_000, "dreiging": amended_threat()}
    amend_signal(towns.session, signal_id, changes, towns.world.corporation, at(WEDNESDAY))
    reopen(towns.session, towns.here.id, ReopenReason.MISTAKE, towns.actor, at(WEDNESDAY))
    towns.adjust()
    signal = towns.session.get_one(Signal, signal_id, populate_existing=True)
    assert (signal.amount_cents, signal.threatening) == (300_000, True)
    here = towns.session.get_one(Referral, towns.here.id, populate_existing=True)
    assert (here.urgency, here.statutory_due) == (0, date(2026, 9, 21))


def test_each_municipality_forgets_by_its_own_term(towns: TwoTowns) -> None:
    """AVG 5(1)(e): the first keeps its closed referral, without the person when its term has passed."""
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.forward()
    towns.routed()
    much_later = MONDAY + timedelta(days=700)
    forget_expired(towns.session, ROBOT, at(much_later), 100)
    towns.session.expire_all()
    here = towns.session.get_one(Referral, towns.here.id)
    assert (here.forgotten_at is not None, here.end_result) == (True, EndResult.NOT_A_RESIDENT)
    assert towns.session.get_one(Signal, signal_id).subject is None
    assert [one.subject is not None for one in towns.arrived()] == [True], "there it is still open"


def test_for_a_municipality_that_does_not_work_here_there_is_a_file_once(towns: TwoTowns) -> None:
    sent = rent_signal(MONDAY)
    towns.receive(sent)
    towns.here, towns.actor = towns.take("schuldhulp")
    record_attempt(
        towns.session, towns.here.id, Attempt(ContactKind.PHONE, MONDAY, PartOfDay.MORNING, True), towns.actor,
        at(MONDAY),
    )
    result = towns.again(to="0363")
    assert result.name is None
    assert result.document is not None
    [signal] = result.document["signalen"]
    assert (signal["corporatie"], signal["referentie"]) == ("Proefwonen", sent["referentie"])
    assert (signal["ontvangenOp"], result.document["doorgezondenOp"]) == ("2026-09-14", "2026-09-16")
    assert signal["betrokkene"] == sent["betrokkene"]
    assert signal["huurachterstand"]["bedragInCenten"] == 125_000
    assert towns.actor.name not in json.dumps(result.document)
    assert "Telefoon" not in json.dumps(result.document)
    assert towns.told()[-1] == ("nietOpgepakt", NOT_A_RESIDENT)
    with pytest.raises(Gone, match="niet bewaard"):
        towns.again(to="0363")
    stored = towns.rows("SELECT count(*) FROM signal WHERE municipality_code = '0363'")
    assert stored == [(0,)]


def test_the_law_in_the_file_is_quoted_to_the_letter() -> None:
    read = "\n".join(path.read_text("utf-8") for path in (ROOT / "service" / "rules" / "texts").glob("*.txt"))
    assert len(BASES) == 3
    for basis in BASES:
        assert basis.quotation
        assert basis.quotation in read


def test_reopening_gives_a_new_file_when_the_first_was_lost(towns: TwoTowns) -> None:
    towns.receive(rent_signal(MONDAY))
    towns.forward(to="0363")
    reopen(towns.session, towns.here.id, ReopenReason.MISTAKE, towns.actor, at(WEDNESDAY))
    assert towns.again(to="0363").document is not None


def test_only_an_address_that_lies_elsewhere_may_be_told(towns: TwoTowns) -> None:
    """Awb 2:3(1), (3): the sender of a message for another authority hears where it went; it knows the address."""
    towns.join()
    document = rent_signal(MONDAY)
    document["betrokkene"]["adres"]["postcode"] = "1011AB"
    signal_id = towns.receive(document)
    towns.forward(reason=ADDRESS)
    last = told_about(towns.session, towns.session.get_one(Signal, signal_id))[-1].document()
    assert (last["status"], last["reden"], last["doorgezonden"]) == (
        "nietOpgepakt", NOT_A_RESIDENT, {"gemeentecode": THERE},
    )
    [row] = towns.journal(towns.here.id, "verwijzing-doorgezonden")
    assert row.ground.endswith("Awb artikel 2:3")


def test_an_address_in_ones_own_area_is_no_address_elsewhere(towns: TwoTowns) -> None:
    """A finding in the BRP is no case of Awb 2:3(3): a slip must not tell where somebody lives."""
    towns.join()
    towns.receive(rent_signal(MONDAY))
    with pytest.raises(InvalidInput) as told:
        towns.forward(reason=ADDRESS)
    assert "eigen gebied" in told.value.faults[0].detail


def test_nobody_forwards_what_was_erased(towns: TwoTowns) -> None:
    towns.join()
    signal_id = towns.receive(rent_signal(MONDAY))
    towns.here, towns.actor = towns.take("schuldhulp")
    towns.withdraw(signal_id, WithdrawalReason.PAID, at(MONDAY))
    with pytest.raises(Conflict, match="geen signaal om door te zenden"):
        towns.again()


def test_the_code_of_the_result_is_the_national_one() -> None:
    assert EndResult.NOT_A_RESIDENT == NOT_A_RESIDENT
