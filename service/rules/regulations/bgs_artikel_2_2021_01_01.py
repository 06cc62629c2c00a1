"""Besluit gemeentelijke schuldhulpverlening, article 2, version of 1 January 2021: the landlord signals rent arrears.

The first version in the service: early warning became a municipal task on that day. The words of article 2 are the
same in the texts of 2021, 2024 and 2026, so this version still holds; the text of 2026 is the one cited.
"""

from datetime import date

from service.rules.certainty import Certainty
from service.rules.core import (
    NO,
    YES,
    Citation,
    Condition,
    Explanations,
    Outcome,
    Provision,
    paraphrased,
    quoted,
)
from service.rules.facts import Arrangement, Kind, Purpose, Reaction, RentFacts
from service.rules.regulations import wgs_artikel_4_2021_01_01 as wgs

VALID_FROM = date(2021, 1, 1)

_FILE = "BWBR0043850-2026-01-01.txt"
_SEEN = (
    "Besluit gemeentelijke schuldhulpverlening (BWBR0043850), tekst geldend vanaf 1 januari 2026, gelezen in "
    "legalize-dev/legalize-nl, een openbare spiegel van wetten.overheid.nl; in de teksten van 2021 en 2024 luidt dit "
    "artikel hetzelfde"
)
_UNVERIFIED = "De officiële bladzijde zelf en een tekst van na 1 januari 2026 zijn niet gelezen."


def _article(article: str, certainty: Certainty = Certainty.TEXT) -> Citation:
    law = "Besluit gemeentelijke schuldhulpverlening"
    return Citation(law, article, _SEEN, certainty, text_file=_FILE, unverified=_UNVERIFIED)


def _agreement(facts: RentFacts) -> Outcome:
    return YES if facts.agreement else NO


def _dwelling(facts: RentFacts) -> Outcome:
    return YES if facts.purpose is Purpose.LIVING else NO


def _current_tenant(facts: RentFacts) -> Outcome:
    return YES if facts.current_tenant else NO


def _arrears(facts: RentFacts) -> Outcome:
    return YES if facts.amount_cents > 0 else NO


def _personal_contact(facts: RentFacts) -> Outcome:
    return NO if facts.contact_sought_on is None else YES


def _pointed_to_help(facts: RentFacts) -> Outcome:
    return NO if facts.pointed_to_help_on is None else YES


def _reminder(facts: RentFacts) -> Outcome:
    return NO if facts.reminder_sent_on is None else YES


def _offer(facts: RentFacts) -> Outcome:
    return YES if facts.offer_with_reminder else NO


def _no_objection(facts: RentFacts) -> Outcome:
    """Silence passes: only a tenant who declined stops the signal."""
    return NO if facts.reaction is Reaction.DECLINED else YES


def _no_kept_arrangement(facts: RentFacts) -> Outcome:
    return NO if facts.arrangement is Arrangement.KEPT else YES


CONDITIONS: tuple[Condition[RentFacts], ...] = (
    Condition(
        "overeenkomst",
        Citation(
            "Landelijk Convenant Vroegsignalering",
            "afspraak vooraf tussen verhuurder en gemeente (geen wetsartikel)",
            "Vragen en antwoorden vroegsignalering door verhuurders op volkshuisvestingnederland.nl en toelichting "
            "op het convenant. Het Besluit gemeentelijke schuldhulpverlening zelf vraagt geen overeenkomst.",
            Certainty.GUIDANCE,
            unverified="Het model van de overeenkomst is niet gelezen.",
        ),
        paraphrased("Een verhuurder geeft een achterstand door als hij dat vooraf met de gemeente heeft afgesproken."),
        _agreement,
        Explanations(
            "De verhuurder en de gemeente hebben afgesproken dat huurachterstanden worden doorgegeven.",
            "Er geldt geen overeenkomst tussen deze verhuurder en deze gemeente voor huurachterstanden. Sluit "
            "eerst een overeenkomst; daarna kan het signaal opnieuw worden gestuurd.",
            "Het is niet bekend of de verhuurder en de gemeente een overeenkomst hebben.",
        ),
    ),
    Condition(
        "woonruimte",
        _article("artikel 2, aanhef"),
        quoted("De verhuurder van een tot bewoning bestemde onroerende zaak"),
        _dwelling,
        Explanations(
            "Het gaat om een ruimte die bedoeld is om in te wonen.",
            "Het gaat niet om een ruimte die bedoeld is om in te wonen. Alleen de huurachterstand van een woonruimte "
            "wordt doorgegeven.",
            "Het is niet bekend of de ruimte bedoeld is om in te wonen.",
        ),
    ),
    Condition(
        "huidigeHuurder",
        _article("artikel 2, aanhef", Certainty.INTERPRETATION),
        quoted("de contactgegevens van de huurder"),
        _current_tenant,
        Explanations(
            "De achterstand hoort bij iemand die nu huurder is.",
            "De achterstand hoort bij iemand die geen huurder meer is. De regels gaan over de huurder van nu.",
            "Het is niet bekend of de betrokkene nu nog huurder is.",
        ),
        "Of het artikel ook een huurder van vroeger bedoelt, is niet vastgesteld. De dienst kiest de lezing met de "
        "minste gegevens.",
    ),
    Condition(
        "achterstand",
        _article("artikel 2, aanhef"),
        quoted("als er achterstand is in het betalen van de huur"),
        _arrears,
        Explanations(
            "Er is een achterstand in het betalen van de huur.",
            "Er is geen achterstand in het betalen van de huur.",
            "Het is niet bekend of er een achterstand in de huur is.",
        ),
        "De wet noemt geen laagste bedrag. Een grens is beleid van de gemeente.",
    ),
    Condition(
        "persoonlijkContact",
        _article("artikel 2, onder a"),
        quoted(
            "inspanning heeft geleverd om in persoonlijk contact te treden met de huurder om deze te wijzen op "
            "mogelijkheden om betalingsachterstanden te voorkomen en te beëindigen"
        ),
        _personal_contact,
        Explanations(
            "De verhuurder heeft geprobeerd persoonlijk contact te krijgen met de huurder.",
            "Er is geen dag genoemd waarop de verhuurder persoonlijk contact met de huurder heeft gezocht. Doe dat "
            "eerst; daarna kan het signaal opnieuw worden gestuurd.",
            "Het is niet bekend of de verhuurder persoonlijk contact heeft gezocht.",
        ),
        "De wet vraagt een poging. Het contact hoeft niet gelukt te zijn.",
    ),
    Condition(
        "gewezenOpSchuldhulp",
        _article("artikel 2, onder b"),
        quoted("de huurder gewezen heeft op de mogelijkheden voor schuldhulpverlening"),
        _pointed_to_help,
        Explanations(
            "De verhuurder heeft de huurder verteld welke schuldhulp er is.",
            "Er is geen dag genoemd waarop de verhuurder de huurder heeft verteld welke schuldhulp er is. Doe dat "
            "eerst; daarna kan het signaal opnieuw worden gestuurd.",
            "Het is niet bekend of de verhuurder de huurder op schuldhulp heeft gewezen.",
        ),
    ),
    Condition(
        "schriftelijkeHerinnering",
        _article("artikel 2, onder c"),
        quoted(
            "de huurder ten minste eenmaal een schriftelijke herinnering heeft gestuurd over de betalingsachterstand"
        ),
        _reminder,
        Explanations(
            "De verhuurder heeft ten minste één schriftelijke herinnering gestuurd.",
            "Er is geen dag genoemd waarop een schriftelijke herinnering is gestuurd. Doe dat eerst; daarna kan het "
            "signaal opnieuw worden gestuurd.",
            "Het is niet bekend of een schriftelijke herinnering is gestuurd.",
        ),
    ),
    Condition(
        "aanbodGegevensdeling",
        _article("artikel 2, onder d"),
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
    ),
    Condition(
        "geenBezwaar",
        _article("artikel 2, onder d"),
        quoted("de huurder daarop niet afwijzend heeft gereageerd"),
        _no_objection,
        Explanations(
            "De huurder heeft het aanbod niet afgewezen. Geen reactie is ook goed.",
            "De huurder wil niet dat zijn contactgegevens naar de gemeente gaan. Daarom mag het signaal niet worden "
            "doorgegeven.",
            "Het is niet bekend hoe de huurder op het aanbod heeft gereageerd.",
        ),
    ),
    Condition(
        "geenNagekomenRegeling",
        Citation(
            "Algemene verordening gegevensbescherming",
            "artikel 5, eerste lid, onder c, volgens de handreiking van AP en VNG",
            "Handreiking van de Autoriteit Persoonsgegevens en de VNG, gelezen in de samenvatting van de NVVK "
            "(december 2021).",
            Certainty.GUIDANCE,
            unverified="De handreiking zelf is niet gelezen, alleen de samenvatting.",
        ),
        paraphrased("Een signaal is niet nodig zolang een betalingsregeling loopt en wordt nagekomen."),
        _no_kept_arrangement,
        Explanations(
            "Er is geen betalingsregeling die wordt nagekomen.",
            "Er is een betalingsregeling en die wordt nagekomen. Dan is een signaal niet nodig.",
            "Het is niet bekend of er een betalingsregeling wordt nagekomen.",
        ),
    ),
)


PROVISION = Provision(
    id="besluit-gemeentelijke-schuldhulpverlening/artikel-2@2021-01-01",
    kind=Kind.RENT_ARREARS,
    valid_from=VALID_FROM,
    conditions=CONDITIONS,
    destine=wgs.refer_rent,
    signposts=(),
    terms=(wgs.SIGNAL, wgs.THREAT),
    unverified=(
        "De tekst van 2026 is gelezen in een spiegel, niet op de officiële bladzijde.",
        "De nota van toelichting bij artikel 2 is niet gelezen. Het Besluit zegt niet wat schriftelijk is.",
        "Het Besluit zegt niet of een telefoonnummer en een e-mailadres contactgegevens zijn.",
        "Wat het model van het Landelijk Convenant Vroegsignalering over gegevens zegt, is niet gelezen.",
        "Signalen uit landelijke proeven (Wgs artikel 10), zoals hypotheek of belasting, zijn niet opgenomen.",
    ),
)
