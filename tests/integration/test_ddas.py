"""The national delivery: exactly what the standard asks of each course, and nothing that is not asked."""

import json
from datetime import date, timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from service.errors import InvalidInput, NotFound
from service.monitor.ddas.deliver import Wish, record_delivery, whole_file
from service.monitor.ddas.facts import Period
from service.referrals.forget import forget_expired
from service.referrals.hand_over import HandOver, hand_over
from service.referrals.pick_up import hand_back, pick_up
from service.referrals.questions import TriageAnswer, TriageReason
from service.referrals.sharing import GivenConsent
from service.referrals.status import ContactKind, EndResult, PartOfDay
from service.referrals.triage import Decided, decide
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.signals.amend import amend_signal
from service.signals.schemas import WithdrawalReason
from service.vault import Vault
from tests import ddas_schema
from tests.factories import SILENT, TOWN, door_signal, person, rent_block, rent_signal, threat
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT
from tests.integration.deliveries import DAY, TUESDAY, WEEK, Deliveries

PAID, MISTAKEN = WithdrawalReason.PAID, WithdrawalReason.MISTAKEN


@pytest.fixture
def town(session: Session, vault: Vault) -> Deliveries:
    return Deliveries(Casework.since(session, vault))


def _rent(number: int, day: date = MONDAY, **block: Any) -> dict[str, Any]:
    return rent_signal(day, betrokkene=person(number), huurachterstand=rent_block(day, **block))


def _signal(signal_id: UUID, number: int, status: str, **changes: Any) -> dict[str, Any]:
    return {
        "ID": str(signal_id), "crisissignaal": False, "warmeOverdracht": False, "bedrag": 1250,
        "ontstaansdatum": (MONDAY - 60 * DAY).isoformat(), "signaaldatum": MONDAY.isoformat(), "status": status,
        "signaalpartner": {"type": "Huur"}, "client": {"postcode": "2091AB", "huisnummer": str(number)},
    } | changes


def _case(*signal_ids: UUID, tried: tuple[dict[str, Any], ...] = (), **more: str) -> dict[str, Any]:
    return {
        "matchingsdatum": MONDAY.isoformat(), "datumOpgepakt": TUESDAY.isoformat(),
        "vroegsignalen": [{"ID": str(one)} for one in signal_ids], "contactpogingen": list(tried), **more,
    }


def _tried(kind: str, *, reached: bool) -> dict[str, Any]:
    return {"soort": kind, "bereikt": reached, "datum": TUESDAY.isoformat(), "dagdeel": "Middag"}


def test_the_heading_says_whose_when_and_by_what(town: Deliveries) -> None:
    told = town.file(now=at(MONDAY + 7 * DAY, 10))
    assert told == {
        "startdatumLevering": "2026-09-14", "einddatumLevering": "2026-09-20",
        "aanleverdatumEnTijd": "2026-09-21T10:00:00Z", "codeGegevensleverancier": f"Voordeur {version('voordeur')}",
        "leveringen": [{
            "teller": 1, "gemeentecode": TOWN, "aanleverendeOrganisatie": {"naam": "Gemeente Voorbeeldstad"},
            "vroegsignalen": [], "vroegsignaalzaken": [],
        }],
    }


def test_not_reached(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    case = town.take(sent)
    town.try_contact(case, ContactKind.LETTER, reached=False)
    town.try_contact(case, ContactKind.PHONE, reached=False)
    town.end(case, EndResult.NO_CONTACT)
    assert town.told() == ([_signal(sent, 1, "Opgepakt")], [_case(
        sent, resultaat="Definitief geen contact kunnen krijgen",
        tried=(_tried("Brief", reached=False), _tried("Telefoon", reached=False)),
    )])


@pytest.mark.parametrize(("result", "code"), [
    (EndResult.NO_HELP_WANTED, "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering"),
    (EndResult.ADVICE_OR_QUICK_FIX, "(Budget)advies en/of quick fix"),
])
def test_reached_and_refused_or_accepted(town: Deliveries, result: EndResult, code: str) -> None:
    sent = town.work.receive(_rent(1))
    case = town.take(sent)
    town.try_contact(case, ContactKind.HOME_VISIT, reached=True)
    town.end(case, result)
    tried = (_tried("Huisbezoek", reached=True),)
    assert town.told() == ([_signal(sent, 1, "Opgepakt")], [_case(sent, resultaat=code, tried=tried)])


def test_every_kind_of_contact_in_the_order_in_which_it_was_tried(town: Deliveries) -> None:
    case = town.take(town.work.receive(_rent(1)))
    for kind in ContactKind:
        town.try_contact(case, kind, reached=kind is ContactKind.EMAIL)
    _, [told] = town.told()
    assert "resultaat" not in told
    assert [one["soort"] for one in told["contactpogingen"]] == ddas_schema.CONTACT_KINDS
    assert [one["soort"] for one in told["contactpogingen"] if one["bereikt"]] == ["Mail"]


def test_below_the_threshold_an_offer_by_letter_is_a_signal_like_any_other(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1, bedragInCenten=2_499))
    assert town.told() == ([_signal(sent, 1, "Nog niet opgepakt", bedrag=25)], [])
    town.take(sent)
    assert town.told()[0] == [_signal(sent, 1, "Opgepakt", bedrag=25)]


def test_what_is_declined_silently_has_no_address_to_deliver(session: Session, vault: Vault) -> None:
    town = Deliveries(Casework.since(session, vault, thresholds=SILENT))
    town.work.receive(_rent(1, bedragInCenten=2_499))
    assert town.told() == ([], [])


def test_nobody_took_it_up_yet(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    assert town.told() == ([_signal(sent, 1, "Nog niet opgepakt")], [])


@pytest.mark.parametrize("result", [EndResult.REPEATED, EndResult.OTHER_REASON, EndResult.DECEASED])
def test_ended_without_being_taken_up(town: Deliveries, result: EndResult) -> None:
    sent = town.work.receive(_rent(1))
    town.end(town.case_of(sent), result)
    told, [case] = town.told()
    assert told == [_signal(sent, 1, str(result))]
    assert "datumOpgepakt" not in case
    assert (case["resultaat"], case["vroegsignalen"]) == (str(result), [{"ID": str(sent)}])


def test_known_at_debt_help_is_a_status_and_a_result(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    town.end(town.take(sent), EndResult.KNOWN_AT_DEBT_HELP)
    known = "Inwoner al bekend bij schuldhulpverlening"
    assert town.told() == ([_signal(sent, 1, known)], [_case(sent, resultaat=known)])


@pytest.mark.parametrize(("reason", "status"), [
    (WithdrawalReason.PAID, "Niet opgepakt: andere reden"), (WithdrawalReason.MOVED, "Niet opgepakt: andere reden"),
    (WithdrawalReason.DECEASED, "Inwoner is overleden"),
])
def test_withdrawn_before_it_was_taken_up(town: Deliveries, reason: WithdrawalReason, status: str) -> None:
    sent = town.work.receive(_rent(1))
    town.withdraw(sent, reason)
    assert town.told() == ([_signal(sent, 1, status)], [])


def test_withdrawn_and_still_finished_by_a_caseworker(town: Deliveries) -> None:
    sent, later = town.work.receive(_rent(1)), town.work.receive(_rent(2))
    case = town.take(sent)
    town.withdraw(sent, PAID)
    town.withdraw(later, PAID, MONDAY)
    taken = town.take(later)
    assert town.told() == (
        [_signal(sent, 1, "Opgepakt"), _signal(later, 2, "Opgepakt")],
        [_case(later), _case(sent)] if case > taken else [_case(sent), _case(later)],
    )


def test_what_lost_its_ground_is_not_told(town: Deliveries) -> None:
    kept, gone, alone = (town.work.receive(_rent(number)) for number in (1, 1, 2))
    town.take(kept)
    town.take(alone)
    town.withdraw(gone, MISTAKEN)
    town.withdraw(alone, WithdrawalReason.TENANT_OBJECTS)
    assert town.told() == ([_signal(kept, 1, "Opgepakt")], [_case(kept)])
    made = whole_file(town.work.session, town.work.vault, Wish(TOWN, WEEK), at(TUESDAY))
    assert made.left_out == 2


def test_what_was_forgotten_has_no_address_to_tell(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    town.end(town.case_of(sent), EndResult.UNJUSTIFIED)
    assert len(forget_expired(town.work.session, ROBOT, at(MONDAY + timedelta(days=60)), most=10).signals) == 1
    assert town.told() == ([], [])


def test_handed_over_is_one_case_here_and_nothing_of_the_other_desk(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    case = town.take(sent)
    given = GivenConsent(ConsentGiver.RESIDENT, TUESDAY, ConsentManner.WRITTEN, explicit=True)
    wish = HandOver(case, Destination.NEIGHBOURHOOD_TEAM, given)
    hand_over(town.work.session, town.work.vault, wish, town.helper, at(TUESDAY))
    town.end(case, EndResult.FOLLOW_UP_OTHER)
    assert town.work.rows("SELECT count(*) FROM referral")[0][0] == 2
    assert town.told() == (
        [_signal(sent, 1, "Opgepakt")], [_case(sent, resultaat="Vervolghulp en/of verwijzing niet financieel")],
    )


def test_more_signals_make_one_case(town: Deliveries) -> None:
    home = {"postcode": "2091AB", "huisnummer": 7, "huisletter": "B", "huisnummertoevoeging": "3"}
    who = person(7) | {"adres": home}
    first = town.work.receive(rent_signal(MONDAY, betrokkene=who))
    danger = rent_block(MONDAY, dreiging=threat(MONDAY), warmeOverdracht=True, bedragInCenten=99_950)
    second = town.work.receive(rent_signal(MONDAY, betrokkene=who, huurachterstand=danger))
    town.take(first)
    client = {"postcode": "2091AB", "huisnummer": "7", "huisnummertoevoeging": "B3"}
    assert town.told() == ([
        _signal(first, 7, "Opgepakt", client=client),
        _signal(second, 7, "Opgepakt", client=client, crisissignaal=True, warmeOverdracht=True, bedrag=1000),
    ], [_case(first, second)])


def test_an_amended_signal_is_told_as_it_stands_now(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    changes = {"bedragInCenten": 200_049, "dreiging": threat(MONDAY)}
    loaded = changes | {"dreiging": changes["dreiging"] | {"datum": None}}
    amend_signal(town.work.session, sent, _loaded(loaded), town.work.world.corporation, at(TUESDAY))
    told, _ = town.told()
    assert told == [_signal(sent, 1, "Nog niet opgepakt", bedrag=2000, crisissignaal=True)]


def _loaded(document: dict[str, Any]) -> dict[str, Any]:
    from service.forms import load
    from service.signals.schemas import AmendmentForm

    return load(AmendmentForm(), document)


def test_a_case_that_was_handed_back_stays_taken_up_on_its_first_day(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    case = town.take(sent)
    hand_back(town.work.session, case, town.helper, at(TUESDAY, 12))
    assert town.told() == ([_signal(sent, 1, "Opgepakt")], [_case(sent)])
    town.take(sent, TUESDAY + DAY, town.work.world.caseworker("schuldhulp"))
    assert town.told() == ([_signal(sent, 1, "Opgepakt")], [_case(sent)])


def test_who_picks_up_at_triage_has_not_taken_it_up(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1, bedragInCenten=2_500_000))
    triage = town.work.world.caseworker("triage")
    case = town.take(sent, actor=triage)
    assert town.told() == ([_signal(sent, 1, "Nog niet opgepakt", bedrag=25_000)], [])
    decided = Decided(case, TriageAnswer.STOP, TriageReason.UNJUSTIFIED)
    decide(town.work.session, town.work.vault, decided, triage, at(TUESDAY))
    [told], [ended] = town.told()
    assert (told["status"], ended["resultaat"]) == ("Niet opgepakt: onterecht signaal",) * 2
    assert "datumOpgepakt" not in ended


def test_an_empty_file_that_triage_leaves_is_no_case(town: Deliveries) -> None:
    who = person(9)
    first = town.work.receive(rent_signal(MONDAY, betrokkene=who))
    case = town.take(first)
    large = rent_block(MONDAY, bedragInCenten=2_500_000)
    second = town.work.receive(rent_signal(MONDAY, betrokkene=who, huurachterstand=large))
    triage = town.work.world.caseworker("triage")
    other = town.take(second, actor=triage)
    decided = Decided(other, TriageAnswer.GO_ON, TriageReason.SIGNAL_IN_ORDER)
    assert decide(town.work.session, town.work.vault, decided, triage, at(TUESDAY)).id == case
    _, cases = town.told()
    assert cases == [_case(first, second)]


def test_care_and_a_request_of_ones_own_are_never_told(town: Deliveries) -> None:
    work, session = town.work, town.work.session
    work.receive(door_signal(MONDAY, zorgen=["eenzaamheid", "geldzorgen"], bestemmingen=["wijkteam", "schuldhulp"]))
    for desk in ("wijkteam", "schuldhulp"):
        case, actor = work.take(desk)
        pick_up(session, case.id, actor, at(MONDAY))
    assert town.told() == ([], [])


def test_a_signal_counts_by_its_own_day_and_a_case_by_the_day_it_was_taken_up(town: Deliveries) -> None:
    old, new = town.work.receive(_rent(1)), town.work.receive(_rent(2, TUESDAY), TUESDAY)
    town.take(old, TUESDAY)
    town.take(new, MONDAY + 7 * DAY)
    days = [town.told(Period(day, day)) for day in (MONDAY, TUESDAY, MONDAY + 7 * DAY, MONDAY + 8 * DAY)]
    ids = [([one["ID"] for one in sent], [one["vroegsignalen"] for one in cases]) for sent, cases in days]
    assert ids == [
        ([str(old)], []), ([str(new)], [[{"ID": str(old)}]]), ([], [[{"ID": str(new)}]]), ([], []),
    ]


def test_a_day_begins_in_amsterdam(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    # Half past ten in the evening UTC is the next day in Amsterdam.
    pick_up(town.work.session, town.case_of(sent), town.helper, at(MONDAY, 22))
    assert town.told(Period(MONDAY, MONDAY))[1] == []
    [case] = town.told(Period(TUESDAY, TUESDAY))[1]
    assert case["datumOpgepakt"] == TUESDAY.isoformat()


def test_nothing_of_a_person_but_the_address_leaves_the_house(town: Deliveries) -> None:
    sent = town.work.receive(_rent(1))
    town.take(sent)
    told = json.dumps(town.file())
    who = person(1)
    for secret in (who["achternaam"], who["voorletters"], who["geboortedatum"], who["telefoonnummer"], "@", "HA-TEST"):
        assert secret not in told
    assert who["adres"]["postcode"] in told


def test_another_town_delivers_nothing_of_this_one(town: Deliveries) -> None:
    town.work.receive(_rent(1))
    with pytest.raises(NotFound, match="niet aangesloten"):
        whole_file(town.work.session, town.work.vault, Wish("9902", WEEK), at(TUESDAY))


def test_a_period_does_not_run_backwards() -> None:
    with pytest.raises(InvalidInput):
        Period(TUESDAY, MONDAY)


def test_a_delivery_is_written_down_without_a_person(town: Deliveries) -> None:
    made = whole_file(town.work.session, town.work.vault, Wish(TOWN, WEEK), at(TUESDAY))
    record_delivery(town.work.session, Wish(TOWN, WEEK), ROBOT, at(TUESDAY), made)
    [entry] = town.work.journal(town.work.world.town_id, "ddas-aangeleverd")
    assert (entry.ground, entry.detail) == (
        "DDAS vroegsignalering 1.2", {"van": "2026-09-14", "tot": "2026-09-20", "bladzijde": None, "nietGeleverd": 0},
    )


def test_the_codes_are_those_of_the_standard_letter_for_letter() -> None:
    assert set(ContactKind) == set(ddas_schema.CONTACT_KINDS)
    assert set(PartOfDay) == set(ddas_schema.PARTS_OF_DAY)
    assert set(EndResult) == set(ddas_schema.RESULTS)
    found = ddas_schema.published()
    if found is not None:
        lists = {name: set(one["enum"]) for name, one in found["$defs"].items() if "enum" in one}
        assert lists["EnumContactsoort"] == set(ddas_schema.CONTACT_KINDS)
        assert lists["EnumDagdeel"] == set(ddas_schema.PARTS_OF_DAY)
        assert lists["EnumEindresultaat"] == set(ddas_schema.RESULTS)
        assert lists["EnumSignaalstatus"] == set(ddas_schema.STATUSES)
