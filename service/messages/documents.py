"""Messages, appointments and answers about safe contact, in the words of the contract."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.answers import moment
from service.messages.moments import local
from service.messages.planning import Blocked, NeedsReason, Planned, Reason
from service.messages.prepare import Draft
from service.messages.safe_contact import ContactSafety
from service.messages.tables import Appointment, ContactSafetyRow, Message, message_context
from service.messages.verdict import blocks
from service.policy.model import Channel
from service.vault import Vault


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


def safety_document(answers: Mapping[str, ContactSafetyRow]) -> dict[str, Any]:
    """The answer for every way; what was never asked is `onbekend`."""
    return {"kanalen": [_answer(channel, answers.get(channel)) for channel in Channel]}


def _answer(channel: Channel, row: ContactSafetyRow | None) -> dict[str, Any]:
    return {
        "kanaal": channel, "veilig": row.safety if row else ContactSafety.UNKNOWN,
        "gevraagdOp": row.asked_on.isoformat() if row else None, "gevraagdDoor": row.asked_name if row else None,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"regel": reason.rule, "uitleg": reason.told}
