"""Besluit gemeentelijke schuldhulpverlening, article 2(d), version of 1 January 2021: the offer, and no objection.

The two conditions of this part, with how the Besluit is cited: `bgs_artikel_2_2021_01_01` puts them in their place.
"""

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted
from service.rules.core import NO, YES, Answer, Condition, Explanations, Outcome, SpecificAnswer
from service.rules.facts import Reaction, RentFacts

_FILE = "BWBR0043850-2026-01-01.txt"
_SEEN = (
    "Besluit gemeentelijke schuldhulpverlening (BWBR0043850), tekst geldend vanaf 1 januari 2026, gelezen in "
    "legalize-dev/legalize-nl, een openbare spiegel van wetten.overheid.nl; in de teksten van 2021 en 2024 luidt dit "
    "artikel hetzelfde."
)
_UNVERIFIED = "De officiële bladzijde zelf en een tekst van na 1 januari 2026 zijn niet gelezen."


def article(article: str, certainty: Certainty = Certainty.TEXT) -> Citation:
    law = "Besluit gemeentelijke schuldhulpverlening"
    return Citation(law, article, _SEEN, certainty, text_file=_FILE, unverified=_UNVERIFIED)


def _offer(facts: RentFacts) -> Outcome:
    return YES if facts.offer_with_reminder else NO


OBJECTED = SpecificAnswer(
    NO,
    "De verhuurder trok eerder een signaal over dit adres in, omdat de huurder bezwaar maakte. Stuur een nieuwe "
    "schriftelijke herinnering met het aanbod, op een dag na die intrekking. Wijst de huurder dat aanbod niet af, dan "
    "kan het signaal opnieuw worden gestuurd.",
)


def _no_objection(facts: RentFacts) -> Answer:
    """Silence passes: only a tenant who declined stops the signal.

    Who objected after the signal was sent declined the offer of that time. Only a reminder of a later day brings an
    offer that the tenant has not declined.
    """
    if facts.reaction is Reaction.DECLINED:
        return NO
    if facts.objected_on is None:
        return YES
    reminder = facts.reminder_sent_on
    return YES if reminder is not None and reminder > facts.objected_on else OBJECTED


OFFER = Condition(
    "aanbodGegevensdeling",
    article("artikel 2, onder d"),
    quoted(
        "bij die schriftelijke herinnering heeft aangeboden om met schriftelijke toestemming van de huurder zijn "
        "contactgegevens aan het college te verstrekken"
    ),
    _offer,
    Explanations(
        "Bij de herinnering heeft de verhuurder aangeboden om de contactgegevens aan de gemeente door te geven.",
        "Bij de herinnering staat geen aanbod om de contactgegevens aan de gemeente door te geven. Stuur een "
        "herinnering met dat aanbod; daarna kan het signaal opnieuw worden gestuurd.",
        "Het is niet bekend of de herinnering het aanbod bevatte.",
    ),
)
NO_OBJECTION = Condition(
    "geenBezwaar",
    article("artikel 2, onder d"),
    quoted("de huurder daarop niet afwijzend heeft gereageerd"),
    _no_objection,
    Explanations(
        "De huurder heeft het aanbod niet afgewezen. Geen reactie is ook goed.",
        "De huurder wil niet dat zijn contactgegevens naar de gemeente gaan. Daarom mag het signaal niet worden "
        "doorgegeven.",
        "Het is niet bekend hoe de huurder op het aanbod heeft gereageerd.",
    ),
    "Trekt de verhuurder een signaal in met de reden bezwaarHuurder, dan geldt het aanbod van toen als "
    "afgewezen. Het volgende signaal vraagt een herinnering van een latere dag dan die intrekking. Zes maanden "
    "na de intrekking weet de dienst er niet meer van; die zes maanden staan niet in de wet. Staat er "
    "toestemming bij een oudere herinnering, dan blijft het een weigering. Het signaal zegt niet wanneer de "
    "huurder haar gaf, en het onderdeel vraagt om een reactie op het aanbod bij de herinnering. Met toestemming "
    "bij een nieuw aanbod mag het wel, en een huurder kan altijd zelf om hulp vragen. Dat een later bezwaar het "
    "aanbod van toen afwijst, is onze lezing.",
    specific=(OBJECTED,),
)
