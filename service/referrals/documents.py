"""Referrals in the words of the contract."""

from typing import Any

from service.answers import moment
from service.referrals.deadlines import THREATENING
from service.referrals.read import ReferralView, SignalView
from service.referrals.routing import types_of
from service.referrals.tables import ContactAttempt, Referral


def referral_document(referral: Referral) -> dict[str, Any]:
    """One line of a worklist: no person stands in it."""
    return {
        "id": str(referral.id),
        "bestemming": referral.destination,
        "grond": referral.ground,
        "status": referral.status,
        "bedreigendeSituatie": referral.urgency == THREATENING,
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
        "nieuws": referral.news,
        "versie": referral.version,
    }


def whole_document(view: ReferralView) -> dict[str, Any]:
    return referral_document(view.referral) | {
        "routering": view.referral.routing,
        "signalen": [_signal(signal) for signal in view.signals],
        "contactpogingen": [attempt_document(attempt) for attempt in view.attempts],
    }


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
    facts = signal.facts | {"zorgen": own} if "zorgen" in signal.facts else signal.facts
    return {
        "id": str(signal.id), "referentie": signal.reference, "soort": signal.kind,
        "signaaldatum": signal.signal_date.isoformat(), "status": signal.status, "betrokkene": view.subject,
        "gegevens": facts, "beoordeling": signal.judgement | {"bestemmingen": places},
    }
