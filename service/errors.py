"""Everything that can go wrong in the domain, by name.

`problems` translates each once for the API, `web` once for people.

A message is Dutch, says what to do, and never contains person data.
"""

from dataclasses import dataclass
from typing import ClassVar


class DomainError(Exception):
    """Base of all expected refusals: `status` is the HTTP status, `title` the short Dutch name."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "Ongeldige vraag"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Fault:
    """One error in an input: where (a JSON pointer or parameter name), a stable code, and what to do about it."""

    pointer: str
    code: str
    detail: str
    location: str = "body"

    def document(self) -> dict[str, object]:
        return {"in": self.location, "location": {"pointer": self.pointer}, "code": self.code, "detail": self.detail}


class InvalidInput(DomainError):
    title = "Ongeldige invoer"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(
            "De invoer bevat een fout. Zie errors." if len(faults) == 1
            else f"De invoer bevat {len(faults)} fouten. Zie errors."
        )
        self.faults = faults


class NotSignedIn(DomainError):
    status = 401
    title = "Niet aangemeld"


class TokenMissing(NotSignedIn):
    """Nothing was sent to show who asks."""


class TokenExpired(NotSignedIn):
    """What was sent was good, once."""


class NotAllowed(DomainError):
    status = 403
    title = "Geen toegang"


class NotFound(DomainError):
    status = 404
    title = "Niet gevonden"


class Conflict(DomainError):
    status = 409
    title = "Conflict"


class AlreadyPickedUp(Conflict):
    title = "Al opgepakt"


class Gone(DomainError):
    """It was given once and is kept nowhere."""

    status = 410
    title = "Niet meer beschikbaar"


class TooLarge(DomainError):
    status = 413
    title = "Te groot"


class WrongFormat(DomainError):
    status = 415
    title = "Verkeerd formaat"


class NotLawful(DomainError):
    """The law forbids it as it was asked; the detail names the article and what would make it lawful."""

    status = 422
    title = "De wet staat dit niet toe"


class NoLawInForce(DomainError):
    """A date before the first version of a provision: an error, never a fall-through to another version."""

    title = "Geen regel van kracht"


class BadSettings(DomainError):
    """The environment does not describe a service that can run."""

    status = 500
    title = "Ongeldige instellingen"
