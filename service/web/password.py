"""For everybody with an account of this service: choosing another password."""

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.identity.passwords import change_password
from service.identity.sessions import renew_session
from service.web import address
from service.web.desk import desk
from service.web.entering import set_cookie
from service.web.guard import cookie_name, only_local, session_here, signed_in
from service.web.page import page
from service.web.proving_again import wrong_password
from service.web.show.account import Form, password_mistakes
from service.web.show.attempt import Mistake


@desk.get(address.PASSWORD)
@signed_in(unsettled=True)
def show_password() -> Response:
    only_local()
    return _form(Form())


@desk.post(address.PASSWORD)
@signed_in(unsettled=True)
def save_password() -> Response:
    only_local()
    old, new, again = (request.form.get(name, "") for name in ("wachtwoord", "nieuw", "nogmaals"))
    mistakes = tuple(password_mistakes(old, new, again))
    if not mistakes and (wrong := wrong_password(old)):
        mistakes = (Mistake("wachtwoord", wrong),)
    if mistakes:
        return _form(Form(mistakes), 400)
    here, now = session_here(), clock.now()
    with parts().database.transaction() as session:
        change_password(session, here.person.id, new, here.actor(), now)
        cookie = renew_session(session, here, now)
    answer = redirect(address.own_account("wachtwoord"), 303)
    set_cookie(answer, cookie_name(), cookie)
    return answer


def _form(form: Form, status: int = 200) -> Response:
    return page("account/password.html", status, form=form, here=session_here())
