"""Terms that can be proven kept: offer, answer, first talk, decision, and the wijkteam's tasks, each with its day."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import AlreadyPickedUp, Conflict, InvalidInput
from service.referrals.close import close
from service.referrals.decide import Decision, record_decision
from service.referrals.hand_over import HandOver, hand_over
from service.referrals.pick_up import pick_up
from service.referrals.progress import DecisionKind, OfferReaction, StepKind
from service.referrals.questions import Finding, TriageAnswer, TriageReason
from service.referrals.sharing import GivenConsent
from service.referrals.status import NO_DECISION_POSSIBLE, EndResult
from service.referrals.steps import Offer, record_offer, record_talk
from service.referrals.tables import Referral
from service.referrals.tasks import TaskDone, record_task
from service.referrals.triage import Decided, decide, send_to_triage
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.vault import Vault
from tests.factories import door_signal, person, rent_block, rent_signal, threat
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import referrals

ACCEPTED, DECLINED, SILENT = OfferReaction.ACCEPTED, OfferReaction.DECLINED, OfferReaction.NONE
FOUR_WEEKS = date(2026, 10, 12)


def _september(day: int) -> date:
    return date(2026, 9, day)


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


class Case:
    """One referral and its caseworker, on a day that moves on."""

    def __init__(self, work: Casework, destination: str) -> None:
        self.work = work
        self.referral, self.actor = work.take(destination)

    def offer(self, made: date, reaction: OfferReaction, reacted: date | None, on: date | None = None) -> Referral:
        told = Offer(self.referral.id, made, reaction, reacted)
        return record_offer(self.work.session, self.work.vault, told, self.actor, at(on or reacted or made))

    def talk(self, held: date, on: date | None = None) -> Referral:
        return record_talk(self.work.session, self.referral.id, held, self.actor, at(on or held))

    def decide(self, taken: date, kind: DecisionKind = DecisionKind.PLAN, on: date | None = None) -> Referral:
        told = Decision(self.referral.id, taken, kind)
        return record_decision(self.work.session, told, self.actor, at(on or taken))

    def task(self, kind: StepKind, done: date, on: date | None = None) -> Referral:
        return record_task(self.work.session, TaskDone(self.referral.id, kind, done), self.actor, at(on or done))

    def terms(self, on: date) -> dict[str, dict[str, Any]]:
        seen = self.work.look(self.referral.id, self.actor, on)
        return {line["soort"]: line for line in seen["termijnen"]}

    def tasks(self, on: date) -> dict[str, dict[str, Any]]:
        return {one["soort"]: one for one in self.work.look(self.referral.id, self.actor, on)["taken"]}


@pytest.fixture
def case(work: Casework) -> Case:
    work.receive(rent_signal(MONDAY))
    return Case(work, "schuldhulp")


@pytest.fixture
def care(work: Casework) -> Case:
    work.receive(door_signal(MONDAY))
    return Case(work, "wijkteam")


def _codes(error: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def test_all_steps_in_time_are_proven_with_their_days(case: Case) -> None:
    case.offer(_september(15), ACCEPTED, _september(18))
    held = case.talk(_september(25))
    assert (held.term, held.statutory_due, held.target_due) == ("besluit", date(2026, 11, 20), None)
    done = case.decide(date(2026, 11, 20))
    assert done.term is None
    terms = case.terms(date(2026, 11, 22))
    assert list(terms) == ["aanbod", "reactie", "eersteGesprek", "besluit"]
    assert {name: line["gehaaldOp"] for name, line in terms.items()} == {
        "aanbod": "2026-09-15", "reactie": "2026-09-18", "eersteGesprek": "2026-09-25", "besluit": "2026-11-20",
    }
    assert all(line["opTijd"] for line in terms.values())
    assert terms["aanbod"]["uiterlijk"] is None
    assert terms["aanbod"]["streefdatum"] == "2026-09-28"
    assert terms["eersteGesprek"]["uiterlijk"] == FOUR_WEEKS.isoformat()
    assert terms["eersteGesprek"]["bron"] == "Wgs artikel 4, eerste lid, onder b"
    assert terms["besluit"]["bron"] == "Wgs artikel 4a, derde lid"


def test_before_anything_happens_the_first_terms_run(case: Case) -> None:
    terms = case.terms(MONDAY)
    assert list(terms) == ["aanbod", "reactie", "eersteGesprek"]
    assert [line["opTijd"] for line in terms.values()] == [None, None, None]
    late = case.terms(date(2026, 10, 13))
    assert late["aanbod"]["opTijd"] is False, "the municipality's own day has passed"
    assert late["eersteGesprek"]["opTijd"] is None, "the law's term holds only when the offer is accepted"


def test_an_accepted_offer_without_a_talk_is_late_after_the_term(case: Case) -> None:
    case.offer(_september(15), ACCEPTED, _september(18))
    assert case.terms(FOUR_WEEKS)["eersteGesprek"]["opTijd"] is None
    assert case.terms(FOUR_WEEKS + timedelta(days=1))["eersteGesprek"]["opTijd"] is False
    case.talk(date(2026, 10, 20))
    assert case.terms(date(2026, 10, 20))["eersteGesprek"]["opTijd"] is False


def test_case_57_accepted_after_the_term_is_a_request_of_their_own(case: Case) -> None:
    origin = case.offer(_september(15), ACCEPTED, date(2026, 10, 19))
    assert origin.term is None
    [new] = [row for row in referrals(case.work.session) if row.id != origin.id]
    assert (new.ground, new.destination, new.statutory_due) == ("eigenVerzoek", "schuldhulp", date(2026, 11, 16))
    assert (new.status, new.assigned_to, new.team) == ("opgepakt", case.actor.id, origin.team)
    seen = case.work.look(new.id, case.actor, date(2026, 10, 19))
    [link] = seen["koppelingen"]
    assert (link["soort"], link["richting"], link["verwijzing"]) == ("laatGeaccepteerd", "van", str(origin.id))
    assert link["betrokkene"]["achternaam"].startswith("Voorbeeldsma")
    assert [line["bron"] for line in seen["termijnen"]] == ["Wgs artikel 4, eerste lid, onder a"]
    old = case.terms(date(2026, 12, 1))
    assert old["reactie"]["opTijd"] is False
    assert (old["eersteGesprek"]["opTijd"], old["eersteGesprek"]["vervallenOp"]) == (None, "2026-10-19")
    for step in (lambda: case.talk(date(2026, 10, 20)), lambda: case.offer(_september(15), SILENT, None)):
        with pytest.raises(Conflict, match="eigen verzoek"):
            step()


def test_the_own_request_goes_on_with_steps_of_its_own(case: Case) -> None:
    case.offer(_september(15), ACCEPTED, date(2026, 10, 19), on=date(2026, 10, 23))
    [new] = [row for row in referrals(case.work.session) if row.id != case.referral.id]
    assert new.statutory_due == date(2026, 11, 16), "from the day of acceptance, not from when it was written down"
    case.referral = new
    held = case.talk(date(2026, 10, 20), on=date(2026, 10, 23))
    assert (held.term, held.statutory_due) == ("besluit", date(2026, 12, 15))
    assert case.terms(date(2026, 10, 23))["eersteGesprek"]["opTijd"] is True


def test_accepted_on_the_last_day_is_in_time(case: Case) -> None:
    assert case.offer(_september(15), ACCEPTED, FOUR_WEEKS).term == "eersteGesprek"
    assert len(referrals(case.work.session)) == 1


def test_accepted_late_in_a_threatening_situation_brings_three_working_days(work: Casework) -> None:
    work.receive(rent_signal(MONDAY, huurachterstand=rent_block(MONDAY, dreiging=threat(MONDAY))))
    case = Case(work, "schuldhulp")
    case.offer(_september(15), ACCEPTED, _september(21))
    [new] = [row for row in referrals(work.session) if row.id != case.referral.id]
    assert (new.statutory_due, new.urgency) == (_september(24), 0)


def test_an_open_request_of_the_household_is_joined_and_stays_with_its_holder(work: Casework) -> None:
    who = person(71)
    work.receive(door_signal(MONDAY, betrokkene=who, zorgen=["geldzorgen"], bestemmingen=["schuldhulp"]))
    request, colleague = work.take("schuldhulp")
    work.receive(rent_signal(MONDAY, betrokkene=who))
    case = Case(work, "schuldhulp")
    case.offer(_september(15), ACCEPTED, date(2026, 10, 19))
    work.session.refresh(request)
    assert (request.assigned_to, request.statutory_due) == (colleague.id, FOUR_WEEKS)
    assert len(referrals(work.session)) == 2


def test_case_56_declined_ends_the_term(case: Case) -> None:
    declined = case.offer(_september(15), DECLINED, _september(18))
    assert declined.term is None
    line = case.terms(date(2026, 12, 1))["eersteGesprek"]
    assert (line["opTijd"], line["gehaaldOp"], line["vervallenOp"]) == (None, None, "2026-09-18")
    with pytest.raises(Conflict, match="wees het aanbod af"):
        case.talk(_september(20))


def test_who_declined_and_then_accepts_in_time_has_the_term_again(case: Case) -> None:
    case.offer(_september(15), DECLINED, _september(18))
    again = case.offer(_september(15), ACCEPTED, _september(22))
    assert (again.term, again.statutory_due) == ("eersteGesprek", FOUR_WEEKS)
    assert case.terms(_september(22))["eersteGesprek"]["vervallenOp"] is None


def test_a_signal_after_the_end_of_the_term_begins_its_own(work: Casework) -> None:
    who = person(72)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    case = Case(work, "schuldhulp")
    case.offer(_september(15), DECLINED, _september(18))
    later = _september(28)
    work.receive(rent_signal(later, betrokkene=who), later)
    [new] = [row for row in referrals(work.session) if row.id != case.referral.id]
    assert (new.term, new.statutory_due) == ("eersteGesprek", date(2026, 10, 26))
    with pytest.raises(Conflict, match="nieuwe verwijzing"):
        case.offer(_september(15), ACCEPTED, _september(28))


def test_a_signal_during_the_term_of_the_decision_joins_and_moves_no_day(work: Casework) -> None:
    who = person(73)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    case = Case(work, "schuldhulp")
    due = case.talk(_september(16)).statutory_due
    later = _september(17)
    work.receive(rent_signal(later, betrokkene=who), later)
    work.session.refresh(case.referral)
    assert (case.referral.term, case.referral.statutory_due, case.referral.news) == ("besluit", due, "nieuwSignaal")


def test_case_55_waived_in_the_talk_needs_no_decision(case: Case) -> None:
    case.talk(_september(16))
    with pytest.raises(InvalidInput) as refused:
        case.decide(_september(17), DecisionKind.WAIVED)
    assert _codes(refused) == [("#/genomenOp", "nietInGesprek")]
    assert case.decide(_september(16), DecisionKind.WAIVED).term is None
    line = case.terms(date(2026, 12, 1))["besluit"]
    assert (line["gehaaldOp"], line["vervallenOp"], line["opTijd"]) == (None, "2026-09-16", None)


def test_case_53_the_term_of_the_decision_skips_holidays(session: Session, vault: Vault) -> None:
    received = date(2026, 3, 9)
    work = Casework.since(session, vault, received)
    work.receive(rent_signal(received), received)
    case = Case(work, "schuldhulp")
    assert case.talk(date(2026, 3, 10)).statutory_due == date(2026, 5, 6)


def test_a_late_decision_shows(case: Case) -> None:
    case.talk(_september(16))
    case.decide(date(2026, 11, 12), DecisionKind.REFUSAL)
    assert case.terms(date(2026, 11, 12))["besluit"]["opTijd"] is False


def test_the_weeks_are_those_of_the_ordinance_on_the_day_of_the_talk(work: Casework) -> None:
    work.decree(_september(16), decision_weeks=4)
    work.receive(rent_signal(MONDAY))
    case = Case(work, "schuldhulp")
    assert case.talk(_september(15)).statutory_due == date(2026, 11, 10), "eight weeks"
    assert case.talk(_september(16)).statutory_due == date(2026, 10, 14), "four weeks"


def test_without_a_policy_the_longest_term_of_the_law_holds(work: Casework) -> None:
    before = MONDAY - timedelta(days=7)
    work.receive(rent_signal(before), before)
    referral, triage = work.take("triage", before)
    go_on = Decided(referral.id, TriageAnswer.GO_ON, TriageReason.SIGNAL_IN_ORDER)
    decide(work.session, work.vault, go_on, triage, at(before))
    case = Case(work, "schuldhulp")
    assert case.talk(before + timedelta(days=1), on=MONDAY).statutory_due == date(2026, 11, 3)


@pytest.mark.parametrize(("made", "reaction", "reacted", "faults"), [
    (_september(13), SILENT, None, [("#/gedaanOp", "voorVorigeStap")]),
    (_september(17), SILENT, None, [("#/gedaanOp", "dagInToekomst")]),
    (_september(15), ACCEPTED, None, [("#/reactieOp", "verplicht")]),
    (_september(15), SILENT, _september(16), [("#/reactieOp", "pastNietBijReactie")]),
    (_september(15), DECLINED, MONDAY, [("#/reactieOp", "voorVorigeStap")]),
    (_september(17), ACCEPTED, _september(18), [("#/gedaanOp", "dagInToekomst"), ("#/reactieOp", "dagInToekomst")]),
])
def test_the_days_of_an_offer_fit_together(
    case: Case, made: date, reaction: OfferReaction, reacted: date | None, faults: list[tuple[str, str]]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        case.offer(made, reaction, reacted, on=_september(16))
    assert _codes(refused) == faults
    assert case.work.rows("SELECT 1 FROM referral_step") == []


def test_a_talk_is_not_before_the_answer_and_a_decision_not_before_the_talk(case: Case) -> None:
    case.offer(_september(15), ACCEPTED, _september(18))
    for held, code in ((_september(17), "voorVorigeStap"), (_september(19), "dagInToekomst")):
        with pytest.raises(InvalidInput) as refused:
            case.talk(held, on=_september(18))
        assert _codes(refused) == [("#/gehoudenOp", code)]
    with pytest.raises(Conflict, match="eerste gesprek"):
        case.decide(_september(18))
    case.talk(_september(21))
    with pytest.raises(InvalidInput):
        case.decide(_september(20), on=_september(25))


def test_the_same_step_again_changes_nothing_and_another_day_corrects_it(case: Case) -> None:
    version = case.offer(_september(15), SILENT, None).version
    assert case.offer(_september(15), SILENT, None).version == version
    case.offer(_september(15), ACCEPTED, _september(18))
    first = case.talk(_september(21)).statutory_due
    assert case.talk(_september(22)).statutory_due == first + timedelta(days=1)
    kept = [row[0] for row in case.work.rows("SELECT kind FROM referral_step ORDER BY id")]
    assert kept == ["aanbod", "aanbod", "eersteGesprek", "eersteGesprek"], "nothing is overwritten"
    assert case.terms(_september(22))["eersteGesprek"]["uiterlijk"] == FOUR_WEEKS.isoformat()
    with pytest.raises(Conflict, match="aanbod staat vast"):
        case.offer(_september(15), DECLINED, _september(18), on=_september(22))
    case.decide(_september(23))
    with pytest.raises(Conflict, match="gesprek staat vast"):
        case.talk(_september(21), on=_september(23))


def test_a_step_that_was_recorded_stays_as_it_was(case: Case) -> None:
    case.talk(_september(16))
    session = case.work.session
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text("UPDATE referral_step SET on_day = '2026-09-15'"))
    assert [row[0] for row in case.work.rows("SELECT on_day FROM referral_step")] == [_september(16)]


def test_steps_are_recorded_by_the_holder_and_journalled(case: Case) -> None:
    other = Case.__new__(Case)
    other.work, other.referral = case.work, case.referral
    other.actor = case.work.world.caseworker("schuldhulp")
    with pytest.raises(AlreadyPickedUp):
        other.talk(_september(16))
    case.offer(_september(15), ACCEPTED, _september(16))
    [entry] = case.work.journal(case.referral.id, "stap-vastgelegd")
    assert (entry.actor_id, entry.at) == (case.actor.id, at(_september(16)))
    assert entry.detail == {
        "stap": "aanbod", "dag": "2026-09-15", "reactie": "geaccepteerd", "reactieOp": "2026-09-16",
    }


def test_the_wijkteam_has_tasks_with_days(care: Case) -> None:
    tasks = care.tasks(MONDAY)
    assert {name: task["uiterlijk"] for name, task in tasks.items()} == {
        "ontvangstbevestiging": None, "persoonlijkPlan": "2026-09-21", "clientondersteuning": "2026-10-26",
        "onderzoek": "2026-10-26",
    }
    assert tasks["ontvangstbevestiging"]["streefdatum"] == "2026-09-28"
    assert [task["bron"] for task in tasks.values()] == [
        "Wmo 2015 artikel 2.3.2, eerste lid", "Wmo 2015 artikel 2.3.2, tweede lid",
        "Wmo 2015 artikel 2.3.2, derde lid", "Wmo 2015 artikel 2.3.2",
    ]
    for kind in (StepKind.RECEIPT, StepKind.PLAN, StepKind.SUPPORT):
        assert care.task(kind, _september(15)).term == "onderzoek"
    assert care.task(StepKind.INQUIRY, date(2026, 10, 20)).term is None
    done = care.tasks(date(2026, 12, 1))
    assert [task["opTijd"] for task in done.values()] == [True, True, True, True]
    [line] = care.terms(date(2026, 12, 1)).values()
    assert (line["soort"], line["gehaaldOp"], line["opTijd"]) == ("onderzoek", "2026-10-20", True)


def test_what_the_wijkteam_left_undone_shows(care: Case) -> None:
    care.task(StepKind.PLAN, _september(22))
    care.task(StepKind.INQUIRY, date(2026, 10, 27))
    care.task(StepKind.SUPPORT, date(2026, 10, 28))
    tasks = care.tasks(date(2026, 12, 1))
    assert [task["opTijd"] for task in tasks.values()] == [False, False, False, False]


def test_days_of_tasks_lie_after_the_report_and_the_inquiry_comes_last(care: Case) -> None:
    care.task(StepKind.SUPPORT, _september(18))
    for kind, done, on, code in (
        (StepKind.RECEIPT, _september(13), _september(20), "voorVorigeStap"),
        (StepKind.RECEIPT, _september(21), _september(20), "dagInToekomst"),
        (StepKind.INQUIRY, _september(17), _september(20), "voorVorigeStap"),
    ):
        with pytest.raises(InvalidInput) as refused:
            care.task(kind, done, on=on)
        assert _codes(refused) == [("#/gedaanOp", code)]


def test_each_desk_has_its_own_steps(case: Case, care: Case) -> None:
    with pytest.raises(Conflict, match="horen bij het wijkteam"):
        case.task(StepKind.PLAN, _september(15))
    with pytest.raises(Conflict, match="horen bij de schuldhulp"):
        care.talk(_september(15))
    assert case.tasks(MONDAY) == {}


def test_tasks_after_a_hand_over_count_from_that_day(case: Case) -> None:
    consent = GivenConsent(ConsentGiver.RESIDENT, _september(15), ConsentManner.WRITTEN, explicit=True)
    wish = HandOver(case.referral.id, Destination.NEIGHBOURHOOD_TEAM, consent)
    hand_over(case.work.session, case.work.vault, wish, case.actor, at(_september(15)))
    care = Case(case.work, "wijkteam")
    assert care.tasks(_september(15))["persoonlijkPlan"]["uiterlijk"] == "2026-09-22"
    assert care.terms(_september(15))["onderzoek"]["uiterlijk"] == "2026-10-27"


def test_a_finished_term_is_not_overdue_on_the_worklist(case: Case) -> None:
    case.offer(_september(15), DECLINED, _september(18))
    query = "SELECT count(*) FILTER (WHERE term IS NOT NULL AND due < '2027-01-01') FROM referral"
    assert case.work.rows(query)[0][0] == 0


def test_no_step_without_a_holder(case: Case) -> None:
    actor: Caseworker = case.actor
    case.work.session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = now()"))
    case.work.session.expire_all()
    with pytest.raises(Conflict, match="afgesloten"):
        record_talk(case.work.session, case.referral.id, _september(16), actor, at(_september(16)))


@pytest.mark.parametrize("result", [EndResult.NO_HELP_WANTED, EndResult.CONTACT_LOST, EndResult.UNJUSTIFIED])
def test_after_the_first_talk_nothing_closes_without_a_decision(case: Case, result: EndResult) -> None:
    case.talk(_september(25))
    with pytest.raises(Conflict, match="moet een besluit komen"):
        _close(case, result)
    case.decide(_september(25), DecisionKind.WAIVED)
    assert _close(case, result).status == "afgesloten"


@pytest.mark.parametrize("result", sorted(NO_DECISION_POSSIBLE))
def test_where_nobody_is_left_to_decide_about_it_closes(case: Case, result: EndResult) -> None:
    case.talk(_september(25))
    assert _close(case, result).end_result == result


def test_a_decision_cannot_be_left_out_by_way_of_triage_either(case: Case) -> None:
    case.talk(_september(25))
    session, now = case.work.session, at(_september(28))
    send_to_triage(session, case.referral.id, Finding.RENT_WITHHELD, case.actor, now)
    triage = case.work.world.caseworker("triage")
    pick_up(session, case.referral.id, triage, now)
    stop = Decided(case.referral.id, TriageAnswer.STOP, TriageReason.OTHER)
    with pytest.raises(Conflict, match="moet een besluit komen"):
        decide(session, case.work.vault, stop, triage, now)


def _close(case: Case, result: EndResult) -> Referral:
    return close(case.work.session, case.referral.id, result, case.actor, at(_september(28)))
