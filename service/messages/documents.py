"""Messages, appointments and answers about safe contact, in the words of the contract."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.answers import moment
from service.messages.contact_answers import WayAnswers, address_key_of
from service.messages.moments import local
from service.messages.planning import Blocked, NeedsReason, Planned
from service.messages.planning_case import Reason
from service.messages.prepare import Draft
from service.messages.safe_contact import ContactSafety
from service.messages.tables import Appointment, Message, message_context
from service.messages.verdict import blocks
from service.signals.contact_wish import ContactWay
from service.vault import Vault

_SAFE = {ContactSafety.SAFE: True, ContactSafety.UNSAFE: False, ContactSafety.UNKNOWN: None}


def draft_document(draft: Draft) -> dict[str, Any]:
    """A preview: the text as the resident would see it, what the rules say of it, and when it would arrive."""
    blocked = draft.outcome.reason if isinstance(draft.outcome, Blocked) else None
    findings = list(draft.composed.findings) if draft.composed else []
    planned = draft.outcome if isinstance(draft.outcome, Planned) else None
    objections = draft.outcome.objections if isinstance(draft.outcome, NeedsReason) else ()
    return {
        "sjabloon": draft.template.code, "kanaal": draft.template.kind.channel, "doel": draft.template.kind.purpose,
        "onderwerp": draft.composed.subject if draft.composed else None,
        "tekst": draft.composed.text if draft.composed else None,
        "regels": findings,
        "aankomst": moment(planned.moment) if planned else None,
        "redenen": [_reason(reason) for reason in (planned.reasons if planned else objections)],
        "redenNodig": bool(objections),
        "geblokkeerd": _reason(blocked) if blocked else None,
        "magVerzonden": planned is not None and not blocks(findings),
    }


def message_document(vault: Vault, row: Message) -> dict[str, Any]:
    inside = vault.open(row.content, message_context(row.id)) if row.content else {}
    return {
        "id": str(row.id), "sjabloon": row.template, "kanaal": row.channel, "doel": row.purpose, "status": row.status,
        "verzendenOp": moment(row.planned_at), "aankomst": moment(row.arrives_at), "redenen": row.reasons,
        "bezorging": row.delivery, "bezorgingOp": moment(row.delivery_at) if row.delivery and row.delivery_at else None,
        "sjabloonversie": row.template_version, "afwijkreden": row.deviation,
        "afspraak": str(row.appointment_id) if row.appointment_id else None,
        "gemaaktOp": moment(row.made_at), "afgehandeldOp": moment(row.ended_at), "afgehandeldWaarom": row.ended_because,
        "onderwerp": inside.get("onderwerp"), "tekst": inside.get("tekst"),
    }


def appointment_document(row: Appointment) -> dict[str, Any]:
    at = local(row.at)
    return {
        "id": str(row.id), "datum": at.date().isoformat(), "tijd": at.strftime("%H:%M"), "plaats": row.place,
        "status": row.status, "medewerker": row.held_by, "gemaaktOp": moment(row.made_at),
        "andereMomenten": [_moment(one) for one in row.alternatives],
    }


def _moment(at: datetime) -> dict[str, str]:
    return {"datum": local(at).date().isoformat(), "tijd": local(at).strftime("%H:%M")}


def safety_document(
    vault: Vault, answers: Mapping[ContactWay, WayAnswers], person: Mapping[str, Any]
) -> dict[str, Any]:
    """Both answers for every way; what was never asked is null. `person` is whose numbers stand here now."""
    return {"manieren": [
        {"manier": way, **_answers(answers.get(way, WayAnswers()), address_key_of(vault, way, person))}
        for way in ContactWay
    ]}


def _answers(known: WayAnswers, address_key: bytes | None) -> dict[str, Any]:
    safety, reachable = known.safety, known.reachable
    return {
        "veilig": _SAFE[safety.safety] if safety else None,
        "veiligGevraagdOp": safety.asked_on.isoformat() if safety else None,
        "veiligGevraagdDoor": safety.asked_by if safety else None,
        "bereikbaar": reachable.reachable if reachable else None,
        "soorten": sorted(reachable.categories) if reachable else [],
        "voorDitAdres": reachable.wish(address_key).same_address if reachable and reachable.reachable else None,
        "bereikbaarGevraagdOp": reachable.asked_on.isoformat() if reachable else None,
        "bereikbaarGevraagdDoor": reachable.asked_by if reachable else None,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"regel": reason.rule, "uitleg": reason.told}
