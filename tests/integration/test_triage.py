"""What a person decides: which question is open, what follows from each answer, and that it is written down."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import AlreadyPickedUp, Conflict, InvalidInput
from service.policy.model import MissingAgreement, TeamChoice
from service.policy.threshold import Thresholds
from service.referrals.questions import RESULTS, Finding, Question, TriageAnswer, TriageReason, question_at
from service.referrals.refer import refer_signals
from service.referrals.status import EndResult
from service.referrals.tables import Referral
from service.referrals.triage import Decided, decide, send_to_triage
from service.rules.facts import Destination
from service.signals.receive import Receipt, Refusal, receive_signal
from service.signals.schemas import read_report
from service.vault import Vault
from tests.factories import create_agreement, door_signal, person, rent_block, rent_signal, threat
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT, referrals

TUESDAY = MONDAY + timedelta(days=1)
ON, STOP = TriageAnswer.GO_ON, TriageAnswer.STOP


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def _large(**more: Any) -> dict[str, Any]:
    return rent_signal(MONDAY, huurachterstand=rent_block(MONDAY, bedragInCenten=3_000_000)) | more


@pytest.fixture
def asked(work: Casework) -> tuple[Referral, Caseworker]:
    work.receive(_large())
    return work.take("triage")


def _decide(work: Casework, decided: Decided, actor: Caseworker) -> Referral:
    return decide(work.session, work.vault, decided, actor, at(TUESDAY))


def test_the_open_question_and_its_answers_are_told(work: Casework, asked: tuple[Referral, Caseworker]) -> None:
    referral, actor = asked
    seen = work.look(referral.id, actor)
    question = seen["openVraag"]
    assert question["code"] == "beleidVraagtMens"
    assert [one["code"] for one in question["antwoorden"]] == ["doorzetten", "nietOppakken"]
    assert all(one["gevolg"].endswith(".") and one["redenen"] for one in question["antwoorden"])
    assert [team["id"] for team in question["teams"]] == ["schuldhulp-noord", "schuldhulp-zuid"]


def test_a_referral_at_a_desk_has_no_question(work: Casework) -> None:
    work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    assert work.look(referral.id, actor)["openVraag"] is None
    with pytest.raises(Conflict, match="niet op de triage"):
        _decide(work, Decided(referral.id, ON, TriageReason.SIGNAL_IN_ORDER), actor)


def test_going_on_puts_it_on_the_worklist_it_was_meant_for(
    work: Casework, asked: tuple[Referral, Caseworker]
) -> None:
    referral, actor = asked
    due = referral.statutory_due
    moved = _decide(work, Decided(referral.id, ON, TriageReason.SIGNAL_IN_ORDER), actor)
    assert (moved.id, moved.destination, moved.team) == (referral.id, "schuldhulp", "schuldhulp-noord")
    assert (moved.status, moved.assigned_to, moved.statutory_due) == ("open", None, due)
    assert "vraag" not in moved.routing
    assert work.told() == [("doorgezet", None)], "triage takes nothing up"
    [entry] = work.journal(referral.id, "triage-beslist")
    assert (entry.actor_id, entry.at) == (actor.id, at(TUESDAY))
    assert entry.detail == {"vraag": "beleidVraagtMens", "antwoord": "doorzetten", "reden": "signaalInOrde"}


def test_a_chosen_team_goes_before_that_of_the_area(work: Casework, asked: tuple[Referral, Caseworker]) -> None:
    referral, actor = asked
    chosen = Decided(referral.id, ON, TriageReason.SIGNAL_IN_ORDER, "schuldhulp-zuid")
    with pytest.raises(InvalidInput):
        _decide(work, replace(chosen, team="wijkteam-oost"), actor)
    assert _decide(work, chosen, actor).team == "schuldhulp-zuid"


@pytest.mark.parametrize(("reason", "told"), [
    (TriageReason.UNJUSTIFIED, "Niet opgepakt: onterecht signaal"),
    (TriageReason.REPEATED, "Niet opgepakt: herhaalde melding"),
    (TriageReason.DECEASED, "Inwoner is overleden"),
    (TriageReason.OTHER, None),
])
def test_not_taken_up_closes_with_a_national_result(
    work: Casework, asked: tuple[Referral, Caseworker], reason: TriageReason, told: str | None
) -> None:
    referral, actor = asked
    closed = _decide(work, Decided(referral.id, STOP, reason), actor)
    assert (closed.status, closed.end_result) == ("afgesloten", RESULTS[reason])
    assert work.told()[-1] == ("nietOpgepakt", told)
    with pytest.raises(Conflict):
        _decide(work, Decided(referral.id, STOP, reason), actor)


@pytest.mark.parametrize(("answer", "reason", "pointer"), [
    (TriageAnswer.NOT_A_RESIDENT, TriageReason.LIVES_ELSEWHERE, "#/antwoord"),
    (ON, TriageReason.UNJUSTIFIED, "#/reden"),
    (STOP, TriageReason.SIGNAL_IN_ORDER, "#/reden"),
])
def test_an_answer_fits_the_question_and_a_reason_the_answer(
    work: Casework, asked: tuple[Referral, Caseworker], answer: TriageAnswer, reason: TriageReason, pointer: str
) -> None:
    referral, actor = asked
    with pytest.raises(InvalidInput) as refused:
        _decide(work, Decided(referral.id, answer, reason), actor)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert work.journal(referral.id, "triage-beslist") == []


def test_only_the_holder_decides(work: Casework, asked: tuple[Referral, Caseworker]) -> None:
    with pytest.raises(AlreadyPickedUp):
        _decide(work, Decided(asked[0].id, ON, TriageReason.SIGNAL_IN_ORDER), work.world.caseworker("triage"))


def test_without_a_policy_a_person_decides_and_no_team_is_known(work: Casework) -> None:
    before = MONDAY - timedelta(days=7)
    document = rent_signal(before)
    work.receive(document, before)
    referral, actor = work.take("triage")
    assert work.look(referral.id, actor, before)["openVraag"]["code"] == "geenBeleid"
    moved = decide(
        work.session, work.vault, Decided(referral.id, ON, TriageReason.SIGNAL_IN_ORDER), actor, at(before),
    )
    assert (moved.destination, moved.team) == ("schuldhulp", None)


def test_in_an_unknown_area_a_team_is_chosen(work: Casework) -> None:
    work.decree(TUESDAY, default_teams=TeamChoice())
    work.receive(rent_signal(TUESDAY, betrokkene=person(61, "1055AB")), TUESDAY)
    referral, actor = work.take("triage", TUESDAY)
    question = work.look(referral.id, actor, TUESDAY)["openVraag"]
    assert (question["code"], question["teamNodig"]) == ("onbekendGebied", True)
    wish = Decided(referral.id, ON, TriageReason.TEAM_CHOSEN)
    with pytest.raises(InvalidInput):
        _decide(work, wish, actor)
    assert _decide(work, replace(wish, team="schuldhulp-noord"), actor).team == "schuldhulp-noord"


def test_a_finding_brings_a_referral_to_triage(work: Casework) -> None:
    work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    sent = send_to_triage(work.session, referral.id, Finding.NOT_REGISTERED, actor, at(TUESDAY))
    assert (sent.destination, sent.team, sent.status, sent.assigned_to) == ("triage", "triage", "open", None)
    triage = work.world.caseworker("triage")
    question = work.look(referral.id, triage)["openVraag"]
    assert question["code"] == "nietInBrp"
    assert [one["code"] for one in question["antwoorden"]] == ["inwoner", "geenInwoner", "bijzondereOmstandigheden"]
    [entry] = work.journal(referral.id, "verwijzing-naar-triage")
    assert (entry.actor_id, entry.detail) == (actor.id, {"bevinding": "nietInBrp"})
    with pytest.raises(Conflict, match="al op de triage"):
        send_to_triage(work.session, referral.id, Finding.NOT_REGISTERED, work.world.caseworker(), at(TUESDAY))


@pytest.mark.parametrize(("answer", "reason", "status"), [
    (TriageAnswer.RESIDENT, TriageReason.LIVES_HERE, "open"),
    (TriageAnswer.SPECIAL, TriageReason.HELP_IS_NEEDED, "open"),
    (TriageAnswer.NOT_A_RESIDENT, TriageReason.LIVES_ELSEWHERE, "afgesloten"),
])
def test_who_is_not_in_the_register_is_decided_by_a_person(
    work: Casework, answer: TriageAnswer, reason: TriageReason, status: str
) -> None:
    work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    send_to_triage(work.session, referral.id, Finding.NOT_REGISTERED, actor, at(TUESDAY))
    _, triage = work.take("triage", TUESDAY)
    found = _decide(work, Decided(referral.id, answer, reason), triage)
    assert found.status == status
    expected = EndResult.NOT_A_RESIDENT if status == "afgesloten" else None
    assert found.end_result == expected
    assert work.told()[-1] == (("nietOpgepakt", expected) if expected else ("opgepakt", None))


def test_the_wijkteam_knows_no_special_circumstances_and_no_withheld_rent(work: Casework) -> None:
    codes = question_at({"vraag": Question.NOT_REGISTERED, "bedoeld": Destination.NEIGHBOURHOOD_TEAM}).options
    assert TriageAnswer.SPECIAL not in [option.answer for option in codes]
    work.receive(door_signal(MONDAY))
    referral, actor = work.take("wijkteam")
    with pytest.raises(InvalidInput):
        send_to_triage(work.session, referral.id, Finding.RENT_WITHHELD, actor, at(TUESDAY))


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("intended", Destination)
def test_every_question_has_an_answer_that_goes_on_and_one_that_ends(question: Question, intended: Destination) -> None:
    asked = question_at({"vraag": question, "bedoeld": intended})
    assert {option.goes_on for option in asked.options} == {True, False}
    for option in asked.options:
        assert len({reason in RESULTS for reason in option.reasons}) == 1, "one answer, one way"
    assert set(map(str, Finding)) <= set(map(str, Question))


def test_work_that_is_open_at_the_desk_takes_it_up(work: Casework) -> None:
    who = person(62)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    held, helper = work.take("schuldhulp")
    work.receive(_large(betrokkene=who))
    referral, actor = work.take("triage")
    found = _decide(work, Decided(referral.id, ON, TriageReason.SIGNAL_IN_ORDER), actor)
    assert (found.id, found.status, found.news) == (held.id, "opgepakt", "nieuwSignaal")
    assert len(work.look(held.id, helper, TUESDAY)["signalen"]) == 2
    assert (referral.status, referral.end_result) == ("afgesloten", None)
    assert work.told() == [("doorgezet", None), ("opgepakt", None), ("doorgezet", None), ("opgepakt", None)]
    assert work.journal(referral.id, "verwijzing-opgegaan")


def test_a_second_question_about_the_household_waits_for_the_first(work: Casework) -> None:
    who = person(63)
    work.receive(_large(betrokkene=who))
    work.receive(rent_signal(MONDAY, betrokkene=who))
    referral, actor = work.take("schuldhulp")
    with pytest.raises(Conflict, match="wacht al een vraag"):
        send_to_triage(work.session, referral.id, Finding.RENT_WITHHELD, actor, at(TUESDAY))


def test_a_later_signal_of_the_household_opens_its_own_work_meanwhile(work: Casework) -> None:
    who = person(64)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    referral, actor = work.take("schuldhulp")
    send_to_triage(work.session, referral.id, Finding.NOT_REGISTERED, actor, at(MONDAY))
    answer = receive_signal(
        work.session, work.vault, read_report(rent_signal(TUESDAY, betrokkene=who), TUESDAY),
        work.world.corporation, at(TUESDAY),
    )
    assert isinstance(answer, Receipt)
    refer_signals(work.session, work.vault, [answer.id], ROBOT, at(TUESDAY))
    assert sorted(row.destination for row in referrals(work.session)) == ["schuldhulp", "triage"]
    _, triage = work.take("triage", TUESDAY)
    found = _decide(work, Decided(referral.id, TriageAnswer.RESIDENT, TriageReason.LIVES_HERE), triage)
    assert found.id != referral.id
    assert len(work.rows("SELECT DISTINCT referral_id FROM referral_signal")) == 1
    assert work.session.scalar(text("SELECT count(*) FROM referral WHERE status <> 'afgesloten'")) == 1


class TestWithoutAgreement:
    """A municipality that chose triage: the question about the agreement, its answers and what follows."""

    @pytest.fixture
    def work(self, work: Casework) -> Casework:
        work.decree(TUESDAY, missing_agreement=MissingAgreement.TRIAGE, thresholds=Thresholds())
        self.end_agreements(work)
        return work

    @staticmethod
    def end_agreements(work: Casework) -> None:
        work.session.execute(text("UPDATE agreement SET valid_until = :day"), {"day": MONDAY})

    @staticmethod
    def agree(work: Casework) -> None:
        create_agreement(work.session, work.world.corporation.organisation_id, kinds=["huurachterstand"])

    def test_it_waits_at_triage_with_its_own_question(self, work: Casework) -> None:
        work.receive(rent_signal(TUESDAY), TUESDAY)
        referral, actor = work.take("triage", TUESDAY)
        question = work.look(referral.id, actor, TUESDAY)["openVraag"]
        assert question["code"] == "geenOvereenkomst"
        assert "geen overeenkomst" in question["toelichting"]
        on, stop = question["antwoorden"]
        assert (on["code"], on["redenen"]) == ("doorzetten", ["overeenkomstGesloten", "gemeenteStemtIn"])
        assert "termijn loopt door vanaf de ontvangst" in on["gevolg"]
        assert stop["redenen"][0] == "geenOvereenkomst"
        assert (referral.statutory_due, referral.urgency) == (TUESDAY + timedelta(days=28), 1)

    def test_a_threatened_eviction_keeps_its_three_days_and_its_place_on_top(self, work: Casework) -> None:
        document = rent_signal(TUESDAY, huurachterstand=rent_block(TUESDAY, dreiging=threat(TUESDAY)))
        work.receive(document, TUESDAY)
        referral, _ = work.take("triage", TUESDAY)
        assert (referral.statutory_due, referral.urgency) == (TUESDAY + timedelta(days=3), 0)

    def test_the_municipality_consents_to_this_signal(self, work: Casework) -> None:
        work.receive(rent_signal(TUESDAY), TUESDAY)
        referral, actor = work.take("triage", TUESDAY)
        moved = _decide(work, Decided(referral.id, ON, TriageReason.CONSENT_GIVEN), actor)
        assert (moved.destination, moved.statutory_due) == ("schuldhulp", TUESDAY + timedelta(days=28))
        [entry] = work.journal(referral.id, "triage-beslist")
        assert entry.detail == {"vraag": "geenOvereenkomst", "antwoord": "doorzetten", "reden": "gemeenteStemtIn"}

    def test_that_an_agreement_was_made_is_looked_up(self, work: Casework) -> None:
        work.receive(rent_signal(TUESDAY), TUESDAY)
        referral, actor = work.take("triage", TUESDAY)
        made = Decided(referral.id, ON, TriageReason.AGREEMENT_MADE)
        with pytest.raises(InvalidInput) as refused:
            _decide(work, made, actor)
        assert [fault.code for fault in refused.value.faults] == ["geenOvereenkomst"]
        assert work.journal(referral.id, "triage-beslist") == []
        self.agree(work)
        assert _decide(work, made, actor).destination == "schuldhulp"

    def test_not_taken_up_without_an_agreement_tells_the_corporation_no_reason(self, work: Casework) -> None:
        work.receive(rent_signal(TUESDAY), TUESDAY)
        referral, actor = work.take("triage", TUESDAY)
        closed = _decide(work, Decided(referral.id, STOP, TriageReason.NO_AGREEMENT), actor)
        assert (closed.status, closed.end_result) == ("afgesloten", "Niet opgepakt: andere reden")
        assert work.told()[-1] == ("nietOpgepakt", None)

    @pytest.mark.parametrize("changes", [
        {"betalingsregeling": "nagekomen"}, {"huidigeHuurder": False}, {"bestemming": "overig"},
    ])
    def test_what_lacks_more_is_refused_and_nothing_is_kept(self, work: Casework, changes: dict[str, Any]) -> None:
        document = rent_signal(TUESDAY, huurachterstand=rent_block(TUESDAY, **changes))
        answer = receive_signal(
            work.session, work.vault, read_report(document, TUESDAY), work.world.corporation, at(TUESDAY),
        )
        assert isinstance(answer, Refusal)
        assert work.rows("SELECT 1 FROM signal") == []

    def test_behind_the_door_is_refused(self, work: Casework) -> None:
        report = read_report(door_signal(TUESDAY), TUESDAY)
        assert isinstance(
            receive_signal(work.session, work.vault, report, work.world.corporation, at(TUESDAY)), Refusal,
        )

    def test_a_municipality_that_is_not_served_refuses(self, work: Casework) -> None:
        report = read_report(rent_signal(TUESDAY, gemeentecode="0363"), TUESDAY)
        answer = receive_signal(work.session, work.vault, report, work.world.corporation, at(TUESDAY))
        assert isinstance(answer, Refusal)
        assert answer.decision["oordeel"] == "geweigerd"

    def test_it_joins_a_question_that_waits_and_its_own_is_not_passed_over(self, work: Casework) -> None:
        self.agree(work)
        work.receive(_large(betrokkene=person(71)), TUESDAY)
        self.end_agreements(work)
        work.receive(rent_signal(TUESDAY, betrokkene=person(71)), TUESDAY)
        referral, actor = work.take("triage", TUESDAY)
        assert work.look(referral.id, actor, TUESDAY)["openVraag"]["code"] == "geenOvereenkomst"
        same = _decide(work, Decided(referral.id, ON, TriageReason.CONSENT_GIVEN), actor)
        assert (same.id, same.destination, same.assigned_to) == (referral.id, "triage", actor.id)
        following = work.look(referral.id, actor, TUESDAY)["openVraag"]
        assert (following["code"], "25.000" in following["toelichting"]) == ("beleidVraagtMens", True)
        moved = _decide(work, Decided(referral.id, ON, TriageReason.SIGNAL_IN_ORDER), actor)
        assert moved.destination == "schuldhulp"
        assert "daarna" not in moved.routing
        assert len(work.journal(referral.id, "triage-beslist")) == 2

    def test_a_team_is_chosen_with_the_last_question(self, work: Casework) -> None:
        work.decree(TUESDAY + timedelta(days=1), missing_agreement=MissingAgreement.TRIAGE, default_teams=TeamChoice())
        wednesday, far = TUESDAY + timedelta(days=1), person(72, "1055AB")
        self.agree(work)
        work.receive(rent_signal(wednesday, betrokkene=far), wednesday)
        self.end_agreements(work)
        work.receive(rent_signal(wednesday, betrokkene=far), wednesday)
        referral, actor = work.take("triage", wednesday)
        chosen = Decided(referral.id, ON, TriageReason.CONSENT_GIVEN, "schuldhulp-zuid")
        with pytest.raises(InvalidInput) as refused:
            decide(work.session, work.vault, chosen, actor, at(wednesday))
        assert [fault.pointer for fault in refused.value.faults] == ["#/team"]
        decide(work.session, work.vault, replace(chosen, team=None), actor, at(wednesday))
        last = Decided(referral.id, ON, TriageReason.TEAM_CHOSEN, "schuldhulp-zuid")
        assert decide(work.session, work.vault, last, actor, at(wednesday)).team == "schuldhulp-zuid"

    def test_two_signals_routed_at_once_bring_both_questions(self, work: Casework) -> None:
        self.agree(work)
        first = self._received(work, _large(betrokkene=person(73)))
        self.end_agreements(work)
        second = self._received(work, rent_signal(TUESDAY, betrokkene=person(73)))
        refer_signals(work.session, work.vault, [first, second], ROBOT, at(TUESDAY))
        [referral] = referrals(work.session)
        assert referral.routing["vraag"] == "geenOvereenkomst"
        assert [one["vraag"] for one in referral.routing["daarna"]] == ["beleidVraagtMens"]

    @staticmethod
    def _received(work: Casework, document: dict[str, Any]) -> UUID:
        report = read_report(document, TUESDAY)
        answer = receive_signal(work.session, work.vault, report, work.world.corporation, at(TUESDAY))
        assert isinstance(answer, Receipt)
        return answer.id
