"""A delivery as DDAS vroegsignalering 1.2 spells it, with the names and codes of that model letter for letter. Pure.

What the model asks and Voordeur does not hold, or does not need to give, is left out; every such field is named where
it would stand. A null is never written: no field of the model allows one.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from service.monitor.ddas.facts import AttemptFacts, CaseFacts, Heading, Home, SignalFacts
from service.referrals.status import EndResult
from service.rules.reading import STATUTORY
from service.signals.status import SignalStatus

Document = dict[str, Any]

NOT_YET, TAKEN_UP = "Nog niet opgepakt", "Opgepakt"
# The end results that the model also knows as the status of a signal.
TOLD_AS_STATUS = frozenset({
    EndResult.KNOWN_AT_DEBT_HELP, EndResult.DECEASED, EndResult.OTHER_REASON, EndResult.REPEATED, EndResult.UNJUSTIFIED,
    EndResult.NOT_A_RESIDENT,
})


def written(heading: Heading, signals: Iterable[SignalFacts], cases: Iterable[CaseFacts]) -> Iterator[str]:
    """The whole `Uitwisselmodel` as JSON, in pieces, so that it never stands in memory at once."""
    yield f'{_spelled(heading_document(heading))[:-1]},"leveringen":[{_spelled(delivery_document(heading))[:-1]}'
    yield ',"vroegsignalen":['
    yield from _listed(map(signal_document, signals))
    yield '],"vroegsignaalzaken":['
    yield from _listed(map(case_document, cases))
    yield "]}]}"


def heading_document(heading: Heading) -> Document:
    return {
        "startdatumLevering": heading.period.first.isoformat(),
        "einddatumLevering": heading.period.last.isoformat(),
        "aanleverdatumEnTijd": heading.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "codeGegevensleverancier": heading.supplier,
    }


def delivery_document(heading: Heading) -> Document:
    """One `levering`. Left out: `kvk-nummer` and `contactpersonen`, which Voordeur does not hold."""
    return {
        "teller": 1,
        "gemeentecode": heading.municipality_code,
        "aanleverendeOrganisatie": {"naam": heading.organisation},
    }


def signal_document(signal: SignalFacts) -> Document:
    """One `vroegsignaal`. Every signal in a delivery is about rent, so `signaalpartner.type` is `Huur`."""
    return {
        "ID": str(signal.id),
        "crisissignaal": STATUTORY.is_threatening(signal.threat_phase),
        "warmeOverdracht": signal.warm_hand_over,
        "bedrag": whole_euros(signal.amount_cents),
        "ontstaansdatum": signal.arrears_since.isoformat(),
        "signaaldatum": signal.sent_on.isoformat(),
        "status": signal_status(signal),
        "signaalpartner": {"type": "Huur"},
        "client": client_document(signal.home),
    }


def client_document(home: Home) -> Document:
    """The address of a `client`.

    Left out: `burgerservicenummer`, which a landlord may not give (UAVG article 46) and Voordeur refuses;
    `geslachtsaanduiding`, which is not in a signal; `geboortedatum`, which no definition of the monitor needs: they
    count addresses.
    """
    told = {"postcode": home.postcode, "huisnummer": str(home.number)}
    addition = (home.letter or "") + (home.addition or "")
    return told | {"huisnummertoevoeging": addition} if addition else told


def signal_status(signal: SignalFacts) -> str:
    """The `EnumSignaalstatus`: `Opgepakt` is part of a case that somebody took up; a reason goes before it.

    The model knows no withdrawn signal. One that was withdrawn before anybody took it up was not taken up.
    """
    withdrawn = signal.status == SignalStatus.WITHDRAWN
    if signal.status == SignalStatus.NOT_TAKEN_UP:
        return signal.reason if signal.reason in TOLD_AS_STATUS else EndResult.OTHER_REASON
    if signal.end_result in TOLD_AS_STATUS:
        return str(signal.end_result)
    if signal.deceased:
        return EndResult.DECEASED
    if signal.taken_up:
        return TAKEN_UP
    return EndResult.OTHER_REASON if withdrawn else NOT_YET


def case_document(case: CaseFacts) -> Document:
    """One `vroegsignaalzaak`.

    Left out: `startdatumMatchingperiode` and `einddatumMatchingperiode`: Voordeur matches every signal when it comes
    in, not once in a period. `resultaat` and `datumOpgepakt` are there once there is one.
    """
    told: Document = {"resultaat": case.end_result} if case.end_result else {}
    told["matchingsdatum"] = case.matched_on.isoformat()
    if case.taken_up_on is not None:
        told["datumOpgepakt"] = case.taken_up_on.isoformat()
    told["vroegsignalen"] = [{"ID": str(one)} for one in case.signal_ids]
    told["contactpogingen"] = [attempt_document(one) for one in case.attempts]
    return told


def attempt_document(attempt: AttemptFacts) -> Document:
    return {
        "soort": attempt.kind, "bereikt": attempt.reached, "datum": attempt.on_day, "dagdeel": attempt.part_of_day,
    }


def whole_euros(cents: int) -> int:
    """Rounded to the nearest euro, half a euro up."""
    return (cents + 50) // 100


def _listed(documents: Iterable[Document]) -> Iterator[str]:
    """The items of a JSON array, each on a line of its own."""
    for number, document in enumerate(documents):
        yield f"{',' if number else ''}\n{_spelled(document)}"


def _spelled(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
