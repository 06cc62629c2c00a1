"""Who may see a page. Every route says it: `signed_in` with the kinds of actor it is for, or `public`."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import DomainError, NotAllowed
from service.identity.access import parts
from service.identity.accounts import Person
from service.identity.sessions import SignedIn, find_session, is_own_form, limits_of
from service.web import address

View = TypeVar("View", bound=Callable[..., Any])
FORM_FIELD = "formulier"


class ForeignForm(DomainError):
    """A form that was not made for this session: from another site, or from before signing in again."""

    status = 403
    title = "Formulier niet meer geldig"


def cookie_name() -> str:
    """With the prefix a browser takes the cookie only over HTTPS, for this host and every path (RFC 6265bis)."""
    return "__Host-voordeur" if parts().settings.secure_cookies else "voordeur"


def signed_in(*kinds: str, unsettled: bool = False) -> Callable[[View], View]:
    """Let a page be seen only by a person who may act as one of these kinds; without kinds by everybody signed in.

    Who has a first password or lacks an app that is required sees nothing but pages that are there for the `unsettled`.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            found = _signed_in()
            if found is None:
                return _to_sign_in()
            g.signed_in = found
            duty = first_duty(found)
            if duty and not unsettled:
                return redirect(duty, 303)
            if kinds and found.person.kinds.isdisjoint(kinds):
                raise NotAllowed("Deze bladzijde hoort niet bij uw taak.")
            if request.method == "POST":
                check_form(found.key)
            return view(*args, **kwargs)

        guarded.for_kinds = kinds  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def public(view: View) -> View:
    """Mark a route that everybody may use: the house test asks that this is said."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def person() -> Person:
    """Who is signed in; only inside a view that is `signed_in`."""
    return session_here().person


def session_here() -> SignedIn:
    """The session of this request; only inside a view that is `signed_in`."""
    found: SignedIn = g.signed_in
    return found


def go_on_as(renewed: SignedIn) -> None:
    """The session of this request was renewed: what is still shown of it belongs to the new one."""
    g.signed_in = renewed


def only_local() -> None:
    """Raise `NotAllowed` for who came in with a work account: its password and its app are not kept here."""
    if session_here().by_provider:
        raise NotAllowed("U meldt zich aan met uw werkaccount. Uw wachtwoord en uw app regelt uw eigen organisatie.")


def first_duty(found: SignedIn) -> str:
    """The page that somebody must deal with before any other; empty when nothing stands in the way."""
    if found.first_password:
        return address.PASSWORD
    lacks_app = not found.by_provider and not found.has_app
    return address.APP if lacks_app and found.person.kinds & parts().settings.totp_required_for else ""


def check_form(key: bytes) -> None:
    """Raise `ForeignForm` unless the form in this request was made for the session with this key."""
    if not is_own_form(parts().vault, key, request.form.get(FORM_FIELD, "")):
        raise ForeignForm("Er is niets opgeslagen. Ga terug, laad de bladzijde opnieuw en verstuur het formulier weer.")


def _signed_in() -> SignedIn | None:
    cookie = request.cookies.get(cookie_name())
    if not cookie:
        return None
    here = parts()
    with here.database.transaction() as session:
        return find_session(session, cookie, limits_of(here.settings), clock.now())


def _to_sign_in() -> Response:
    reason = "verlopen" if cookie_name() in request.cookies else None
    return redirect(address.sign_in(address.after_sign_in(request.path), reason), 303)
