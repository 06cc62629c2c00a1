"""A message before it goes: the text, what the rules say of it, and when it would arrive with the reason."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from service.messages.compose import without_marks
from service.messages.documents import draft_document
from service.messages.kind import SPOKEN_TO_A_STRANGER, MessageChannel
from service.messages.prepare import Draft
from service.messages.resident import recipient
from service.messages.rules.rule import Severity
from service.messages.status import SENT_BY_SERVICE, DeviationReason
from service.messages.template import template_named
from service.web import address
from service.web import message_words as words
from service.web.dates import moment
from service.web.show.forms import Form
from service.web.show.messages import LARGE_TYPE, OWN_MOMENT
from service.web.show.worklist import mark_of


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What a rule says; `stops` when the message may not go like this."""

    place: str
    told: str
    better: str
    stops: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`spoken`: a guide for a talk, beside which it helps to see what help there is."""

    title: str
    mark: str
    href: str
    version: int
    template: str
    phone: str
    subject: str
    text: str
    findings: tuple[DraftFinding, ...]
    arrives: str
    reasons: tuple[str, ...]
    blocked: str
    may_send: bool
    by_hand: bool
    spoken: bool
    own_moment: Form
    deviation: str
    needs_reason: bool
    letters: str
    to: tuple[str, ...]
    needs_street: bool
    today: str


def draft_page(draft: Draft, form: Form, today: date) -> DraftPage:
    document, referral = draft_document(draft), draft.referral
    template = template_named(document["sjabloon"])
    assert template is not None, "it was composed from a template"
    blocked, arrives = document["geblokkeerd"], document["aankomst"]
    channel = MessageChannel(document["kanaal"])
    return DraftPage(
        title=words.template_label(template), mark=mark_of(referral.id), href=address.referral(referral.id),
        version=referral.version, template=template.code, phone=form.text("telefoon"),
        subject=document["onderwerp"] or "", text=without_marks(document["tekst"] or ""),
        findings=tuple(finding_of(one) for one in document["regels"]),
        arrives=moment(datetime.fromisoformat(arrives)) if arrives else "",
        reasons=tuple(one["uitleg"] for one in document["redenen"]),
        blocked=blocked["uitleg"] if blocked else "",
        may_send=document["magVerzonden"] and channel in SENT_BY_SERVICE and not _needs_street(draft),
        by_hand=channel not in SENT_BY_SERVICE, spoken=channel in SPOKEN_TO_A_STRANGER,
        letters=form.text(LARGE_TYPE.name) if channel is MessageChannel.LETTER else "",
        own_moment=replace(form, fields=form.fields[-len(OWN_MOMENT):]),
        deviation=_deviation(form) if arrives else "",
        needs_reason=document["redenNodig"],
        to=recipient(channel, draft.about.person, draft.about.postal) if channel is MessageChannel.LETTER else (),
        needs_street=_needs_street(draft),
        today=today.isoformat(),
    )


def _needs_street(draft: Draft) -> bool:
    return draft.template.kind.channel is MessageChannel.LETTER and draft.about.postal is None


def _deviation(form: Form) -> str:
    code = form.text("afwijkreden")
    return words.DEVIATION[DeviationReason(code)] if code and form.text("moment") else ""


def finding_of(one: dict[str, Any]) -> DraftFinding:
    return DraftFinding(one["plaats"], one["uitleg"], one["beter"] or "", one["ernst"] == Severity.ERROR)
