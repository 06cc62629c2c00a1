"""In and out: the start, signing in, signing out."""

import structlog
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.identity.accounts import Credentials, Person, prove
from service.identity.sessions import (
    Entered,
    close_session,
    enter,
    form_token,
    is_own_form,
    key_of,
    new_cookie,
)
from service.web import address
from service.web.desk import desk
from service.web.guard import FORM_FIELD, cookie_name, person, public, signed_in
from service.web.page import done, page

_WRONG = "De gebruikersnaam, het wachtwoord of de code klopt niet."
_ADVICE = (
    "Probeer het opnieuw. Na vijf keer fout kunt u zich een kwartier niet aanmelden. Dan werkt ook het goede "
    "wachtwoord niet. Lukt het niet? Vraag uw beheerder om hulp."
)
_STALE = "Het formulier was niet meer geldig."
_STALE_ADVICE = "Vul uw gegevens nog een keer in. Helpt dat niet? Kijk dan of uw browser cookies toestaat."
_NO_TASK = "Uw account heeft nog geen taak in Voordeur."
_NO_TASK_ADVICE = "Vraag uw beheerder om u een taak te geven. Meld u daarna opnieuw aan."
_HOME = {"behandelaar": "/werklijst", "manager": "/overzicht", "beheerder": "/beheer", "corporatie": "/corporatie"}
_FORM_SECONDS = 3600


@desk.get("/")
@signed_in()
def start() -> Response:
    return redirect(_home(person()), 303)


@desk.get("/aanmelden")
@public
def sign_in() -> Response:
    return _form(200)


@desk.post("/aanmelden")
@public
def try_sign_in() -> Response:
    here, now = parts(), clock.now()
    if not _is_own_form():
        return _form(400, _STALE, _STALE_ADVICE)
    given = Credentials(*(request.form.get(name, "") for name in ("gebruikersnaam", "wachtwoord", "code")))
    account_id = prove(here.database, here.vault, given, now)
    if account_id is None:
        structlog.get_logger().warning("sign_in_refused")
        return _form(400, _WRONG, _ADVICE)
    with here.database.transaction() as session:
        old = request.cookies.get(cookie_name(), "")
        entered = enter(session, account_id, old, now)
    return _go_on(entered) if entered else _form(403, _NO_TASK, _NO_TASK_ADVICE)


@desk.post("/afmelden")
@signed_in()
def sign_out() -> Response:
    with parts().database.transaction() as session:
        close_session(session, request.cookies[cookie_name()])
    answer = redirect(address.sign_in(reason="afgemeld"), 303)
    answer.delete_cookie(cookie_name(), path="/", secure=parts().settings.secure_cookies)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def slow_down(app: Flask) -> None:
    """Hold back who tries many names: the lock on an account does not see that, and each try costs memory.

    A whole town hall may sit behind one address, so the limit is not low.
    """
    limiter = next(iter(app.extensions["limiter"]))
    name = f"{desk.name}.{try_sign_in.__name__}"
    app.view_functions[name] = limiter.limit("60/minute")(app.view_functions[name])


def _is_own_form() -> bool:
    """Before signing in a form belongs to a cookie of its own, so that another site cannot sign somebody in."""
    visitor = request.cookies.get(_visitor_name(), "")
    return bool(visitor) and is_own_form(parts().vault, key_of(visitor), request.form.get(FORM_FIELD, ""))


def _form(status: int, wrong: str = "", advice: str = "") -> Response:
    # Two doors may stand open in one browser, so a visitor keeps the same cookie.
    visitor = request.cookies.get(_visitor_name()) or new_cookie()
    asked = request.values.get("verder", "")
    answer = page(
        "sign_in.html", status, wrong=wrong, advice=advice, notice=done(), following=address.after_sign_in(asked),
        visitor_token=form_token(parts().vault, key_of(visitor)),
    )
    _set_cookie(answer, _visitor_name(), visitor, _FORM_SECONDS)
    return answer


def _go_on(entered: Entered) -> Response:
    asked = address.after_sign_in(request.form.get("verder", ""))
    answer = redirect(asked if asked != "/" else _home(entered.person), 303)
    _set_cookie(answer, cookie_name(), entered.cookie)
    answer.delete_cookie(_visitor_name(), secure=parts().settings.secure_cookies)
    return answer


def _home(who: Person) -> str:
    return next(path for kind, path in _HOME.items() if kind in who.kinds)


def _visitor_name() -> str:
    return f"{cookie_name()}-formulier"


def _set_cookie(answer: Response, name: str, value: str, max_age: int | None = None) -> None:
    secure = parts().settings.secure_cookies
    answer.set_cookie(name, value, max_age, secure=secure, httponly=True, samesite="Lax")
