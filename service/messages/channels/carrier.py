"""What goes out, and how that can end: it went, not now, never, or nobody knows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from service.messages.letterhead import Letterhead


class Departure:
    """Whether a message may have left: a carrier says so just before it hands over what nobody can call back.

    What goes wrong before that, foreseen or not, has surely not reached anybody.
    """

    def __init__(self) -> None:
        self.begun = False

    def begin(self) -> None:
        self.begun = True


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one recipient. `to` is an address, a number, or the lines of an envelope.

    `letterhead` is for a letter, `language` (ISO 639-1) is that of its words.
    """

    id: UUID
    text: str
    subject: str | None
    to: tuple[str, ...]
    sender: str
    at: datetime
    large_type: bool = False
    departure: Departure = field(default_factory=Departure, compare=False)
    letterhead: Letterhead | None = None
    language: str = "nl"

    def __repr__(self) -> str:
        """Hide words and recipient: parcels end up in tracebacks."""
        return f"Parcel({self.id})"


class NotNow(ConnectionError):
    """Surely not taken, and perhaps taken later: the only hopeful end."""


class Refused(Exception):
    """Surely not taken, and never will be."""


class DoesNotFit(Exception):
    """The letter is longer than its pages, is not about its own recipient, or is in letters that cannot be printed."""


class Unsure(Exception):
    """The line broke when it may already have been taken. Sending again could say it twice."""


class Carrier(Protocol):
    def carry(self, parcel: Parcel) -> UUID | None:
        """Hand a parcel over, and say when it departs. Raises `NotNow`, `Refused`, `DoesNotFit` or `Unsure`.

        Returning means it was taken.

        What comes back is the key by which the other side knows it, where it will tell later what became of it.
        """
