"""For an administrator: the policy of the municipality, drafted by one person and put into effect by another."""

from typing import Any
from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, InvalidInput
from service.identity.access import parts
from service.policy.store import approve, discard, draft, export, revise
from service.policy.threshold import AGAINST_DECLINING, FOR_DECLINING
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import Notice, done, page
from service.web.show.policy import fingerprint, policy_list, policy_page, version_of
from service.web.show.policy_text import Editor, blank_editor, checked, draft_editor, new_editor, with_faults
from service.web.show.policy_trial import trial_page

_CHANGED = (
    "Een collega heeft dit concept gewijzigd sinds u deze bladzijde opende. Er is niets opgeslagen. Bekijk het concept "
    "opnieuw en beslis dan."
)
_VALID = Notice(
    "done", "Dit beleid is geldig", "Er staat geen fout in de tekst. Het concept is nog niet bewaard.",
    "Kies Bewaar concept. Daarna kunt u het vergelijken en proberen.",
)
_LOADED = Notice("news", "Bestand geladen", "De tekst staat hieronder. Er is nog niets bewaard.")
_ARGUMENTS: dict[str, Any] = {"against": AGAINST_DECLINING, "in_favour": FOR_DECLINING}
_NO_FILE = Notice("warning", "Geen bestand gekozen", "Kies eerst een bestand met beleid. Er is niets veranderd.")
_UNREADABLE = Notice(
    "warning", "Dit bestand is niet te lezen", "Het is geen tekst in UTF-8. Er is niets veranderd.",
    "Bewaar het bestand als platte tekst (UTF-8) en probeer het opnieuw.",
)


@desk.get("/beheer/beleid")
@signed_in("beheerder")
def show_policies() -> Response:
    actor, today = person().administrator(), clock.today()
    with parts().database.transaction() as session:
        view = policy_list(session, actor.municipality_code, today)
    return page("beheer/policies.html", view=view, notice=done())


@desk.get("/beheer/beleid/nieuw")
@signed_in("beheerder")
def show_new_policy() -> Response:
    with parts().database.transaction() as session:
        editor = new_editor(session, person().administrator().municipality_code, clock.today())
    return _editor(editor)


@desk.post("/beheer/beleid/nieuw")
@signed_in("beheerder")
def save_new_policy() -> Response:
    actor, text = person().administrator(), request.form.get("tekst", "")
    editor = blank_editor(text)
    try:
        checked(text, actor.municipality_code)
        if request.form.get("doen") != "bewaar":
            return _editor(editor, notice=_VALID)
        with parts().database.transaction() as session:
            policy_id = draft(session, text, actor, clock.now())
    except InvalidInput as wrong:
        return _editor(with_faults(editor, wrong.faults), 400)
    return redirect(address.policy(policy_id, "bewaard"), 303)


@desk.post("/beheer/beleid/bestand")
@signed_in("beheerder")
def load_policy_file() -> Response:
    """Put the text of a file in the form, checked but not stored."""
    given = request.files.get("bestand")
    content = given.read() if given else b""
    if not content:
        return _editor(blank_editor(""), 400, _NO_FILE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _editor(blank_editor(""), 400, _UNREADABLE)
    try:
        checked(text, person().administrator().municipality_code)
    except InvalidInput as wrong:
        return _editor(with_faults(blank_editor(text), wrong.faults), 400)
    return _editor(blank_editor(text), notice=_LOADED)


@desk.get("/beheer/beleid/<uuid:policy_id>")
@signed_in("beheerder")
def show_policy(policy_id: UUID) -> Response:
    return _version(policy_id, notice=done())


@desk.get("/beheer/beleid/<uuid:policy_id>/wijzigen")
@signed_in("beheerder")
def show_draft(policy_id: UUID) -> Response:
    return _editor(_draft(policy_id))


@desk.post("/beheer/beleid/<uuid:policy_id>/wijzigen")
@signed_in("beheerder")
def save_draft(policy_id: UUID) -> Response:
    actor, text, stored = person().administrator(), request.form.get("tekst", ""), _draft(policy_id)
    editor = Editor(stored.title, stored.action, stored.back, text, request.form.get("gezien", ""))
    try:
        checked(text, actor.municipality_code)
        if request.form.get("doen") != "bewaar":
            return _editor(editor, notice=_VALID)
        with parts().database.transaction() as session:
            _require_seen(export(session, policy_id))
            revise(session, policy_id, text, actor, clock.now())
    except InvalidInput as wrong:
        return _editor(with_faults(editor, wrong.faults), 400)
    except Conflict as conflict:
        return _editor(editor, 409, _told(conflict))
    return redirect(address.policy(policy_id, "bewaard"), 303)


@desk.post("/beheer/beleid/<uuid:policy_id>/verwijderen")
@signed_in("beheerder")
def discard_draft(policy_id: UUID) -> Response:
    actor = person().administrator()
    try:
        with parts().database.transaction() as session:
            version_of(session, policy_id, actor.municipality_code)
            discard(session, policy_id, actor, clock.now())
    except Conflict as conflict:
        return _version(policy_id, 409, _told(conflict))
    return redirect(address.policies("verwijderd"), 303)


@desk.post("/beheer/beleid/<uuid:policy_id>/vaststellen")
@signed_in("beheerder")
def approve_policy(policy_id: UUID) -> Response:
    """Approving locks the draft first, so that the text compared after it is the text that takes effect."""
    actor = person().administrator()
    try:
        with parts().database.transaction() as session:
            version_of(session, policy_id, actor.municipality_code)
            approve(session, policy_id, actor, clock.now())
            _require_seen(export(session, policy_id))
    except Conflict as conflict:
        return _version(policy_id, 409, _told(conflict))
    return redirect(address.policy(policy_id, "vastgesteld"), 303)


@desk.get("/beheer/beleid/<uuid:policy_id>/proef")
@signed_in("beheerder")
def show_trial(policy_id: UUID) -> Response:
    actor, here = person().administrator(), parts()
    with here.database.transaction() as session:
        version = version_of(session, policy_id, actor.municipality_code)
        view = trial_page(session, here.vault, version, clock.today())
    if view is None:
        return _version(policy_id, 409, Notice("warning", "Proberen kan nog niet", "Er is nu geen beleid van kracht."))
    return page("beheer/trial.html", view=view)


def _version(policy_id: UUID, status: int = 200, notice: Notice | None = None) -> Response:
    actor, today = person().administrator(), clock.today()
    with parts().database.transaction() as session:
        version = version_of(session, policy_id, actor.municipality_code)
        view = policy_page(session, version, actor.id, today)
    return page("beheer/policy.html", status, view=view, notice=notice, **_ARGUMENTS)


def _draft(policy_id: UUID) -> Editor:
    with parts().database.transaction() as session:
        version = version_of(session, policy_id, person().administrator().municipality_code)
        return draft_editor(session, policy_id, version.valid_from)


def _editor(editor: Editor, status: int = 200, notice: Notice | None = None) -> Response:
    return page("beheer/policy_text.html", status, view=editor, notice=notice, **_ARGUMENTS)


def _require_seen(text: str) -> None:
    if request.form.get("gezien", "") != fingerprint(text):
        raise Conflict(_CHANGED)


def _told(conflict: Conflict) -> Notice:
    return Notice("warning", "Dit kan nu niet", conflict.detail)
