"""A municipality's own texts: drafted by one administrator, put into use by another, every version kept."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.actors import Administrator
from service.approval import APPROVED, DRAFT, Sayings, require_draft, require_keeper, require_second_person
from service.db import new_id
from service.errors import Conflict, InvalidInput, NotFound
from service.journal import Entry, record
from service.messages.channels.carrier import DoesNotFit
from service.messages.kind import MessageChannel
from service.messages.letterhead import Letterhead
from service.messages.rewording import faults_in
from service.messages.sample import sample_letter
from service.messages.tables import OwnText
from service.messages.template import Template, reworded, template_named
from service.messages.verdict import blocks, verdict_on

GROUND = "beheer"
_SAYINGS = Sayings(
    "Deze tekst is vastgesteld en verandert niet meer. Maak een nieuwe versie.",
    "Alleen een beheerder van deze gemeente kan haar teksten aanpassen.",
    "Alleen een beheerder van deze gemeente kan haar teksten vaststellen.",
    "Wie een tekst schrijft, stelt die niet zelf vast. Vraag een tweede beheerder.",
)
_STOPPED = "In deze tekst staat nog een ernstige fout. Los die op; dan kunt u de tekst vaststellen."
_TOO_LONG = (
    "Deze brief is te lang, of heeft letters die niet te drukken zijn. Pas de tekst aan; dan kunt u haar vaststellen."
)
_GONE = "Deze versie is er niet (meer). Ga terug naar de lijst van teksten."


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One version of a text; `words` None means: back to the text that comes with the service."""

    id: UUID
    template: str
    words: str | None
    status: str
    drafted_by: UUID | None
    approved_by: UUID | None
    created_at: datetime
    approved_at: datetime | None


def shipped_text(code: str) -> Template:
    """The text that comes with the service. Raises `NotFound`."""
    found = template_named(code)
    if found is None:
        raise NotFound("Deze tekst is er niet. Ga terug naar de lijst van teksten.")
    return found


def versions_of(session: Session, municipality_code: str, code: str | None = None) -> list[TextVersion]:
    """The versions of one text, or of all, the latest first; a draft before what is approved."""
    query = select(*(getattr(OwnText, field.name) for field in fields(TextVersion)))
    query = query.where(OwnText.municipality_code == municipality_code)
    if code is not None:
        query = query.where(OwnText.template == code)
    latest = (OwnText.status, OwnText.approved_at.desc(), OwnText.id.desc())
    return [TextVersion(*row) for row in session.execute(query.order_by(*latest))]


def waiting_texts(session: Session, municipality_code: str) -> int:
    """How many drafts wait for a second person."""
    return sum(one.status == DRAFT for one in versions_of(session, municipality_code))


def draft_text(session: Session, code: str, words: str | None, actor: Administrator, now: datetime) -> UUID:
    """Keep words as the draft of a text, in the place of the draft that was there; who revises has drafted.

    Raises `InvalidInput` with every fault. `words` None drafts the way back to the shipped text.
    """
    require_keeper(actor.municipality_code, actor, _SAYINGS)
    template = shipped_text(code)
    faults = faults_in(template, words) if words is not None else []
    if faults:
        raise InvalidInput(faults)
    row = _draft(session, actor.municipality_code, code)
    if row is None:
        row = OwnText(id=new_id(), municipality_code=actor.municipality_code, template=code, status=DRAFT)
        session.add(row)
    row.words, row.drafted_by, row.created_at = words, actor.id, now
    session.flush()
    record(session, [Entry("tekst-opgesteld", row.id, GROUND, {"sjabloon": code})], actor, now)
    return row.id


def discard_text(session: Session, code: str, actor: Administrator, now: datetime) -> None:
    """Throw the draft of a text away. Raises `NotFound` when there is none."""
    row = _sure_draft(session, code, actor)
    session.execute(delete(OwnText).where(OwnText.id == row.id))
    record(session, [Entry("tekst-verwijderd", row.id, GROUND, {"sjabloon": code})], actor, now)


def approve_text(
    session: Session, code: str, letterhead: Letterhead, actor: Administrator, now: datetime
) -> TextVersion:
    """Put the draft of a text into use, from now on; the version as it is then.

    Raises `NotAllowed` for the person who drafted it, `Conflict` while a rule stops it or a letter is too long.
    """
    row = _sure_draft(session, code, actor)
    require_second_person(row, actor, _SAYINGS)
    require_draft(row, _SAYINGS)
    if row.words is not None:
        _require_good(reworded(shipped_text(code), row.words), letterhead)
    row.status, row.approved_by, row.approved_at = APPROVED, actor.id, now
    session.flush()
    record(session, [Entry("tekst-vastgesteld", row.id, GROUND, {"sjabloon": code})], actor, now)
    return TextVersion(*(getattr(row, field.name) for field in fields(TextVersion)))


def _require_good(template: Template, letterhead: Letterhead) -> None:
    if blocks(verdict_on(template)):
        raise Conflict(_STOPPED)
    if template.kind.channel is not MessageChannel.LETTER:
        return
    try:
        sample_letter(template, letterhead, large_type=True)
    except DoesNotFit:
        raise Conflict(_TOO_LONG) from None


def _draft(session: Session, municipality_code: str, code: str) -> OwnText | None:
    """The draft as it is now; two who decide at once take turns."""
    query = select(OwnText).where(
        OwnText.municipality_code == municipality_code, OwnText.template == code, OwnText.status == DRAFT,
    )
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def _sure_draft(session: Session, code: str, actor: Administrator) -> OwnText:
    require_keeper(actor.municipality_code, actor, _SAYINGS)
    row = _draft(session, actor.municipality_code, code)
    if row is None:
        raise NotFound(_GONE)
    return row
