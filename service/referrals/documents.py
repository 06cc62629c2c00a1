"""Referrals in the words of the contract."""

from datetime import date
from typing import Any

from service.answers import moment
from service.referrals.care_tasks import Task, tasks_of
from service.referrals.deadlines import THREATENING
from service.referrals.hand_over import HandedOver
from service.referrals.notices.documents import notices_document
from service.referrals.progress import Progress, TermLine, terms_of
from service.referrals.questions import question_at
from service.referrals.read import LinkView, ReferralView, SignalView
from service.referrals.routing import TRIAGE, types_of
from service.referrals.sharing import ASKED, contact_data, shown_reason
from service.referrals.standing import intended_of
from service.referrals.tables import ContactAttempt, Referral
from service.rules.facts import Destination
from service.signals.contact_wish import CONTACT_WISH
from service.signals.tables import Consent


def referral_document(referral: Referral) -> dict[str, Any]:
    """One line of a worklist: no person stands in it."""
    return {
        "id": str(referral.id),
        "bestemming": referral.destination,
        "grond": referral.ground,
        "status": referral.status,
        "bedreigendeSituatie": referral.urgency == THREATENING,
        "termijn": referral.term,
        "uiterlijk": referral.statutory_due.isoformat(),
        "streefdatum": referral.target_due.isoformat() if referral.target_due else None,
        "typen": sorted(types_of(referral.multiple, referral.consecutive)),
        "team": referral.team,
        "bak": referral.tray,
        "toegewezenAan": str(referral.assigned_to) if referral.assigned_to else None,
        "geopendOp": moment(referral.opened_at),
        "opgepaktOp": moment(referral.picked_up_at),
        "afgeslotenOp": moment(referral.closed_at),
        "eindresultaat": referral.end_result,
        "gewistOp": moment(referral.forgotten_at),
        "nieuws": referral.news,
        "doorgezondenNaar": referral.forwarded_to,
        "doorgezondenOp": moment(referral.forwarded_at),
        "versie": referral.version,
    }


def whole_document(view: ReferralView) -> dict[str, Any]:
    return referral_document(view.referral) | {
        "routering": view.referral.routing,
        "signalen": [_signal(signal) for signal in view.signals],
        "contactpogingen": [attempt_document(attempt) for attempt in view.attempts],
        **progress_document(view.progress),
        "koppelingen": [_link(link, view) for link in view.links],
        "toestemmingen": [_consent(consent) for consent in view.consents],
        "openVraag": _question(view),
        **notices_document(view.notices),
    }


def progress_document(progress: Progress) -> dict[str, Any]:
    """The terms and tasks of a referral, as far as they are known by now."""
    care = progress.intended is Destination.NEIGHBOURHOOD_TEAM
    return {
        "termijnen": [_term(line, progress.today) for line in terms_of(progress)],
        "taken": [_task(task, progress.today) for task in tasks_of(progress)] if care else [],
    }


def handed_over_document(done: HandedOver, desks: frozenset[str]) -> dict[str, Any]:
    """A hand-over for who made it. Its own days, not those of work that was open there already."""
    link, referral = done.link, done.referral
    return {
        "id": str(referral.id) if referral.destination in desks else None,
        "bestemming": referral.destination, "grond": referral.ground, "bedreigendeSituatie": link.threatening,
        "op": link.on_day.isoformat(), "uiterlijk": link.statutory_due.isoformat(),
        "streefdatum": _iso(link.target_due),
    }


def _term(line: TermLine, today: date) -> dict[str, Any]:
    return {
        "soort": line.kind, "uiterlijk": _iso(line.deadline), "streefdatum": _iso(line.target), "bron": line.source,
        "gehaaldOp": _iso(line.met_on), "vervallenOp": _iso(line.ended_on), "opTijd": line.on_time(today),
    }


def _task(task: Task, today: date) -> dict[str, Any]:
    return {
        "soort": task.kind, "uiterlijk": _iso(task.deadline), "streefdatum": _iso(task.target), "bron": task.source,
        "uitleg": task.explanation, "gedaanOp": _iso(task.done_on), "opTijd": task.on_time(today),
    }


def _link(view: LinkView, whole: ReferralView) -> dict[str, Any]:
    """A link as this desk may see it: the other referral only by who works there too."""
    end, far = view.end, view.end.other or whole.referral
    target = whole.referral if end.incoming else far
    other = end.other.id if end.other and end.other.destination in whole.desks else None
    asked = view.subject.get(ASKED) if view.subject else None
    return {
        "soort": end.link.kind, "richting": "van" if end.incoming else "naar", "bestemming": intended_of(far),
        "verwijzing": str(other) if other else None, "op": end.link.on_day.isoformat(),
        "reden": shown_reason(intended_of(target), end.link.reason, incoming=end.incoming),
        "loopt": end.link.active, "betrokkene": view.subject and contact_data(view.subject), "hulpvraag": asked,
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "bestemming": consent.destination, "gegevenDoor": consent.given_by, "gegevenOp": consent.given_on.isoformat(),
        "wijze": consent.manner, "uitdrukkelijk": consent.explicit, "ingetrokkenOp": moment(consent.withdrawn_at),
        "ingetrokkenWijze": consent.withdrawn_how,
    }


def _question(view: ReferralView) -> dict[str, Any] | None:
    if view.referral.destination != TRIAGE:
        return None
    asked = question_at(view.referral.routing)
    return {
        "code": asked.question, "vraag": asked.text, "toelichting": view.referral.routing["uitleg"],
        "antwoorden": [
            {"code": one.answer, "gevolg": one.consequence, "redenen": list(one.reasons)} for one in asked.options
        ],
        "teamNodig": asked.team_needed, "teams": [{"id": team.id, "naam": team.name} for team in view.teams],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def attempt_document(attempt: ContactAttempt) -> dict[str, Any]:
    return {
        "id": attempt.id, "soort": attempt.kind, "datum": attempt.on_day.isoformat(), "dagdeel": attempt.part_of_day,
        "bereikt": attempt.reached,
    }


def _signal(view: SignalView) -> dict[str, Any]:
    """A signal as this desk may see it: the worries of another desk are not its business."""
    signal, desk = view.signal, view.link.destination
    places = [place for place in signal.decision["bestemmingen"] if place["bestemming"] == desk]
    own = [worry for place in places for worry in place.get("zorgen", [])]
    facts = _at(desk, own, signal.facts) if "zorgen" in signal.facts else signal.facts
    return {
        "id": str(signal.id), "referentie": view.reference, "soort": signal.kind,
        "signaaldatum": signal.signal_date.isoformat(), "status": signal.status,
        "betrokkene": view.subject and contact_data(view.subject),
        "contactwens": view.subject and view.subject.get(CONTACT_WISH),
        "gegevens": facts, "beoordeling": signal.judgement | {"bestemmingen": places},
        "doorgezondenDoor": _forwarded_by(view),
    }


def _forwarded_by(view: SignalView) -> dict[str, Any] | None:
    """Who forwarded a signal to this municipality, and both days: of receipt there, and of receipt here."""
    if view.origin is None:
        return None
    return {
        "gemeentecode": view.origin.forwarded_by, "eerstOntvangenOp": view.origin.received_on.isoformat(),
        "hierOntvangenOp": view.signal.received_on.isoformat(),
    }


def _at(desk: str, worries: list[str], facts: dict[str, Any]) -> dict[str, Any]:
    """What was seen, for one desk: its worries, and the consent for itself only."""
    return facts | {"zorgen": worries, "toestemming": facts["toestemming"] | {"bestemmingen": [desk]}}
