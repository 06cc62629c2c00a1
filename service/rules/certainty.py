"""How sure the words behind a condition are, and so of what kind a finding is: law, a reading, an arrangement."""

from collections.abc import Iterable
from enum import StrEnum


class Nature(StrEnum):
    """Of what kind a finding is. It follows from the certainty of its citation, and from nothing else."""

    LAW = "wet"
    READING = "lezing"
    ARRANGEMENT = "afspraak"


class Certainty(StrEnum):
    """How the words behind a condition were established."""

    TEXT = "gelezen in de wettekst"
    GUIDANCE = "uitleg van overheid of sector, geen wettekst"
    CHOICE = "keuze van deze dienst, geen wettekst"
    INTERPRETATION = "lezing van de wettekst door de makers van deze dienst"

    @property
    def nature(self) -> Nature:
        return _NATURES[self]


_NATURES = {
    Certainty.TEXT: Nature.LAW,
    Certainty.GUIDANCE: Nature.ARRANGEMENT,
    Certainty.CHOICE: Nature.ARRANGEMENT,
    Certainty.INTERPRETATION: Nature.READING,
}


def without_law(natures: Iterable[Nature]) -> bool:
    """Whether something refuses, and nothing of it is the text of the law itself."""
    found = frozenset(natures)
    return bool(found) and Nature.LAW not in found
