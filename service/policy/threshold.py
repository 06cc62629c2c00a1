"""The threshold of a municipality: what lies below it, what happens then, and what can be said against it. Pure.

Whether there may be a threshold is contested. So the ordinary choice is an offer by letter; a silent decline names its
own legal basis, and never reaches a signal that reports a threat, however far away.
See docs/decisions/0033-below-the-threshold.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.rules.facts import RentFacts

NOT_BY_LAW = "Dit is een keuze van de gemeente, niet van de wet: de wet kent geen ondergrens."


class ThresholdManner(StrEnum):
    """What happens to a rent signal below the threshold: an offer by letter, or nothing at all."""

    OFFER_BY_LETTER = "aanbodPerBrief"
    SILENT_DECLINE = "nietOpgepakt"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below an amount (cents) or a number of days of arrears a rent signal is handled in the manner chosen here.

    Off by default: the law has no floor. A policy from before there was a choice names no manner; it declines.
    """

    amount_cents: int | None = None
    age_days: int | None = None
    manner: ThresholdManner | None = None
    legal_basis: str | None = None

    @property
    def is_set(self) -> bool:
        return self.amount_cents is not None or self.age_days is not None

    @property
    def declines(self) -> bool:
        return self.is_set and self.manner is not ThresholdManner.OFFER_BY_LETTER

    @property
    def offers(self) -> bool:
        return self.is_set and self.manner is ThresholdManner.OFFER_BY_LETTER


@dataclass(frozen=True, slots=True)
class ArrearsSize:
    """How large and how old rent arrears are, and whether the landlord reports any threat of eviction beside them."""

    amount_cents: int
    age_days: int
    threat_reported: bool


WITHOUT_MANNER = (
    "Dit beleid heeft een drempel, maar zegt niet wat er onder de drempel gebeurt. Het is van vóór die keuze. Signalen "
    "onder de drempel blijven daarom liggen zonder dat de inwoner iets hoort. Maak een nieuwe versie en kies bij "
    "drempels de wijze: aanbodPerBrief of nietOpgepakt."
)


@dataclass(frozen=True, slots=True)
class Argument:
    """What is said for or against a threshold, and by whom."""

    text: str
    source: str


AGAINST_DECLINING = (
    Argument(
        "In beginsel vraagt elk signaal om een aanbod van hulp.", "BKR, oktober 2023, en Divosa, jaarverslag 2024",
    ),
    Argument(
        "De wet noemt geen ondergrens. De gemeente biedt na een signaal een eerste gesprek aan.",
        "Wgs artikel 3, eerste lid, onder b",
    ),
    Argument(
        "De inwoner hoort niet dat de verhuurder gegevens gaf, want er komt geen eerste contact. Daarom bewaart "
        "Voordeur geen naam en geen adres. Bewaart u die zelf wel, zonder het de inwoner te vertellen? Dan staat dat "
        "op gespannen voet met de AVG.",
        "AVG artikel 14",
    ),
)
FOR_DECLINING = (
    Argument(
        "De wet spreekt van een signaal “dat een goede indicatie vormt voor meer schulden”. Sommigen lezen daarin "
        "ruimte om kleine achterstanden te laten gaan. Anderen lezen er alleen in welke soorten signalen er zijn.",
        "Wgs artikel 3, eerste lid, onder b",
    ),
    Argument(
        "Een gemeente verwerkt alleen signalen over schulden die problematisch zijn of dreigen te worden, dus niet "
        "over een kleinigheid.",
        "AP en VNG, via NVVK, december 2021",
    ),
)


def size_of(facts: RentFacts, on: date) -> ArrearsSize:
    threat = facts.threat_phase is not None or facts.threat_date is not None
    return ArrearsSize(facts.amount_cents, (on - facts.arrears_since).days, threat)


def reasons_below(thresholds: Thresholds, size: ArrearsSize) -> Iterator[str]:
    """Each threshold that the arrears stay below, in Dutch. A reported threat is never a trifle: it has none."""
    if size.threat_reported:
        return
    amount, age = thresholds.amount_cents, thresholds.age_days
    if amount is not None and size.amount_cents < amount:
        yield f"De achterstand is lager dan de drempel van {euros(amount)}."
    if age is not None and size.age_days < age:
        yield f"De achterstand bestaat korter dan de drempel van {age} dagen."


def offered_by_letter(thresholds: Thresholds, size: ArrearsSize) -> bool:
    return thresholds.offers and any(reasons_below(thresholds, size))


def threshold_warning(thresholds: Thresholds) -> str:
    """What an administrator should know of the choice in a policy in force, in Dutch; empty when there is nothing."""
    if not thresholds.declines:
        return ""
    if thresholds.manner is None:
        return WITHOUT_MANNER
    return (
        "Signalen onder de drempel blijven liggen zonder dat de inwoner iets hoort. Of dat mag, is omstreden. De "
        "gewone keuze is een aanbod per brief (wijze: aanbodPerBrief)."
    )


def manner_in_words(thresholds: Thresholds) -> str:
    if not thresholds.is_set:
        return "Er is geen drempel"
    if thresholds.manner is ThresholdManner.OFFER_BY_LETTER:
        return "Aanbod per brief"
    return "Niet opgepakt, zonder bericht aan de inwoner"


def euros(cents: int) -> str:
    """For example: € 1.250,00."""
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02d}"
