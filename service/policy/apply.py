"""What a policy does to a judgement of the law: a small rent signal gets a letter or nothing, a person is asked, or an
earlier day is.

Pure. A refusal by law stays a refusal, a statutory term stays as it is, and no threshold or wish of a municipality
holds back a threatening signal.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from msgspec.structs import replace as redecide

from service.policy.agreement import NO_AGREEMENT, as_if_agreed, asks_about_agreement
from service.policy.model import AskPerson, Policy
from service.policy.threshold import NOT_BY_LAW, euros, reasons_below, size_of
from service.rules.core import Decision, Destined, Signpost, SignpostCode, Verdict
from service.rules.facts import ConsentGiver, ConsentManner, DoorFacts, RentFacts
from service.rules.reading import Reading
from service.rules.terms import working_days_after


def reading_of(policy: Policy) -> Reading:
    """The option that `assess` takes: how this municipality reads the law where the law leaves room."""
    return policy.reading


def judge(decision: Decision, facts: RentFacts | DoorFacts, policy: Policy, on: date) -> Decision:
    """The decision as the municipality applies it to a signal received on a day (Amsterdam).

    `decision` must come from `assess` with `reading_of(policy)`.
    """
    lacking: tuple[str, ...] = ()
    if decision.verdict is Verdict.REFUSED:
        if not asks_about_agreement(decision, facts, policy):
            return redecide(decision, signpost=_with_local_number(decision.signpost, policy))
        decision, lacking = as_if_agreed(decision, facts, policy), (NO_AGREEMENT,)
    if decision.verdict is Verdict.ALLOWED:
        chosen = not any(place.threatening for place in decision.destined)
        below = tuple(reasons_below_threshold(facts, policy, on)) if chosen else ()
        if below and policy.thresholds.declines:
            return _declined(decision, below, policy)
        if below:
            decision = _offered(decision, below, policy)
        questions = (*lacking, *(reasons_to_ask(facts, policy.ask_person, on) if chosen else ()))
        if questions:
            decision = _asked(decision, questions, policy)
    return redecide(decision, destined=tuple(_with_target(place, policy, on) for place in decision.destined))


def reasons_below_threshold(facts: RentFacts | DoorFacts, policy: Policy, on: date) -> Iterator[str]:
    """Each threshold that a rent signal stays below, in Dutch. A resident's own request knows no threshold."""
    if isinstance(facts, RentFacts):
        yield from reasons_below(policy.thresholds, size_of(facts, on))


def reasons_to_ask(facts: RentFacts | DoorFacts, ask: AskPerson, on: date) -> Iterator[str]:
    """Each situation in which the municipality wants a person to decide, in Dutch."""
    return _about_rent(facts, ask, on) if isinstance(facts, RentFacts) else _about_consent(facts, ask)


def _about_rent(facts: RentFacts, ask: AskPerson, on: date) -> Iterator[str]:
    if ask.amount_from_cents is not None and facts.amount_cents >= ask.amount_from_cents:
        yield f"De achterstand is {euros(ask.amount_from_cents)} of meer."
    if ask.age_from_days is not None and _age(facts, on) >= ask.age_from_days:
        yield f"De achterstand bestaat {ask.age_from_days} dagen of langer."


def _about_consent(facts: DoorFacts, ask: AskPerson) -> Iterator[str]:
    consent = facts.consent
    if ask.oral_consent and consent is not None and consent.manner is ConsentManner.ORAL:
        yield "De toestemming is mondeling gegeven."
    if ask.consent_by_representative and consent is not None and consent.given_by is ConsentGiver.REPRESENTATIVE:
        yield "De toestemming is gegeven door een vertegenwoordiger."
    if not ask.concerns.isdisjoint(facts.concerns):
        yield "De gemeente laat bij deze zorgen eerst een medewerker kijken."


def _age(facts: RentFacts, on: date) -> int:
    return (on - facts.arrears_since).days


def _declined(decision: Decision, reasons: tuple[str, ...], policy: Policy) -> Decision:
    """Nowhere to go and no term: the signal is answered, and of the person nothing is stored."""
    note = " ".join(("Niet opgepakt.", *reasons, NOT_BY_LAW, f"Grond: {policy.threshold_basis}"))
    return redecide(decision, verdict=Verdict.NOT_TAKEN_UP, destined=(), note=note)


def _offered(decision: Decision, reasons: tuple[str, ...], policy: Policy) -> Decision:
    """Taken up like any other, with the deadline of any other: only the way of the offer is another."""
    opening = "De gemeente doet het aanbod per brief."
    return redecide(decision, note=" ".join((opening, *reasons, NOT_BY_LAW, f"Grond: {policy.threshold_basis}")))


def _asked(decision: Decision, reasons: tuple[str, ...], policy: Policy) -> Decision:
    note = " ".join(("Een medewerker van de gemeente beslist.", *reasons, f"Grond: {policy.ground}"))
    return redecide(decision, verdict=Verdict.PERSON_DECIDES, note=note)


def _with_target(place: Destined, policy: Policy, on: date) -> Destined:
    """The earlier of an early threat and the municipality's own term, when that is earlier than the law's day."""
    days = policy.service_terms.days(place.destination, threatening=place.threatening)
    if days is None:
        return place
    own = working_days_after(on, days, policy.working_days)
    earliest = min(own, place.target or own)
    return replace(place, target=earliest) if earliest < place.term.deadline else place


def _with_local_number(signpost: Signpost | None, policy: Policy) -> Signpost | None:
    phone = policy.local_numbers.mental_health_point
    if signpost is None or signpost.code is not SignpostCode.MENTAL_HEALTH_POINT or phone is None:
        return signpost
    return replace(signpost, phone=phone)
