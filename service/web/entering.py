"""Letting somebody in: the cookie of a new session, and the page to begin with."""

from flask import redirect, request
from werkzeug.wrappers import Response

from service.identity.access import parts
from service.identity.accounts import Person
from service.identity.sessions import Entered
from service.web import address
from service.web.guard import cookie_name

_HOME = {
    "behandelaar": "/mijn-dag", "teamleider": "/werkverdeling", "manager": "/overzicht", "beheerder": "/beheer",
    "corporatie": "/corporatie", "partner": "/partner",
}


def home_of(who: Person) -> str:
    return next(path for kind, path in _HOME.items() if kind in who.kinds)


def old_cookie() -> str:
    return request.cookies.get(cookie_name(), "")


def go_on(entered: Entered, wished: str) -> Response:
    """To where somebody wanted to be, under the cookie of the new session."""
    asked = address.after_sign_in(wished)
    answer = redirect(asked if asked != "/" else home_of(entered.person), 303)
    set_cookie(answer, cookie_name(), entered.cookie)
    return answer


def set_cookie(answer: Response, name: str, value: str, max_age: int | None = None) -> None:
    secure = parts().settings.secure_cookies
    answer.set_cookie(name, value, max_age, secure=secure, httponly=True, samesite="Lax")


def forget_cookie(answer: Response, name: str) -> None:
    answer.delete_cookie(name, path="/", secure=parts().settings.secure_cookies)
