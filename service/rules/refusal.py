"""What a refusal is called: by the law itself, by our reading of it, by an arrangement. The same words everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.rules.certainty import Nature
from service.rules.core import Outcome
from service.rules.regulations.bgs_artikel_2_2021_01_01 import AGREEMENT


@dataclass(frozen=True, slots=True)
class RefusalWords:
    """`title` fits a heading; `detail` says on what the refusal rests, in one or two sentences."""

    title: str
    detail: str


_BY_LAW = RefusalWords("Geweigerd door de wet", "De wet staat delen niet toe.")
_WITHOUT_LAW = {
    frozenset({Nature.READING}): RefusalWords(
        "Geweigerd om onze lezing van de wet",
        "Deze weigering rust op onze lezing van een woord in de wet. De tekst zelf zegt dit niet met zoveel woorden.",
    ),
    frozenset({Nature.ARRANGEMENT}): RefusalWords(
        "Geweigerd om een afspraak",
        "Deze weigering rust op een afspraak of een gebruik in de praktijk, niet op de tekst van de wet.",
    ),
    frozenset({Nature.READING, Nature.ARRANGEMENT}): RefusalWords(
        "Geweigerd om onze lezing van de wet en een afspraak",
        "Deze weigering rust op onze lezing van een woord in de wet en op een afspraak of een gebruik in de praktijk, "
        "niet op de tekst van de wet.",
    ),
}
RENT_WITHOUT_AGREEMENT = (
    "Een overeenkomst is niet de enige weg: de gemeente kan ook vooraf algemeen toestemmen in huursignalen, of kiezen "
    "dat een medewerker kijkt naar een signaal waaraan verder niets ontbreekt. Vraag het de gemeente."
)
_WAYS_OUT = {
    "geenBezwaar": "De huurder kan wel zelf om hulp vragen bij de gemeente.",
    "huidigeHuurder": "Leest u de wet anders? Bespreek het met de gemeente.",
    "geenNagekomenRegeling": "Wordt de regeling niet meer nagekomen? Stuur het signaal dan opnieuw.",
}
_UNKNOWN = RefusalWords("Geweigerd", "Aan een voorwaarde is niet voldaan.")


def refusal_words(natures: Iterable[Nature]) -> RefusalWords:
    """The words for a refusal by the natures of its unmet conditions: one of the law's own text makes it the law's."""
    found = frozenset(natures)
    return _BY_LAW if Nature.LAW in found else _WITHOUT_LAW.get(found, _UNKNOWN)


def ways_out(findings: Iterable[Mapping[str, Any]]) -> str:
    """What may still be done about unmet conditions, besides what the explanation of each says."""
    found = [RENT_WITHOUT_AGREEMENT if one.get("bron") == AGREEMENT.source else _WAYS_OUT.get(one["voorwaarde"], "")
             for one in findings]
    return " ".join(filter(None, found))


def unmet_findings(judgement: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The findings of a `beoordeling` that refuse."""
    return [one for one in judgement.get("bevindingen") or () if one.get("uitkomst") == Outcome.NO]


def natures_of(findings: Iterable[Mapping[str, Any]]) -> frozenset[Nature]:
    """The natures of findings in JSON. An answer of an older service has none: then nothing is claimed about it."""
    return frozenset(Nature(one["aard"]) for one in findings if one.get("aard") in set(Nature))
