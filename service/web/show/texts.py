"""The texts for residents as an administrator reads them: the list, one text with its versions, and the editor."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from service.approval import DRAFT
from service.errors import Fault
from service.glossary import CODES
from service.messages.compose import without_marks
from service.messages.kind import MessageChannel
from service.messages.own_texts import TextVersion, shipped_text, versions_of
from service.messages.rewording import faults_in, usable
from service.messages.sample import sample_of
from service.messages.template import Template, reworded, shipped
from service.messages.texts_in_use import text_in_use
from service.messages.verdict import blocks, verdict_of, verdict_on
from service.web import address
from service.web import message_words as words
from service.web.dates import moment
from service.web.show.draft import DraftFinding, finding_of
from service.web.show.names import colleague_names
from service.web.show.policy import Comparison, compare, fingerprint

_MEANING = {
    entry.name: entry.definition for found in CODES if found.english == "Placeholder" for entry in found.entries
}
_SHIPPED, _OWN = "Meegeleverde tekst", "Eigen tekst"
OWN_DRAFT = "U hebt dit concept zelf geschreven. Vraag een tweede beheerder om het te lezen en vast te stellen."
STOPPED = "In dit concept staat nog een ernstige fout. Los die eerst op."


@dataclass(frozen=True, slots=True)
class TextLine:
    href: str
    title: str
    state: str
    waits: bool


@dataclass(frozen=True, slots=True)
class TextGroup:
    name: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words as they stand, what a resident would see, and what the rules say. `faults` keep them from being kept."""

    words: str
    subject: str
    preview: str
    findings: tuple[DraftFinding, ...]
    faults: tuple[str, ...] = ()

    @property
    def stopped(self) -> bool:
        return bool(self.faults) or any(one.stops for one in self.findings)


@dataclass(frozen=True, slots=True)
class VersionLine:
    id: UUID
    state: str
    made: str
    approved: str
    words: str
    is_shipped: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """`blocked` says why this person cannot put the draft into use; `seen` is the draft this page was made from."""

    reading: Reading
    is_shipped: bool
    made: str
    comparison: Comparison
    blocked: str
    seen: str


@dataclass(frozen=True, slots=True)
class TextPage:
    title: str
    href: str
    state: str
    is_letter: bool
    in_use: Reading
    is_own: bool
    draft: DraftView | None
    versions: tuple[VersionLine, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class TextEditor:
    title: str
    href: str
    reading: Reading
    seen: str
    placeholders: tuple[tuple[str, str], ...]
    is_mail: bool
    is_letter: bool


def text_list(session: Session, municipality_code: str) -> tuple[TextGroup, ...]:
    states: dict[str, str] = {}
    drafts: set[str] = set()
    for version in versions_of(session, municipality_code):
        if version.status == DRAFT:
            drafts.add(version.template)
        else:
            states.setdefault(version.template, _SHIPPED if version.words is None else _OWN)
    groups = groupby(shipped(), key=lambda one: one.kind.channel)
    return tuple(
        TextGroup(words.CHANNEL[channel], tuple(
            TextLine(address.text(one.code), words.purpose_label(one).capitalize(), states.get(one.code, _SHIPPED),
                     one.code in drafts) for one in texts
        )) for channel, texts in groups
    )


def text_page(session: Session, municipality_code: str, code: str, reader: UUID) -> TextPage:
    template = text_in_use(session, municipality_code, code) or shipped_text(code)
    versions = versions_of(session, municipality_code, code)
    names = colleague_names(session, {who for one in versions for who in (one.drafted_by, one.approved_by) if who})
    draft = next((one for one in versions if one.status == DRAFT), None)
    fixed = [one for one in versions if one.status != DRAFT]
    return TextPage(
        words.template_label(template), address.text(code), _OWN if template.own else _SHIPPED,
        template.kind.channel is MessageChannel.LETTER, reading_of(template, template.text), template.own is not None,
        _draft_view(template, draft, names, reader) if draft else None,
        tuple(_version(one, names, current=one is fixed[0]) for one in fixed), seen_of(versions),
    )


def text_editor(code: str, current: str, seen: str) -> TextEditor:
    """The form with these words, everything the rules say of them, and what may be filled in."""
    template = shipped_text(code)
    channel = template.kind.channel
    return TextEditor(
        words.template_label(template), address.text(code), reading_of(template, current), seen,
        tuple((name, _MEANING[name]) for name in usable(template)),
        channel is MessageChannel.EMAIL, channel is MessageChannel.LETTER,
    )


def starting_words(session: Session, municipality_code: str, code: str) -> str:
    """What the editor begins with: the draft, else the text in use."""
    draft = next((one for one in versions_of(session, municipality_code, code) if one.status == DRAFT), None)
    if draft is not None:
        return draft.words if draft.words is not None else shipped_text(code).text
    return (text_in_use(session, municipality_code, code) or shipped_text(code)).text


def seen_of(versions: list[TextVersion]) -> str:
    """By which a form says which draft its sender had before them; empty: there was none."""
    draft = next((one for one in versions if one.status == DRAFT), None)
    return mark_of_words(draft) if draft else ""


def mark_of_words(version: TextVersion) -> str:
    return fingerprint(f"{version.id} {version.words}")


def reading_of(template: Template, current: str) -> Reading:
    faults = faults_in(template, current)
    if faults:
        found = verdict_of(current, template.kind, template.situation, template.manner) if current.strip() else []
        return Reading(current, "", "", tuple(finding_of(one) for one in found), _told(faults))
    changed = reworded(template, current)
    composed = sample_of(changed)
    findings = tuple(finding_of(one) for one in verdict_on(changed))
    return Reading(current, composed.subject or "", without_marks(composed.text), findings)


def _told(faults: list[Fault]) -> tuple[str, ...]:
    return tuple(one.detail for one in faults)


def _draft_view(template: Template, draft: TextVersion, names: dict[UUID, str], reader: UUID) -> DraftView:
    origin = shipped_text(template.code)
    current = draft.words if draft.words is not None else origin.text
    return DraftView(
        reading_of(origin, current), draft.words is None, _who(draft.drafted_by, draft, names),
        compare(template.text, current), _blocked(draft, reader, origin), seen_of([draft]),
    )


def _blocked(draft: TextVersion, reader: UUID, origin: Template) -> str:
    if draft.words is not None and blocks(verdict_of(draft.words, origin.kind, origin.situation, origin.manner)):
        return STOPPED
    return OWN_DRAFT if draft.drafted_by == reader else ""


def _version(version: TextVersion, names: dict[UUID, str], *, current: bool) -> VersionLine:
    approved = f"{names.get(version.approved_by, _UNKNOWN) if version.approved_by else _UNKNOWN}, "
    return VersionLine(
        version.id, "In gebruik" if current else "Niet meer in gebruik", _who(version.drafted_by, version, names),
        approved + (moment(version.approved_at) if version.approved_at else ""),
        version.words if version.words is not None else shipped_text(version.template).text, version.words is None,
    )


_UNKNOWN = "een beheerder zonder account"


def _who(person: UUID | None, version: TextVersion, names: dict[UUID, str]) -> str:
    return f"{names.get(person, _UNKNOWN) if person else _UNKNOWN}, {moment(version.created_at)}"
