"""What to try next for a household that is not yet reached, and why. Pure: advice, the caseworker decides.

Figures: Divosa Monitor Vroegsignalering 2023, chapter 6 (2022-2023; what municipalities recorded, who choose a channel
by how serious it is, so no proof of cause): contact after only letters 6 percent, after a telephone attempt 59 percent,
after a home visit 46 percent; after one or two attempts 18 percent, after four or more 37 percent. Varying day and part
of day: Rotterdam 2018 (via vroegsignaleringshv.nl).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.policy.model import Channel
from service.referrals.status import ContactKind, PartOfDay

ENOUGH_ATTEMPTS, ENOUGH_CHANNELS, ENOUGH_PERSONAL, ENOUGH_PARTS = 4, 2, 1, 2
PERSONAL = frozenset({ContactKind.PHONE, ContactKind.HOME_VISIT, ContactKind.APPOINTMENT})
NO_ATTEMPT = frozenset({ContactKind.ADMINISTRATIVE, ContactKind.UNKNOWN})
SOURCE = "Divosa Monitor Vroegsignalering 2023, hoofdstuk 6"
_ONLY_LETTERS = "met alleen brieven in 6"
_REACH = {
    Channel.PHONE: f"Met een telefoontje erbij kwam er in 59 van de 100 meldingen contact, {_ONLY_LETTERS}.",
    Channel.HOME_VISIT: f"Met een huisbezoek erbij kwam er in 46 van de 100 meldingen contact, {_ONLY_LETTERS}.",
}
_PART_WORDS = {PartOfDay.MORNING: "de ochtend", PartOfDay.AFTERNOON: "de middag", PartOfDay.EVENING: "de avond"}


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt, as it was recorded."""

    kind: ContactKind
    on_day: date
    part_of_day: PartOfDay
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What to try, at which part of the day, and why. `channel` None: nothing needs to be tried now."""

    channel: Channel | None
    part_of_day: PartOfDay | None
    why: tuple[str, ...]
    may_close: bool = False


@dataclass(frozen=True, slots=True)
class OpenChannels:
    """By which ways contact can be sought now: there is a number or an address, and the guard lets it.

    `how`: the only way left, and how, in Dutch; `wait`: why nothing has to be tried now.
    """

    channels: frozenset[Channel] = frozenset(Channel)
    how: str = ""
    wait: str = ""


def advise(tried: Sequence[Tried], order: Sequence[Channel], open_to: OpenChannels = OpenChannels()) -> Advice:
    """The next step after these attempts, oldest first. `order` is that of the tray in the policy."""
    attempts = [attempt for attempt in tried if attempt.kind not in NO_ATTEMPT]
    if open_to.wait:
        return Advice(None, None, (open_to.wait,))
    if any(attempt.reached for attempt in attempts):
        return Advice(None, None, ("Er is contact geweest. Maak samen een plan of een afspraak.",))
    lacking = missing_before_closing(attempts)
    if open_to.how and open_to.channels:
        [only] = open_to.channels
        part, because_part = _part_of_day(attempts, only)
        return Advice(only, part, tuple(filter(None, (open_to.how, because_part, *lacking))), may_close=not lacking)
    open_ways = [channel for channel in order if channel in open_to.channels]
    if not open_ways:
        told = open_to.how or "Geen manier uit het beleid kan hier. Zoek een ander nummer of een ander adres."
        return Advice(None, None, (told,), may_close=not lacking)
    channel, because = _channel(attempts, open_ways)
    part, because_part = _part_of_day(attempts, channel)
    return Advice(channel, part, tuple(filter(None, (because, because_part, *lacking))), may_close=not lacking)


def missing_before_closing(tried: Sequence[Tried]) -> tuple[str, ...]:
    """What is still to be done before a household counts as not reached (D04), in Dutch; empty: enough is done."""
    attempts = [attempt for attempt in tried if attempt.kind not in NO_ATTEMPT]
    kinds, parts = {one.kind for one in attempts}, {one.part_of_day for one in attempts}
    lacking = []
    if len(attempts) < ENOUGH_ATTEMPTS:
        lacking.append(
            f"Er zijn {len(attempts)} pogingen gedaan. Met vier of meer kwam er in 37 van de 100 meldingen contact, "
            f"met een of twee in 18 ({SOURCE})."
        )
    if len(kinds) < ENOUGH_CHANNELS:
        lacking.append("Probeer het ook op een andere manier.")
    if not kinds & PERSONAL:
        lacking.append("Bel of ga langs: er is nog niet persoonlijk contact gezocht.")
    if len(parts) < ENOUGH_PARTS:
        lacking.append("Probeer het ook op een ander dagdeel.")
    return tuple(lacking)


def _channel(attempts: Sequence[Tried], order: Sequence[Channel]) -> tuple[Channel, str]:
    """The first way of the order that was tried least; after two attempts without anything personal, a personal one."""
    times = Counter(attempt.kind.value for attempt in attempts)
    personal = [channel for channel in order if ContactKind(channel.value) in PERSONAL]
    impersonal_only = len(attempts) >= 2 and not any(attempt.kind in PERSONAL for attempt in attempts)
    among = personal if impersonal_only and personal else order
    chosen = min(among, key=lambda channel: times[channel.value])
    return chosen, _because(chosen, times[chosen.value])


def _because(channel: Channel, times: int) -> str:
    told = _REACH.get(channel)
    first = f"{channel} is nog niet geprobeerd." if times == 0 else f"{channel} is pas {times} keer geprobeerd."
    return f"{first} {told} ({SOURCE})" if told else f"{first} Dit is de volgorde van het beleid."


def _part_of_day(attempts: Sequence[Tried], channel: Channel) -> tuple[PartOfDay | None, str | None]:
    """The part of the day tried least for what is done in person; a letter has none."""
    if ContactKind(channel.value) not in PERSONAL:
        return None, None
    times = Counter(attempt.part_of_day for attempt in attempts if attempt.kind in PERSONAL)
    chosen = min(PartOfDay, key=lambda part: times[part])
    if not times:
        return chosen, "Een lastig gesprek gaat in de ochtend beter (Federatie Opvang, stress-sensitief werken)."
    told = "wisselen van dag en dagdeel helpt (Rotterdam 2018, via vroegsignaleringshv.nl)."
    return chosen, f"Kies {_PART_WORDS[chosen]}: {told}"
