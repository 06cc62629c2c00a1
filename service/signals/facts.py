"""From a report to the facts a provision may ask about. Pure."""

from datetime import date

from service.rules.facts import DoorFacts, RentFacts
from service.signals.report import BehindTheDoor, RentArrears, Report


def facts_of(report: Report, *, agreement: bool, objected_on: date | None = None) -> RentFacts | DoorFacts:
    """The facts of a report; `agreement` is whether one is in force for this kind of signal on the day of receipt."""
    if report.rent is not None:
        return rent_facts(report.rent, agreement=agreement, objected_on=objected_on)
    assert report.door is not None, "a report holds the block that its kind names"
    return door_facts(report.door, agreement=agreement)


def rent_facts(rent: RentArrears, *, agreement: bool, objected_on: date | None = None) -> RentFacts:
    return RentFacts(
        agreement=agreement,
        purpose=rent.purpose,
        current_tenant=rent.current_tenant,
        amount_cents=rent.amount_cents,
        arrears_since=rent.since,
        contact_sought_on=rent.steps.contact_sought_on,
        pointed_to_help_on=rent.steps.pointed_to_help_on,
        reminder_sent_on=rent.steps.reminder_sent_on,
        offer_with_reminder=rent.steps.offer_with_reminder,
        reaction=rent.steps.reaction,
        arrangement=rent.arrangement,
        threat_phase=rent.threat.phase if rent.threat else None,
        threat_date=rent.threat.day if rent.threat else None,
        objected_on=objected_on,
    )


def door_facts(door: BehindTheDoor, *, agreement: bool) -> DoorFacts:
    return DoorFacts(
        agreement=agreement,
        concerns=frozenset(door.concerns),
        acute_danger=door.acute_danger,
        consent=door.consent,
    )
