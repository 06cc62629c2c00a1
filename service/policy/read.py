"""From a document (plain values, Dutch keys) to a policy, or to every fault at once. Pure.

`write` is the reverse; the keys stand in the same order there.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from service.errors import Fault, InvalidInput
from service.policy.areas import range_of
from service.policy.checks import check, check_new
from service.policy.fields import Faults, Fields, Shape
from service.policy.model import (
    LONGEST_DECISION_WEEKS,
    Area,
    AskPerson,
    Desk,
    MessageLimit,
    MissingAgreement,
    Policy,
    PostcodeRange,
    ServiceTerms,
    Team,
    TeamChoice,
)
from service.policy.periods import PayDay, PayDays, Period, PeriodUnit, Retention
from service.policy.read_contact import read_data_contact, read_first_sms, read_local_numbers
from service.policy.read_trays import ID, MOST_CENTS, MOST_DAYS, read_trays
from service.policy.threshold import ThresholdManner, Thresholds
from service.rules.facts import Concern, ThreatPhase
from service.rules.reading import WorkingDays

_CODE = Shape(r"[0-9]{4}", "Verwacht vier cijfers, zoals '0363'.")
_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (dag|dagen|maand|maanden|jaar)")


def read(document: object, known: Iterable[Fault] = ()) -> Policy:
    """The policy in a document. Raises `InvalidInput` with every fault: form, references between parts, and the law.

    `known` are faults found before, in the text that the document came from.
    """
    faults = Faults(known)
    policy = _read(document, faults)
    check_new(policy, faults)
    if faults:
        raise InvalidInput(faults)
    return policy


def read_stored(document: object, known: Iterable[Fault] = ()) -> Policy:
    """As `read`, of a document that was valid when it was stored: what is asked since then is not asked of it."""
    faults = Faults(known)
    policy = _read(document, faults)
    if faults:
        raise InvalidInput(faults)
    return policy


def _read(document: object, faults: Faults) -> Policy:
    fields = Fields(document, (), faults)
    if fields.broken:
        raise InvalidInput(faults)
    policy = _with_choices(fields, _stated(fields))
    fields.close()
    check(policy, faults)
    return policy


def _stated(fields: Fields) -> Policy:
    """What every policy must state: whose it is, from when, on which ground, and who does the work."""
    code, name = fields.text("gemeentecode", _CODE), fields.text("naam", most=200)
    valid_from = fields.day("geldigVanaf")
    decision = fields.required_block("besluit")
    decided_by, decided_on, ground = decision.text("door", most=200), decision.day("op"), decision.text("grond")
    decision.close()
    return Policy(
        code, name, valid_from, decided_by, decided_on, ground,
        teams=tuple(_team(block) for block in fields.blocks("teams", required=True)),
        areas=tuple(_area(block) for block in fields.blocks("gebieden")),
        default_teams=_choice(fields.block("standaardteams"), whole=True),
    )


def _with_choices(fields: Fields, policy: Policy) -> Policy:
    """What a policy may choose; what it leaves out gets the default."""
    terms, law, pause = fields.block("termijnen"), fields.block("uitlegWet"), fields.block("incassopauze")
    conditions = fields.block("voorwaarden")
    thresholds = _thresholds(fields.block("drempels"))
    chosen = replace(
        policy,
        thresholds=thresholds,
        ask_person=_ask_person(fields.block("mensBeslist")),
        missing_agreement=conditions.code("overeenkomst", MissingAgreement, MissingAgreement.REFUSE),
        trays=read_trays(fields, thresholds),
        service_terms=_service_terms(terms.block("eersteContact")),
        decision_weeks=terms.whole("besluitInWeken", 1, 520, LONGEST_DECISION_WEEKS),
        working_days=law.code("werkdagen", WorkingDays, WorkingDays.NARROW),
        threat_from=law.code("dreigingVanaf", ThreatPhase, ThreatPhase.EVICTION_ORDERED),
        pay_days=_pay_days(fields.block("betaaldagen")),
        retention=_retention(fields.block("bewaartermijnen")),
        messages=_messages(fields.block("berichten")),
        first_sms=read_first_sms(fields.block("eersteSms")),
        local_numbers=read_local_numbers(fields.block("lokaleNummers")),
        data_contact=read_data_contact(fields.block("gegevensbescherming")),
        pause_days=pause.optional_whole("dagen", 1, 90),
    )
    for block in (terms, law, conditions, pause):
        block.close()
    return chosen


def _team(fields: Fields) -> Team:
    team = Team(
        fields.text("id", ID), fields.text("naam", most=200), fields.code("bestemming", Desk),
        fields.optional_whole("capaciteitPerWeek", 0, 10_000), fields.optional_text("contact", most=200),
    )
    fields.close()
    return team


def _area(fields: Fields) -> Area:
    name, teams = fields.text("naam", most=200), _choice(fields, whole=False)
    area = Area(name, _postcodes(fields), teams)
    fields.close()
    return area


def _postcodes(fields: Fields) -> tuple[PostcodeRange, ...]:
    found = []
    for text in fields.texts("postcodes"):
        postcodes = range_of(text)
        if postcodes is not None:
            found.append(postcodes)
        else:
            fields.fault("postcodes", "ongeldigePostcode",
                         f"'{text}' is geen postcode of reeks. Schrijf 1234, 1234-1237, 1234AB of 1234AB-1234KZ.")
    return tuple(found)


def _choice(fields: Fields, *, whole: bool) -> TeamChoice:
    """The team per destination. `whole`: these are all the fields of the block."""
    choice = TeamChoice(fields.optional_text("schuldhulp", most=40), fields.optional_text("wijkteam", most=40))
    if whole:
        fields.close()
    return choice


def _thresholds(fields: Fields) -> Thresholds:
    thresholds = Thresholds(
        fields.optional_whole("bedragInCenten", 1, MOST_CENTS), fields.optional_whole("ouderdomInDagen", 1, MOST_DAYS),
        fields.optional_code("wijze", ThresholdManner), fields.optional_text("grond"),
    )
    fields.close()
    return thresholds


def _ask_person(fields: Fields) -> AskPerson:
    ask = AskPerson(
        fields.optional_whole("bedragVanafInCenten", 1, MOST_CENTS),
        fields.optional_whole("ouderdomVanafInDagen", 1, MOST_DAYS),
        fields.flag("mondelingeToestemming") or False,
        fields.flag("toestemmingDoorVertegenwoordiger") or False,
        frozenset(fields.codes("zorgen", Concern)),
    )
    fields.close()
    return ask


def _service_terms(fields: Fields) -> ServiceTerms:
    terms = ServiceTerms(
        fields.optional_whole("schuldhulp", 0, MOST_DAYS), fields.optional_whole("wijkteam", 0, MOST_DAYS),
        fields.optional_whole("bedreigend", 0, MOST_DAYS),
    )
    fields.close()
    return terms


def _pay_days(fields: Fields) -> PayDays:
    pay_days = PayDays(
        fields.whole("rustdagenVooraf", 0, 14, PayDays().quiet_days_before),
        tuple(_pay_day(block) for block in fields.blocks("dagen")),
    )
    fields.close()
    return pay_days


def _pay_day(fields: Fields) -> PayDay:
    pay_day = PayDay(fields.text("naam", most=200), fields.whole("van", 1, 31), fields.whole("tot", 1, 31))
    fields.close()
    return pay_day


def _retention(fields: Fields) -> Retention:
    usual = Retention()
    retention = Retention(
        _period(fields, "nietOpgepakt", usual.declined), _period(fields, "nietBereikt", usual.not_reached),
        _period(fields, "geenHulp", usual.no_help), _period(fields, "hulp", usual.accepted),
    )
    fields.close()
    return retention


def _period(fields: Fields, key: str, usual: Period) -> Period:
    text = fields.optional_text(key, most=20)
    found = _PERIOD.fullmatch(text or "")
    if found is None:
        if text is not None:
            fields.fault(key, "ongeldigFormaat", "Verwacht een aantal dagen, maanden of jaren, zoals '30 dagen'.")
        return usual
    count, unit = int(found[1]), found[2]
    if unit.startswith("dag"):
        return Period(count, PeriodUnit.DAYS)
    return Period(count * 12 if unit == "jaar" else count, PeriodUnit.MONTHS)


def _messages(fields: Fields) -> MessageLimit:
    usual = MessageLimit()
    limit = MessageLimit(
        fields.whole("aantal", 1, 20, usual.count), fields.whole("dagen", 1, 90, usual.days),
        fields.optional_whole("bezorgdagen", 1, 10),
    )
    fields.close()
    return limit
