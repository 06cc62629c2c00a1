"""Besluit gemeentelijke schuldhulpverlening, article 2, version of 1 January 2021: the landlord signals rent arrears.

The first version in the service: early warning became a municipal task on that day. The words of article 2 are the
same in the texts of 2021, 2024 and 2026, so this version still holds; the text of 2026 is the one cited.
"""

from datetime import date

from service.rules.certainty import Certainty
from service.rules.citation import Citation, paraphrased, quoted
from service.rules.core import NO, YES, Condition, Explanations, Outcome, Provision
from service.rules.facts import Arrangement, Kind, Purpose, RentFacts
from service.rules.regulations import wgs_artikel_4_2021_01_01 as wgs
from service.rules.regulations.bgs_artikel_2_onder_d_2021_01_01 import NO_OBJECTION, OFFER, article

VALID_FROM = date(2021, 1, 1)


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


def _no_kept_arrangement(facts: RentFacts) -> Outcome:
    return NO if facts.arrangement is Arrangement.KEPT else YES


AGREEMENT = Citation(
    "Landelijk Convenant Vroegsignalering",
    "afspraak vooraf tussen verhuurder en gemeente (geen wetsartikel)",
    "Vragen en antwoorden vroegsignalering door verhuurders op volkshuisvestingnederland.nl en toelichting "
    "op het convenant. Het Besluit gemeentelijke schuldhulpverlening zelf vraagt geen overeenkomst.",
    Certainty.GUIDANCE,
    unverified="Het model van de overeenkomst is niet gelezen.",
)
CONDITIONS: tuple[Condition[RentFacts], ...] = (
    Condition(
        "overeenkomst",
        AGREEMENT,
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
        article("artikel 2, aanhef"),
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
        article("artikel 2, aanhef", Certainty.INTERPRETATION),
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
        article("artikel 2, aanhef"),
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
        article("artikel 2, onder a"),
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
        article("artikel 2, onder b"),
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
        article("artikel 2, onder c"),
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
    OFFER,
    NO_OBJECTION,
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
