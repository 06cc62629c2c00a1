"""The same law written a second time, in another shape: a table of reasons to refuse, over the public Dutch codes.

It shares no predicate, no group of worries and no calendar with the service.
"""

from service.rules.facts import DoorFacts, RentFacts

MONEY = {
    "ongeopendePost", "geldzorgen", "afsluitingEnergie", "afsluitingWater", "afsluitingWarmte",
    "opzeggingZorgverzekering", "afsluitingInternet",
}
URGENT_MONEY = {"afsluitingEnergie", "afsluitingWater", "afsluitingWarmte", "opzeggingZorgverzekering"}
VIOLENCE = {"huiselijkGeweld", "kindermishandeling", "ouderenmishandeling"}


def rent_refusals(facts: RentFacts) -> list[str]:
    reasons = {
        "overeenkomst": not facts.agreement,
        "woonruimte": str(facts.purpose) == "overig",
        "huidigeHuurder": not facts.current_tenant,
        "achterstand": facts.amount_cents == 0,
        "persoonlijkContact": not facts.contact_sought_on,
        "gewezenOpSchuldhulp": not facts.pointed_to_help_on,
        "schriftelijkeHerinnering": not facts.reminder_sent_on,
        "aanbodGegevensdeling": not facts.offer_with_reminder,
        "geenBezwaar": str(facts.reaction) not in {"geen", "toestemming"} or rent_objected(facts),
        "geenNagekomenRegeling": str(facts.arrangement) not in {"geen", "nietNagekomen"},
    }
    return [key for key, refuses in reasons.items() if refuses]


def rent_objected(facts: RentFacts) -> bool:
    """Since the tenant objected there was no reminder: every earlier one, and one of that day, was declined."""
    if not facts.objected_on:
        return False
    since = str(facts.objected_on)
    return not (facts.reminder_sent_on and str(facts.reminder_sent_on) > since)


def rent_threatening(facts: RentFacts) -> bool:
    return str(facts.threat_phase) in {"ontruimingBevolen", "ontruimingAangezegd"}


def door_answers(facts: DoorFacts) -> dict[str, str]:
    words = {True: "voldaan", False: "nietVoldaan", None: "onbekend"}
    concerns, consent = set(map(str, facts.concerns)), facts.consent
    answers: dict[str, bool | None] = {
        "overeenkomst": facts.agreement,
        "geenAcuutGevaar": not facts.acute_danger,
        "geenVermoedenGeweld": not concerns & VIOLENCE,
        "geenStrafbaarFeit": "strafbaarFeit" not in concerns,
        "toestemmingGegeven": consent is not None,
        "toestemmingDoorBetrokkene": consent and str(consent.given_by) != "iemandAnders",
        "toestemmingUitdrukkelijk": consent and consent.explicit,
        "toestemmingVoorBestemming": consent and bool(wanted(concerns) & set(map(str, consent.destinations))),
    }
    return {key: words[answer] for key, answer in answers.items()}


def wanted(concerns: set[str]) -> set[str]:
    """The places the worries ask for."""
    return {"schuldhulp" if concern in MONEY else "wijkteam" for concern in concerns}


def door_places(facts: DoorFacts) -> list[tuple[str, bool, set[str]]]:
    """Of an allowed signal: each place in order, whether it is threatening, and the worries that may go there."""
    concerns = set(map(str, facts.concerns))
    consented = set(map(str, facts.consent.destinations)) if facts.consent else set()
    places = [("schuldhulp", bool(concerns & URGENT_MONEY), concerns & MONEY), ("wijkteam", False, concerns - MONEY)]
    return [place for place in places if place[0] in consented and place[2]]


def door_signpost(facts: DoorFacts) -> str | None:
    answers = door_answers(facts)
    refused = {key for key, answer in answers.items() if answer == "nietVoldaan"}
    if "geenAcuutGevaar" in refused:
        return "noodnummer112"
    if "geenVermoedenGeweld" in refused:
        return "veiligThuis"
    if "geenStrafbaarFeit" in refused:
        return "politie"
    if not any(key.startswith("toestemming") for key in refused):
        return None
    return "meldpuntWvggz" if "verwardGedrag" in map(str, facts.concerns) else "gesprekskaart"
