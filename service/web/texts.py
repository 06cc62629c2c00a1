"""For an administrator: the texts for residents, adapted by one person and put into use by another."""

from uuid import UUID

from flask import Response as FlaskResponse
from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, InvalidInput, NotFound
from service.identity.access import parts
from service.messages.channels.carrier import DoesNotFit
from service.messages.kind import MessageChannel
from service.messages.letterhead import Letterhead, letterhead_of
from service.messages.own_texts import approve_text, discard_text, draft_text, shipped_text, versions_of
from service.messages.sample import sample_letter
from service.messages.template import BadTemplate, reworded
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import Notice, done, page
from service.web.show.texts import mark_of_words, seen_of, starting_words, text_editor, text_list, text_page

_CHANGED = (
    "Een collega heeft het concept gewijzigd sinds u deze bladzijde opende. Er is niets opgeslagen. Bekijk het opnieuw."
)
_TOO_LONG = Notice(
    "warning", "Past niet", "Deze brief is te lang, of heeft letters die niet te drukken zijn. Pas de tekst aan.",
)
_NOT_YET = Notice("warning", "Nog niet te tonen", "Los eerst op wat er mis is met de invulvelden.")
_GOOD = Notice("done", "Geen ernstige fouten", "Het concept is nog niet bewaard.")


@desk.get("/beheer/teksten")
@signed_in("beheerder")
def show_texts() -> Response:
    with parts().database.transaction() as session:
        groups = text_list(session, person().administrator().municipality_code)
    return page("beheer/texts.html", groups=groups, notice=done())


@desk.get("/beheer/teksten/<code>")
@signed_in("beheerder")
def show_text(code: str) -> Response:
    return _text(code, notice=done())


@desk.get("/beheer/teksten/<code>/wijzigen")
@signed_in("beheerder")
def show_text_editor(code: str) -> Response:
    town = person().administrator().municipality_code
    shipped_text(code)
    with parts().database.transaction() as session:
        words, seen = starting_words(session, town, code), seen_of(versions_of(session, town, code))
    return _editor(code, words, seen)


@desk.post("/beheer/teksten/<code>/wijzigen")
@signed_in("beheerder")
def save_text(code: str) -> Response:
    """Keep the words as a draft, or only look at them: with a script that happens beside the text while typing."""
    actor, words, seen = person().administrator(), _typed(), request.form.get("gezien", "")
    if request.form.get("doen") != "bewaar":
        return _editor(code, words, seen, _GOOD)
    try:
        with parts().database.transaction() as session:
            _require_seen(seen, seen_of(versions_of(session, actor.municipality_code, code)))
            draft_text(session, code, words, actor, clock.now())
    except InvalidInput:
        return _editor(code, words, seen, status=400)
    except Conflict as conflict:
        return _editor(code, words, seen, _told(conflict), 409)
    return redirect(address.text(code, "tekst-bewaard"), 303)


@desk.post("/beheer/teksten/<code>/terug")
@signed_in("beheerder")
def go_back_to(code: str) -> Response:
    """Draft an earlier version, or the shipped text, anew: a second person puts it into use."""
    actor, version = person().administrator(), request.form.get("versie", "")
    try:
        with parts().database.transaction() as session:
            versions = versions_of(session, actor.municipality_code, code)
            _require_seen(request.form.get("gezien", ""), seen_of(versions))
            earlier = {str(one.id): one.words for one in versions}
            if version and version not in earlier:
                raise NotFound("Deze versie is er niet. Ga terug naar de lijst van teksten.")
            draft_text(session, code, earlier.get(version), actor, clock.now())
    except Conflict as conflict:
        return _text(code, 409, _told(conflict))
    return redirect(address.text(code, "tekst-bewaard"), 303)


@desk.post("/beheer/teksten/<code>/verwijderen")
@signed_in("beheerder")
def discard_own_text(code: str) -> Response:
    with parts().database.transaction() as session:
        discard_text(session, code, person().administrator(), clock.now())
    return redirect(address.text(code, "tekst-weg"), 303)


@desk.post("/beheer/teksten/<code>/vaststellen")
@signed_in("beheerder")
def approve_own_text(code: str) -> Response:
    """Approving locks the draft first, so that the words compared after it are the words that are used."""
    actor, here = person().administrator(), parts()
    try:
        with here.database.transaction() as session:
            around = letterhead_of(session, here.settings, actor.municipality_code)
            approved = approve_text(session, code, around, actor, clock.now())
            _require_seen(request.form.get("gezien", ""), mark_of_words(approved))
    except Conflict as conflict:
        return _text(code, 409, _told(conflict))
    return redirect(address.text(code, "tekst-vastgesteld"), 303)


@desk.post("/beheer/teksten/<code>/brief.pdf")
@signed_in("beheerder")
def show_letter(code: str) -> Response:
    """The words on paper, with an invented resident. By POST: the words may be longer than an address can be."""
    template = shipped_text(code)
    if template.kind.channel is not MessageChannel.LETTER:
        raise NotFound("Deze tekst is geen brief.")
    try:
        pdf = sample_letter(reworded(template, _typed()), _letterhead())
    except DoesNotFit:
        return _text(code, 409, _TOO_LONG)
    except (BadTemplate, InvalidInput):
        return _text(code, 400, _NOT_YET)
    headers = {"Content-Disposition": f'inline; filename="{template.code}.pdf"'}
    return FlaskResponse(pdf, 200, headers, content_type="application/pdf")


def _text(code: str, status: int = 200, notice: Notice | None = None) -> Response:
    actor = person().administrator()
    with parts().database.transaction() as session:
        view = text_page(session, actor.municipality_code, code, UUID(str(actor.id)))
    return page("beheer/text.html", status, view=view, notice=notice)


def _editor(code: str, words: str, seen: str, notice: Notice | None = None, status: int = 200) -> Response:
    view = text_editor(code, words, seen)
    if notice is _GOOD and view.reading.stopped:
        notice = None
    return page("beheer/text_edit.html", status, asks=True, view=view, notice=notice)


def _letterhead() -> Letterhead:
    here = parts()
    with here.database.transaction() as session:
        return letterhead_of(session, here.settings, person().administrator().municipality_code)


def _typed() -> str:
    """Browsers send line ends as CRLF."""
    return request.form.get("tekst", "").replace("\r\n", "\n").strip("\n")


def _require_seen(seen: str, now: str) -> None:
    if seen != now:
        raise Conflict(_CHANGED)


def _told(conflict: Conflict) -> Notice:
    return Notice("warning", "Dit kan nu niet", conflict.detail)
