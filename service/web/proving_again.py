"""Asking the password again of somebody who is signed in, before something that guards the account changes."""

from service import clock
from service.identity.access import parts
from service.identity.prove import prove_again
from service.identity.tries import Held
from service.web.guard import person
from service.web.show.waiting import still_to_wait


def wrong_password(typed: str) -> str:
    """Why this password does not do, in words for beside the field; empty when it is right."""
    here, now = parts(), clock.now()
    right = prove_again(here.database, here.vault, person().id, typed, now)
    if isinstance(right, Held):
        return f"Er is te vaak verkeerd geprobeerd. {still_to_wait(right.until - now)}"
    return "" if right else "Dit is niet uw huidige wachtwoord. Probeer het opnieuw."
