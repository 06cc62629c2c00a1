"""UAVG, articles 31 to 33: data about offences. Only the version of 1 September 2026 was read."""

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted
from service.rules.core import NO, YES, Condition, Explanations, Outcome
from service.rules.facts import OFFENCE, DoorFacts

LAW = "Uitvoeringswet Algemene verordening gegevensbescherming"
FILE = "BWBR0040940-2026-09-01.txt"
SEEN = (
    "Uitvoeringswet Algemene verordening gegevensbescherming, tekst geldend vanaf 1 september 2026 (BWBR0040940), "
    "gelezen in MinBZK/regelrecht-corpus."
)
UNVERIFIED = "Oudere teksten zijn niet gelezen."


def _no_offence(facts: DoorFacts) -> Outcome:
    return YES if facts.concerns.isdisjoint(OFFENCE) else NO


NO_OFFENCE: Condition[DoorFacts] = Condition(
    "geenStrafbaarFeit",
    Citation(LAW, "artikel 31", SEEN, Certainty.TEXT, FILE, UNVERIFIED),
    quoted(
        "Onverminderd artikel 10 van de verordening mogen persoonsgegevens van strafrechtelijke aard alleen worden "
        "verwerkt voor zover dit krachtens de artikelen 32 en 33 is toegestaan."
    ),
    _no_offence,
    Explanations(
        "Er is geen vermoeden van een strafbaar feit gemeld.",
        "Er is een vermoeden van een strafbaar feit gemeld. Zulke gegevens mogen niet via deze dienst worden "
        "doorgegeven, ook niet met toestemming voor andere zorgen.",
        "Het is niet bekend of er een vermoeden van een strafbaar feit is.",
    ),
    "Artikel 32 noemt uitdrukkelijke toestemming als uitzondering. Deze dienst gebruikt die niet: een vermoeden "
    "hoort niet op een werklijst.",
)
