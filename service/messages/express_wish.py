"""Whether a message may go electronically: only as far as the resident expressly said so (Awb article 2:8). Pure.

The wish is about one way, for the very number or address it was given about, for the kinds of message that were named,
from its day on. A number or an address that a corporation passed on is no such wish.
"""

from dataclasses import dataclass
from datetime import date

from service.messages.kind import MessagePurpose
from service.rules.dutch import day
from service.signals.contact_wish import ELECTRONIC, ContactWay, MessageCategory

CATEGORY_OF = {
    MessagePurpose.FIRST: MessageCategory.LETTER, MessagePurpose.FOLLOW_UP: MessageCategory.LETTER,
    MessagePurpose.CARE: MessageCategory.LETTER, MessagePurpose.CLOSING: MessageCategory.LETTER,
    MessagePurpose.RECEIPT: MessageCategory.LETTER, MessagePurpose.CONFIRM: MessageCategory.APPOINTMENT,
    MessagePurpose.CHANGE: MessageCategory.APPOINTMENT, MessagePurpose.CANCEL: MessageCategory.APPOINTMENT,
    MessagePurpose.REMINDER: MessageCategory.REMINDER, MessagePurpose.INFORM: MessageCategory.LETTER,
}
"""The kind of message that each purpose is: the one place where a text becomes a kind that residents agree to."""
CATEGORY_WORDS = {
    MessageCategory.APPOINTMENT: "berichten over een afspraak", MessageCategory.LETTER: "brieven",
    MessageCategory.REMINDER: "herinneringen",
}
WAY_WORDS = {ContactWay.EMAIL: "mail", ContactWay.SMS: "sms", ContactWay.WHATSAPP: "WhatsApp"}
_INSTEAD = "Bel, stuur een brief of ga langs, en vraag het dan."


@dataclass(frozen=True, slots=True)
class ExpressWish:
    """The last answer about one way. `same_address`: it was about the very number or address that is used now."""

    wanted: bool
    since: date
    categories: frozenset[MessageCategory] = frozenset()
    same_address: bool = True


def no_wish_because(way: ContactWay, purpose: MessagePurpose, wish: ExpressWish | None, on: date) -> str | None:
    """Why nothing of this purpose may be sent electronically on a day, in Dutch; None when it may."""
    if way not in ELECTRONIC:
        return None
    name, thing = _named(way)
    if wish is None:
        return (
            f"Een bericht per {name} mag alleen als de inwoner zelf heeft gezegd zo bereikbaar te zijn (Awb artikel "
            f"2:8). Een {thing} dat van de corporatie komt, is daarvoor niet genoeg. {_INSTEAD}"
        )
    return _wish_falls_short(way, purpose, wish, on)


def _wish_falls_short(way: ContactWay, purpose: MessagePurpose, wish: ExpressWish, on: date) -> str | None:
    name, thing = _named(way)
    if not wish.wanted:
        return f"De inwoner zei geen bericht per {name} te willen. Kies een andere manier."
    if not wish.same_address:
        return f"De inwoner zei ja voor een ander {thing} dan dit. Een ja telt alleen voor het {thing} zelf. {_INSTEAD}"
    if on < wish.since:
        return f"De inwoner wil berichten per {name} vanaf {day(wish.since)}. Tot die dag: bel of stuur een brief."
    if CATEGORY_OF[purpose] not in wish.categories:
        wanted = " en ".join(CATEGORY_WORDS[one] for one in MessageCategory if one in wish.categories)
        return f"De inwoner wil per {name} alleen {wanted}. Dit is iets anders. {_INSTEAD}"
    return None


def _named(way: ContactWay) -> tuple[str, str]:
    return WAY_WORDS[way], "adres" if way is ContactWay.EMAIL else "nummer"
