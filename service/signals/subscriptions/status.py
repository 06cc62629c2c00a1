"""How a subscription stands, as codes. Pure."""

from enum import StrEnum


class SubscriptionState(StrEnum):
    ACTIVE = "actief"
    WAITING = "wacht"
    SUSPENDED = "geschorst"


class Suspension(StrEnum):
    """Why nothing is sent any more until the corporation subscribes again."""

    GONE = "adresVervallen"
    FAILING = "teLangMislukt"
    CLIENT_CLOSED = "clientUitgezet"


class Failure(StrEnum):
    """Why a receiver did not take an event."""

    REFUSED = "geweigerd"
    UNREACHABLE = "onbereikbaar"
    TOO_SLOW = "teTraag"
    CERTIFICATE = "certificaat"
    FORBIDDEN_ADDRESS = "verbodenAdres"
    UNREADABLE = "onleesbaarAntwoord"
