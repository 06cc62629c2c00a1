"""For everybody, also a court: is this proof genuine? Without signing in, and nothing of it is kept."""

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from service.identity.access import parts
from service.identity.keys import public_keys
from service.identity.limits import limited
from service.signals.receipt.check import LARGEST, check
from service.signals.receipt.signature import Checked, Keys, Verdict
from service.signals.receipt.statement_words import proof_sections
from service.web.desk import desk
from service.web.guard import public
from service.web.page import Notice, page

_TITLE = {
    Verdict.GENUINE: ("done", "Echt en ongewijzigd"),
    Verdict.ALTERED: ("error", "Veranderd na uitgifte"),
    Verdict.OTHER_REFERENCE: ("error", "Hoort bij een andere referentie"),
    Verdict.UNKNOWN_KEY: ("error", "Onbekende sleutel"),
    Verdict.NOT_A_RECEIPT: ("error", "Geen bewijs van Voordeur"),
}
_EMPTY = "Kies een bestand of plak de tekst van een bewijs."
_TOO_LARGE = "Dit bestand is te groot om een bewijs te zijn."
# Beside the file there are the borders of the form. Below this size nothing of an upload is written to disk.
_LARGEST_FORM = LARGEST - 1_000


@desk.get("/bewijs-controleren")
@public
def ask_receipt() -> Response:
    return page("verify.html", mistake="", notice=None, more=(), sections=())


# Verifying costs a little work and is open to all.
@desk.post("/bewijs-controleren")
@limited("120/minute")
@public
def verify_receipt() -> Response:
    """No form token: this changes nothing, and nobody is signed in by it."""
    request.max_content_length = _LARGEST_FORM
    try:
        raw = _given()
    except RequestEntityTooLarge:
        return page("verify.html", 413, mistake=_TOO_LARGE, notice=None, more=(), sections=())
    if not raw.strip():
        return page("verify.html", 400, mistake=_EMPTY, notice=None, more=(), sections=())
    return _answer(check(raw, _keys(), request.form.get("referentie", "").strip()))


def _given() -> bytes:
    upload = request.files.get("bestand")
    raw = upload.read() if upload else b""
    return raw or request.form.get("tekst", "").encode()


def _keys() -> Keys:
    with parts().database.transaction() as session:
        return Keys(public_keys(session))


def _answer(found: Checked) -> Response:
    kind, title = _TITLE[found.verdict]
    notice = Notice(kind, title, found.told[0])
    return page("verify.html", mistake="", notice=notice, more=found.told[1:], sections=proof_sections(found))
