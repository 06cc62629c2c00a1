"""The addresses of the screens. No address holds anything about a person."""

import re
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEPT = "/beheer(?:/(?:beleid|teksten|overeenkomsten|hulp|accounts|partners|systemen|logboek|mislukt))?"
_OWN = f"/corporatie(?:/(?:kwaliteit|koppelen|herinneringsbrief|kaarten|prestatieafspraken|signalen/{_UUID}))?"
_WORK = f"/werkverdeling(?:/te-laat|/{_UUID})?"
PASSWORD, APP = "/account/wachtwoord", "/account/app"
_RETURN = re.compile(
    rf"/account|/mijn-dag|/bezoeken(?:/\d{{4}}-\d\d-\d\d)?|/werklijst|/overzicht|/prestatieafspraken"
    rf"|{_WORK}|{_KEPT}|{_OWN}|/partner(?:/{_UUID})?"
    rf"|/verwijzingen/{_UUID}",
)


def after_sign_in(path: str) -> str:
    """Where to go on after signing in: a page of our own, or the start. Never an address from outside."""
    found = _RETURN.match(path)
    whole = found is not None and path[found.end():found.end() + 1] in {"", "/"}
    return found.group() if found and whole else "/"


def sign_in(following: str = "/", reason: str | None = None) -> str:
    return _with("/aanmelden", verder=None if following == "/" else following, melding=reason)


def work_account(following: str = "/") -> str:
    return _with("/aanmelden/werkaccount", verder=None if following == "/" else following)


def own_account(done: str | None = None) -> str:
    return _with("/account", melding=done)


def worklist(lijst: str | None = None, **wish: str | None) -> str:
    return _with("/werklijst", lijst=lijst, **wish)


def visits(day: date, wie: str | None = None) -> str:
    """The home visits of a day."""
    return _with(f"/bezoeken/{day.isoformat()}", wie=wie)


def referral(referral_id: UUID, done: str | None = None) -> str:
    return _with(f"/verwijzingen/{referral_id}", melding=done)


def calendar_of(referral_id: UUID, appointment_id: UUID) -> str:
    return f"/verwijzingen/{referral_id}/afspraken/{appointment_id}/agenda"


def policies(done: str | None = None) -> str:
    return _with("/beheer/beleid", melding=done)


def policy(policy_id: UUID, done: str | None = None) -> str:
    return _with(f"/beheer/beleid/{policy_id}", melding=done)


def texts(done: str | None = None) -> str:
    return _with("/beheer/teksten", melding=done)


def text(code: str, done: str | None = None) -> str:
    return _with(f"/beheer/teksten/{code}", melding=done)


def agreements(done: str | None = None) -> str:
    return _with("/beheer/overeenkomsten", melding=done)


def general_consent() -> str:
    return "/beheer/overeenkomsten/algemene-toestemming"


def new_agreement(corporation_id: UUID, kind: str) -> str:
    """The form with the corporation and the kind of signal chosen."""
    return _with("/beheer/overeenkomsten/nieuw", corporatie=str(corporation_id), soort=kind)


def help_offers(done: str | None = None) -> str:
    return _with("/beheer/hulp", melding=done)


def accounts(done: str | None = None) -> str:
    return _with("/beheer/accounts", melding=done)


def systems(done: str | None = None) -> str:
    return _with("/beheer/systemen", melding=done)


def journal(**wish: str | None) -> str:
    return _with("/beheer/logboek", **wish)


def failed_work(done: str | None = None) -> str:
    return _with("/beheer/mislukt", melding=done)


def workload(done: str | None = None) -> str:
    return _with("/werkverdeling", melding=done)


def work_of(account_id: UUID, done: str | None = None) -> str:
    return _with(f"/werkverdeling/{account_id}", melding=done)


def partners(done: str | None = None) -> str:
    return _with("/beheer/partners", melding=done)


def partner(partner_id: UUID, done: str | None = None) -> str:
    return _with(f"/beheer/partners/{partner_id}", melding=done)


def offers(done: str | None = None) -> str:
    return _with("/partner", melding=done)


def offer(onward_id: UUID, done: str | None = None) -> str:
    return _with(f"/partner/{onward_id}", melding=done)


def own_signals(**wish: str | None) -> str:
    return _with("/corporatie", **wish)


def own_signal(signal_id: UUID, done: str | None = None) -> str:
    return _with(f"/corporatie/signalen/{signal_id}", melding=done)


def agreed_results(corporation_id: UUID, year: int, done: str | None = None) -> str:
    return _with(f"/prestatieafspraken/{corporation_id}/{year}", melding=done)


def own_agreed_results(code: str, year: int) -> str:
    return f"/corporatie/prestatieafspraken/{code}/{year}"


def _with(path: str, **asked: str | None) -> str:
    known = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(known)}" if known else path
