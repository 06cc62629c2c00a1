"""Wmo 2015, article 5.2.6: suspected violence or abuse may be told to Veilig Thuis, and to nobody else this way."""

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted
from service.rules.core import NO, YES, Condition, Explanations, Outcome
from service.rules.facts import SAFETY, DoorFacts
from service.rules.regulations.wmo_artikel_2_3_2_2021_01_01 import FILE, LAW, SEEN, UNVERIFIED


def _no_violence(facts: DoorFacts) -> Outcome:
    return YES if facts.concerns.isdisjoint(SAFETY) else NO


NO_VIOLENCE: Condition[DoorFacts] = Condition(
    "geenVermoedenGeweld",
    Citation(LAW, "artikel 5.2.6", SEEN, Certainty.INTERPRETATION, FILE, UNVERIFIED),
    quoted(
        "kunnen aan Veilig Thuis deze inlichtingen desgevraagd of uit eigen beweging verstrekken zonder "
        "toestemming van degene die het betreft"
    ),
    _no_violence,
    Explanations(
        "Er is geen vermoeden van geweld of mishandeling gemeld.",
        "Er is een vermoeden van geweld of mishandeling gemeld. Dat hoort bij Veilig Thuis en gaat nooit naar het "
        "wijkteam, ook niet met toestemming.",
        "Het is niet bekend of er een vermoeden van geweld of mishandeling is.",
    ),
    "Advies vragen bij Veilig Thuis kan zonder gegevens van de bewoner (artikel 4.1.1, derde lid). Het artikel "
    "noemt huiselijk geweld en kindermishandeling; mishandeling van ouderen valt daar volgens de lezing van deze "
    "dienst onder.",
)
