"""What stands in a receipt, and what never does. Pure.

The content is built from named fields only, so nothing slips in by being added to a signal later. The person is sealed
in a column that this module is never given; of the work of the municipality there is only: taken up or not, closed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from service import clock
from service.rules.core import Outcome
from service.rules.facts import Kind, Reaction
from service.signals.receipt.age import age_document
from service.signals.status import SignalStatus

KIND_OF_DOCUMENT = "ontvangstbewijsVroegsignaal"
VERSION = 1
CONSENT = "toestemmingGegeven"
NOT_SAID = (
    "Dit bewijs gaat over het signaal en over wat de corporatie heeft gedaan. Het noemt de huurder niet en zegt niets "
    "over hulp of over contact van de gemeente met de huurder."
)
REPORTED = (
    "De bedragen, de datums van de stappen en de reactie van de huurder zijn opgegeven door de corporatie. Bewezen is "
    "dat zij zo zijn opgegeven en wanneer; niet dat zij juist zijn."
)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A changed amount: what it was until then, and what it became, in cents."""

    at: datetime
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to the signal, no more than the corporation may know."""

    status: str
    taken_up_at: datetime | None
    closed_at: datetime | None
    not_taken_up_at: datetime | None
    withdrawn_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One signal as a receipt may tell it. `facts` is the reported block, empty where it was erased."""

    id: UUID
    reference: str
    kind: str
    signal_date: date
    received_at: datetime
    received_on: date
    municipality: tuple[str, str]
    corporation: str
    amount_cents: int | None
    facts: dict[str, Any]
    judgement: dict[str, Any]
    amendments: tuple[Amendment, ...]
    course: Course


@dataclass(frozen=True, slots=True)
class Issue:
    """One act of issuing: which number, when, signed with which key, to be verified where."""

    number: UUID
    at: datetime
    key: str
    service_url: str


def content_of(case: Case, issue: Issue) -> dict[str, Any]:
    """Everything that is signed, in the words of the public contract."""
    code, name = case.municipality
    rent = case.kind == Kind.RENT_ARREARS
    return {
        "soortBewijs": KIND_OF_DOCUMENT, "versie": VERSION, "bewijsnummer": str(issue.number),
        "uitgegeven": _moment(issue.at),
        "signaal": {
            "id": str(case.id), "referentie": case.reference, "soort": case.kind,
            "signaaldatum": case.signal_date.isoformat(), "ontvangen": _moment(case.received_at),
        },
        "gemeente": {"code": code, "naam": name},
        "corporatie": {"naam": case.corporation},
        **({"huurachterstand": _rent(case)} if rent else {"achterDeVoordeur": _door(case)}),
        "stand": _course(case.course, with_reason=rent),
        **({"ouderdom": age_document(case.received_on, clock.day_of(issue.at))} if rent else {}),
        "beoordeling": _judgement(case.judgement, with_conditions=rent),
        "ondertekening": signing_details(issue.key, issue.service_url),
        "toelichting": [REPORTED, NOT_SAID] if rent else [NOT_SAID],
    }


def _rent(case: Case) -> dict[str, Any]:
    steps = case.facts["socialeIncasso"]
    first = next((change.before for change in case.amendments if change.before is not None), case.amount_cents)
    offered = steps["aanbodBijHerinnering"]
    return {
        "bedragInCenten": first,
        "ontstaansdatum": case.facts["ontstaansdatum"],
        "socialeIncasso": {
            "contactGezochtOp": steps["contactGezochtOp"],
            "gewezenOpSchuldhulpOp": steps["gewezenOpSchuldhulpOp"],
            "herinneringVerstuurdOp": steps["herinneringVerstuurdOp"],
            "aanbodBijHerinnering": offered,
            # The offer is part of the reminder (article 2(d)), so it has the same day.
            "aanbodGedaanOp": steps["herinneringVerstuurdOp"] if offered else None,
            "reactieHuurder": steps["reactieHuurder"],
            "geenBezwaar": steps["reactieHuurder"] != Reaction.DECLINED,
        },
        "actualiseringen": [
            {"op": _moment(change.at), "bedragInCenten": change.after} for change in case.amendments
        ],
    }


def _door(case: Case) -> dict[str, Any]:
    """Only that consent was recorded when the signal came in: read from the findings, which stay after erasure."""
    given = {found["voorwaarde"]: found["uitkomst"] for found in case.judgement["bevindingen"]}
    return {"toestemmingVastgelegd": given.get(CONSENT) == Outcome.YES}


def _course(course: Course, *, with_reason: bool) -> dict[str, Any]:
    """`with_reason`: behind the door not even a reason that the corporation may hear belongs on paper."""
    withdrawn = course.status == SignalStatus.WITHDRAWN
    return {
        "status": course.status,
        "opgepakt": course.taken_up_at is not None,
        "opgepaktOp": _moment(course.taken_up_at),
        "afgeslotenOp": _moment(course.closed_at),
        "nietOpgepaktOp": _moment(course.not_taken_up_at),
        "nietOpgepaktReden": course.reason if with_reason and not withdrawn else None,
        "ingetrokken": {"op": _moment(course.withdrawn_at), "reden": course.reason} if withdrawn else None,
    }


def _judgement(judgement: dict[str, Any], *, with_conditions: bool) -> dict[str, Any]:
    shown = {"oordeel": judgement["oordeel"], "regelversie": judgement["regelversie"]}
    if not with_conditions:
        return shown
    return shown | {"voorwaarden": [_condition(found) for found in judgement["bevindingen"]]}


def _condition(found: dict[str, Any]) -> dict[str, Any]:
    kept = ("voorwaarde", "uitkomst", "uitleg", "bron", "aard", "tekstGezien")
    return {name: found[name] for name in kept if name in found}


def signing_details(key: str, service_url: str) -> dict[str, Any]:
    """With which key something was signed, and where it can be verified."""
    return {
        "algoritme": "PS256", "sleutel": key,
        "sleutels": f"{service_url}/.well-known/jwks.json",
        "controleren": f"{service_url}/bewijs-controleren",
    }


def _moment(at: datetime | None) -> dict[str, str] | None:
    """A moment twice: in UTC, and as the clock stood in Amsterdam."""
    if at is None:
        return None
    return {
        "utc": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "amsterdam": at.astimezone(clock.AMSTERDAM).isoformat(timespec="seconds"),
    }
