"""Posting the invented signals as a corporation's system would: a token first, then one signal at a time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
from sqlalchemy import func, select

from service import clock
from service.config import Settings
from service.db import Database
from service.seed.partners import CORPORATIONS, STRANGER, identity
from service.seed.secrets import kept
from service.seed.signals import signal_of_a_stranger, signals_of
from service.signals.tables import Signal

_WORDS = {201: "aangenomen", 200: "al bekend", 422: "geweigerd", 400: "ongeldig"}


def post_signals(settings: Settings, echo: Callable[[str], None]) -> None:
    """Post the signals of today, once per database, and tell how many went which way."""
    if _posted_before(settings):
        echo("De voorbeeldsignalen van een eerdere start staan er nog.")
        return
    seen: Counter[str] = Counter()
    with httpx.Client(base_url=settings.service_url, timeout=30) as http:
        today = clock.today()
        tokens = {key: token_for(http, key) for key in (*CORPORATIONS, STRANGER)}
        for key, signal in [*signals_of(today), (STRANGER, signal_of_a_stranger(today))]:
            seen[_post(http, tokens[key], signal)] += 1
    echo(", ".join(f"{count} {words}" for words, count in seen.most_common()))


def token_for(http: httpx.Client, key: str) -> str:
    answer = http.post("/oauth/token", auth=(key, kept()[key]), data={"grant_type": "client_credentials"})
    answer.raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def _post(http: httpx.Client, token: str, signal: dict[str, Any]) -> str:
    answer = http.post("/api/v1/signalen", json=signal, headers={"Authorization": f"Bearer {token}"})
    document = answer.json()
    if document.get("status") == "nietOpgepakt":
        return "aangenomen maar niet opgepakt volgens het beleid"
    return _WORDS.get(answer.status_code, f"met antwoord {answer.status_code}")


def _posted_before(settings: Settings) -> bool:
    database = Database(settings.database_url, pool_size=1, name="voordeur-demo")
    owned = select(func.count()).select_from(Signal).where(
        Signal.corporation_id.in_([identity(key) for key in CORPORATIONS]),
    )
    try:
        with database.transaction() as session:
            return bool(session.scalar(owned))
    finally:
        database.close()


