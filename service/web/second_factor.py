"""For everybody with an account of this service: linking an app for codes, and recovery codes."""

import base64
import binascii
from dataclasses import dataclass, field, replace

import segno
from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

from service import clock
from service.errors import NotFound
from service.identity.access import parts
from service.identity.linking import Offer, link_app, renew_recovery_codes
from service.identity.second_factor import address_for_app, new_secret
from service.identity.sessions import key_of
from service.vault import Unreadable
from service.web import address
from service.web.desk import desk
from service.web.entering import set_cookie
from service.web.guard import cookie_name, first_duty, go_on_as, only_local, session_here, signed_in
from service.web.page import page
from service.web.proving_again import wrong_password
from service.web.show.account import Form, grouped
from service.web.show.attempt import Mistake

_WRONG_CODE = "Deze code klopt niet. Vul de zes cijfers in die uw app nu toont. Staat de klok van uw telefoon goed?"

_TOO_OLD = "Deze bladzijde was te oud. Scan de nieuwe QR-code hieronder en vul dan de code van uw app in."


@dataclass(frozen=True, slots=True)
class Offered:
    """An app to link, as the page shows it; `sealed` comes back with the form."""

    picture: Markup = field(repr=False)
    secret: str = field(repr=False)
    sealed: str = field(repr=False)


@desk.get(address.APP)
@signed_in(unsettled=True)
def show_app() -> Response:
    only_local()
    return _form(new_secret(), Form())


@desk.post(address.APP)
@signed_in(unsettled=True)
def save_app() -> Response:
    """The recovery codes are in this answer alone, and gone when the page is loaded again."""
    only_local()
    secret = _opened(request.form.get("geheim", ""))
    if secret is None:
        return _form(new_secret(), Form((Mistake("code", _TOO_OLD),)), 400)
    wrong = wrong_password(request.form.get("wachtwoord", "")) if session_here().has_app else ""
    if wrong:
        return _form(secret, Form((Mistake("wachtwoord", wrong),)), 400)
    here, now = session_here(), clock.now()
    with parts().database.transaction() as session:
        linked = link_app(session, parts().vault, here, Offer(secret, request.form.get("code", "")), now)
    if linked is None:
        return _form(secret, Form((Mistake("code", _WRONG_CODE),)), 400)
    go_on_as(replace(here, key=key_of(linked.cookie), has_app=True))
    answer = page("account/recovery_codes.html", codes=linked.codes, linked=True)
    set_cookie(answer, cookie_name(), linked.cookie)
    return answer


@desk.get("/account/herstelcodes")
@signed_in()
def show_recovery_codes() -> Response:
    """The form for new codes; those that were given are not kept here."""
    _require_app()
    return page("account/new_codes.html", form=Form(), here=session_here())


@desk.post("/account/herstelcodes")
@signed_in()
def save_recovery_codes() -> Response:
    _require_app()
    wrong = wrong_password(request.form.get("wachtwoord", ""))
    if wrong:
        return page("account/new_codes.html", 400, form=Form((Mistake("wachtwoord", wrong),)), here=session_here())
    with parts().database.transaction() as session:
        codes = renew_recovery_codes(session, parts().vault, session_here(), clock.now())
    return page("account/recovery_codes.html", codes=codes, linked=False)


def _require_app() -> None:
    only_local()
    if not session_here().has_app:
        raise NotFound("U hebt nog geen app gekoppeld. Koppel eerst een app.")


def _form(secret: str, form: Form, status: int = 200) -> Response:
    here, vault = session_here(), parts().vault
    offered = Offered(
        _picture(address_for_app(secret, here.username)), grouped(secret),
        base64.urlsafe_b64encode(vault.seal_bytes(secret.encode(), _context())).decode(),
    )
    return page("account/app.html", status, form=form, here=here, offered=offered, required=bool(first_duty(here)))


def _opened(sealed: str) -> str | None:
    """The secret that this session was offered, or None: nobody chooses a secret for somebody else."""
    try:
        return parts().vault.open_bytes(base64.urlsafe_b64decode(sealed), _context()).decode()
    except (binascii.Error, ValueError, Unreadable):
        return None


def _context() -> str:
    return f"app koppelen {session_here().key.hex()}"


def _picture(text: str) -> Markup:
    """Black on white, whatever the colours of the page: a camera wants that."""
    return Markup(segno.make_qr(text, error="m").svg_inline(dark="#000", light="#fff", border=4, omitsize=True))  # noqa: S704 (made here)
