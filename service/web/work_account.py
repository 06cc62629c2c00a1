"""In and out with the account that somebody has at work: to the provider of the own organisation, and back."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import NotFound
from service.identity.access import parts
from service.identity.claims import Granted, SeveralOrganisations, granted, name_of, values_of
from service.identity.limits import limited
from service.identity.prove import refuse
from service.identity.provider import Journey, NotProven, Provider
from service.identity.provision import Vouched, admit
from service.identity.registration import RETURN_PATH
from service.identity.sessions import Entered, enter
from service.vault import Unreadable
from service.web import address
from service.web.desk import desk
from service.web.entering import forget_cookie, go_on, old_cookie, set_cookie
from service.web.guard import cookie_name, public
from service.web.sign_in import sign_in_page

_CONTEXT = "werkaccount"
_AWAY = timedelta(minutes=10)
_AGAIN = "Het aanmelden is niet afgemaakt."
_AGAIN_ADVICE = (
    "Het duurde te lang, of het begon in een ander venster. Kies opnieuw voor uw werkaccount. Helpt dat niet? Kijk dan "
    "of uw browser cookies toestaat."
)
_REFUSED = "Uw organisatie bevestigde niet wie u bent."
_REFUSED_ADVICE = "Kies opnieuw voor uw werkaccount. Lukt het niet? Vraag uw eigen ICT-afdeling om hulp."
_NO_ACCESS = "Uw werkaccount geeft geen toegang tot Voordeur."
_SEVERAL_ADVICE = "Uw rechten wijzen naar meer dan een organisatie. Vraag uw beheerder om dat te verbeteren."
_NO_ACCESS_ADVICE = "Vraag uw beheerder om toegang. Meld u daarna opnieuw aan."


# Both ask something of the provider, which must not suffer from who knocks here.
@desk.get("/aanmelden/werkaccount")
@limited("60/minute")
@public
def leave_for_provider() -> Response:
    where, journey = _provider().begin()
    answer = redirect(where, 303)
    kept = {
        "state": journey.state, "nonce": journey.nonce, "verifier": journey.verifier,
        "verder": address.after_sign_in(request.args.get("verder", "")), "tot": (clock.now() + _AWAY).timestamp(),
    }
    sealed = base64.urlsafe_b64encode(parts().vault.seal(kept, _CONTEXT)).decode()
    set_cookie(answer, _journey_name(), sealed, int(_AWAY.total_seconds()))
    return answer


@desk.get(RETURN_PATH)
@limited("60/minute")
@public
def come_back() -> Response:
    """The way back counts once: whatever comes of it, the journey is forgotten."""
    now = clock.now()
    answer = _arrive(_kept(now), now)
    forget_cookie(answer, _journey_name())
    return answer


@desk.get("/afmelden/werkaccount")
@public
def leave_provider() -> Response:
    """To the provider, to end the session of all one's work; by choice (`docs/decisions/0013-work-accounts.md`)."""
    return redirect(_provider().leave() or address.sign_in(reason="afgemeld"), 303)


def _provider() -> Provider:
    found = parts().provider
    if found is None:
        raise NotFound("Aanmelden met een werkaccount staat hier niet aan.")
    return found


def _arrive(kept: dict[str, Any] | None, now: datetime) -> Response:
    provider = _provider()
    if kept is None:
        return _told(400, "onderweg", _AGAIN, _AGAIN_ADVICE)
    journey = Journey(kept["state"], kept["nonce"], kept["verifier"])
    try:
        claims = provider.finish(journey, request.args, now)
        given = granted(provider.registration.rules, values_of(claims, provider.registration.roles_claim))
    except NotProven as error:
        if error.reason == "state":
            return _told(400, error.reason, _AGAIN, _AGAIN_ADVICE)
        return _noted(error.reason, now, 400, _REFUSED, _REFUSED_ADVICE)
    except SeveralOrganisations:
        return _noted("meer organisaties", now, 403, _NO_ACCESS, _SEVERAL_ADVICE)
    entered = _enter(provider, claims, given, now)
    return go_on(entered, kept["verder"]) if entered else _told(403, "geen rol", _NO_ACCESS, _NO_ACCESS_ADVICE)


def _enter(provider: Provider, claims: dict[str, Any], given: Granted | None, now: datetime) -> Entered | None:
    who = Vouched(provider.registration.issuer, claims["sub"], name_of(claims), given)
    with parts().database.transaction() as session:
        account_id = admit(session, who, now)
        if account_id is None:
            refuse(session, None, (), now, "geen rol")
            return None
        return enter(session, account_id, old_cookie(), now)


def _kept(now: datetime) -> dict[str, Any] | None:
    """What this browser took along, when it is ours and not too old."""
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(_journey_name(), ""))
        kept = parts().vault.open(sealed, _CONTEXT)
    except (binascii.Error, ValueError, Unreadable):
        return None
    return kept if kept["tot"] > now.timestamp() else None


def _noted(reason: str, now: datetime, status: int, wrong: str, advice: str) -> Response:
    """A refusal that the provider had a part in stands in the journal."""
    with parts().database.transaction() as session:
        refuse(session, None, (), now, reason)
    return _told(status, reason, wrong, advice)


def _told(status: int, reason: str, wrong: str, advice: str) -> Response:
    structlog.get_logger().warning("work_account_refused", reason=reason)
    return sign_in_page(status, wrong, advice, at="werkaccount")


def _journey_name() -> str:
    return f"{cookie_name()}-{_CONTEXT}"
