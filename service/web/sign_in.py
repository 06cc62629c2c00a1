"""In and out: the start, signing in with a name and a password, signing out."""

from datetime import timedelta
from http import HTTPStatus

import structlog
from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import NotAllowed
from service.identity.access import parts
from service.identity.limits import limited
from service.identity.prove import Credentials, prove
from service.identity.sessions import close_session, enter, form_token, is_own_form, key_of, new_cookie
from service.identity.tries import Held
from service.web import address
from service.web.desk import desk
from service.web.entering import forget_cookie, go_on, home_of, old_cookie, set_cookie
from service.web.guard import FORM_FIELD, cookie_name, person, public, session_here, signed_in
from service.web.page import done, page
from service.web.show.waiting import still_to_wait

_WRONG = "De gebruikersnaam, het wachtwoord of de code klopt niet."
_ADVICE = (
    "Probeer het opnieuw. Na vijf keer fout moet u wachten: eerst een minuut, daarna steeds langer. Lukt het niet? "
    "Vraag uw beheerder om hulp."
)
_HELD = "Er is te vaak verkeerd geprobeerd."
_HELD_ADVICE = "Tot dan werkt ook het goede wachtwoord niet. Lukt het daarna niet? Vraag uw beheerder om hulp."
_STALE = "Het formulier was niet meer geldig."
_STALE_ADVICE = "Vul uw gegevens nog een keer in. Helpt dat niet? Kijk dan of uw browser cookies toestaat."
_NO_TASK = "Uw account heeft nog geen taak in Voordeur."
_NO_TASK_ADVICE = "Vraag uw beheerder om u een taak te geven. Meld u daarna opnieuw aan."
_FORM_SECONDS = 3600


@desk.get("/")
@signed_in()
def start() -> Response:
    return redirect(home_of(person()), 303)


@desk.get("/aanmelden")
@public
def sign_in() -> Response:
    return sign_in_page(200)


# Each try costs memory. A whole town hall may sit behind one address, so the limit is not low.
@desk.post("/aanmelden")
@limited("60/minute")
@public
def try_sign_in() -> Response:
    here, now = parts(), clock.now()
    if not here.settings.local_accounts:
        raise NotAllowed("Aanmelden kan hier alleen met uw werkaccount.")
    if not _is_own_form():
        return sign_in_page(400, _STALE, _STALE_ADVICE)
    proven = prove(here.database, here.vault, _typed(), now)
    if proven is None or isinstance(proven, Held):
        structlog.get_logger().warning("sign_in_refused", reason="onjuist" if proven is None else "opgehouden")
        return sign_in_page(400, _WRONG, _ADVICE) if proven is None else _held(proven.until - now)
    with here.database.transaction() as session:
        entered = enter(session, proven, old_cookie(), now)
    if entered is None:
        return sign_in_page(403, _NO_TASK, _NO_TASK_ADVICE)
    answer = go_on(entered, request.form.get("verder", ""))
    forget_cookie(answer, _visitor_name())
    return answer


@desk.post("/afmelden")
@signed_in(unsettled=True)
def sign_out() -> Response:
    with parts().database.transaction() as session:
        close_session(session, request.cookies[cookie_name()])
    answer = redirect(address.sign_in(reason="afgemeld-werk" if session_here().by_provider else "afgemeld"), 303)
    forget_cookie(answer, cookie_name())
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def sign_in_page(status: int, wrong: str = "", advice: str = "", at: str = "gebruikersnaam") -> Response:
    """The page to sign in, with what went wrong when something did, and where to try again."""
    visitor = request.cookies.get(_visitor_name()) or new_cookie()
    asked = address.after_sign_in(request.values.get("verder", ""))
    here = parts()
    answer = page(
        "sign_in.html", status, wrong=wrong, advice=advice, at=at, notice=done(), following=asked,
        visitor_token=form_token(here.vault, key_of(visitor)), local=here.settings.local_accounts,
        work_account=address.work_account(asked) if here.provider else "",
        left_work_account=here.provider and request.args.get("melding") == "afgemeld-werk",
    )
    set_cookie(answer, _visitor_name(), visitor, _FORM_SECONDS)
    return answer


def _typed() -> Credentials:
    name, password, code = (request.form.get(field, "") for field in ("gebruikersnaam", "wachtwoord", "code"))
    return Credentials(name, password, code, request.remote_addr or "")


def _held(left: timedelta) -> Response:
    answer = sign_in_page(HTTPStatus.TOO_MANY_REQUESTS, _HELD, f"{still_to_wait(left)} {_HELD_ADVICE}")
    answer.headers["Retry-After"] = str(int(left.total_seconds()) + 1)
    return answer


def _is_own_form() -> bool:
    """Before signing in a form belongs to a cookie of its own, so that another site cannot sign somebody in."""
    visitor, given = request.cookies.get(_visitor_name(), ""), request.form.get(FORM_FIELD, "")
    return bool(visitor) and is_own_form(parts().vault, key_of(visitor), given)


def _visitor_name() -> str:
    return f"{cookie_name()}-formulier"
