"""Signals behind the front door: the resident's explicit consent (UAVG article 22), and what may never travel this way.

No single article governs these signals; the provision is named after the one it turns on. The first version in the
service begins on 1 January 2021 beside that of rent arrears. Only the texts of 1 July 2026 (Wmo 2015) and 1 September
2026 (UAVG) were read; every finding names the text.
"""

from datetime import date

from service.rules.certainty import Certainty
from service.rules.citation import Citation, paraphrased, quoted
from service.rules.core import NO, UNKNOWN, YES, Condition, Destined, Explanations, Outcome, Provision, SignpostRule
from service.rules.facts import MONEY, Concern, ConsentGiver, Destination, DoorFacts, Kind
from service.rules.reading import Reading
from service.rules.regulations import uavg_artikel_31_2021_01_01 as uavg
from service.rules.regulations import wgs_artikel_4_2021_01_01 as wgs
from service.rules.regulations import wmo_artikel_2_3_2_2021_01_01 as wmo
from service.rules.regulations.wmo_artikel_5_2_6_2021_01_01 import NO_VIOLENCE
from service.rules.signposts import CONVERSATION_CARD, EMERGENCY, MENTAL_HEALTH_POINT, POLICE, SAFE_AT_HOME

VALID_FROM = date(2021, 1, 1)

_MAY_CONSENT = frozenset({ConsentGiver.RESIDENT, ConsentGiver.REPRESENTATIVE})


def _uavg(article: str, certainty: Certainty = Certainty.TEXT) -> Citation:
    return Citation(uavg.LAW, article, uavg.SEEN, certainty, uavg.FILE, uavg.UNVERIFIED)


def _agreement(facts: DoorFacts) -> Outcome:
    return YES if facts.agreement else NO


def _no_acute_danger(facts: DoorFacts) -> Outcome:
    return NO if facts.acute_danger else YES


def _consent_given(facts: DoorFacts) -> Outcome:
    return NO if facts.consent is None else YES


def _by_resident(facts: DoorFacts) -> Outcome:
    if facts.consent is None:
        return UNKNOWN
    return YES if facts.consent.given_by in _MAY_CONSENT else NO


def _explicit(facts: DoorFacts) -> Outcome:
    if facts.consent is None:
        return UNKNOWN
    return YES if facts.consent.explicit else NO


def _for_destination(facts: DoorFacts) -> Outcome:
    """At least one worry has a consented destination. Every worry that is not about money counts for the team."""
    if facts.consent is None:
        return UNKNOWN
    consented = facts.consent.destinations
    money = Destination.DEBT_HELP in consented and not facts.concerns.isdisjoint(MONEY)
    other = Destination.NEIGHBOURHOOD_TEAM in consented and not facts.concerns <= MONEY
    return YES if money or other else NO


CONDITIONS: tuple[Condition[DoorFacts], ...] = (
    Condition(
        "overeenkomst",
        Citation(
            "Overeenkomst tussen corporatie en gemeente",
            "afspraak vooraf (geen wetsartikel)",
            "Geen wetstekst. De eis is een keuze van deze dienst, omdat beide partijen moeten kunnen laten zien wie "
            "waarvoor verantwoordelijk is.",
            Certainty.CHOICE,
            unverified="Een wettelijke plicht tot een overeenkomst voor signalen achter de voordeur is niet gevonden.",
        ),
        paraphrased("Corporatie en gemeente spreken vooraf af dat zij deze signalen uitwisselen."),
        _agreement,
        Explanations(
            "De corporatie en de gemeente hebben afgesproken dat zij deze signalen uitwisselen.",
            "Er geldt geen overeenkomst tussen deze corporatie en deze gemeente voor signalen achter de voordeur. "
            "Sluit eerst een overeenkomst; daarna kan het signaal opnieuw worden gestuurd.",
            "Het is niet bekend of de corporatie en de gemeente een overeenkomst hebben.",
        ),
    ),
    Condition(
        "geenAcuutGevaar",
        _uavg("artikel 22, tweede lid, onder b", Certainty.INTERPRETATION),
        quoted(
            "de verwerking noodzakelijk is ter bescherming van de vitale belangen van de betrokkene of van een "
            "andere natuurlijke persoon, indien de betrokkene fysiek of juridisch niet in staat is zijn "
            "toestemming te geven"
        ),
        _no_acute_danger,
        Explanations(
            "Er is geen acuut gevaar gemeld.",
            "Er is acuut gevaar. Dan is snelle hulp nodig en niet een werklijst.",
            "Het is niet bekend of er acuut gevaar is.",
        ),
        "Bij gevaar voor iemands leven mogen gegevens naar de hulpdiensten. Dat loopt via 112, nooit via deze "
        "dienst.",
    ),
    NO_VIOLENCE,
    uavg.NO_OFFENCE,
    Condition(
        "toestemmingGegeven",
        _uavg("artikel 22, tweede lid, onder a"),
        quoted("de betrokkene uitdrukkelijke toestemming heeft gegeven voor de verwerking van die persoonsgegevens"),
        _consent_given,
        Explanations(
            "De bewoner heeft toestemming gegeven.",
            "Er is geen toestemming gegeven. Zonder toestemming wordt niets doorgestuurd en niets bewaard.",
            "Het is niet bekend of er toestemming is gegeven.",
        ),
        "Voor zorgen over geld zonder gegevens over gezondheid is de grond AVG artikel 6, eerste lid, onder a. De "
        "dienst vraagt voor alle zorgen dezelfde, strengste vorm. Het wetsvoorstel Wams zou dit kunnen veranderen; "
        "in de Wmo-tekst van 1 juli 2026 staat er niets van.",
    ),
    Condition(
        "toestemmingDoorBetrokkene",
        Citation(
            wmo.LAW, "artikel 1.1.1, eerste en tweede lid", wmo.SEEN, Certainty.TEXT, wmo.FILE, wmo.UNVERIFIED,
        ),
        quoted(
            "persoon of rechtspersoon die een cliënt vertegenwoordigt die niet in staat kan worden geacht tot een "
            "redelijke waardering van zijn belangen ter zake"
        ),
        _by_resident,
        Explanations(
            "De bewoner of zijn vertegenwoordiger heeft de toestemming gegeven.",
            "De toestemming komt van iemand anders. Alleen de bewoner of zijn vertegenwoordiger kan toestemming "
            "geven.",
            "Er is geen toestemming, dus dit is niet te beoordelen.",
        ),
        "Wie vertegenwoordiger kan zijn, staat in het tweede lid. De corporatie legt vast waarom iemand "
        "vertegenwoordiger is.",
    ),
    Condition(
        "toestemmingUitdrukkelijk",
        _uavg("artikel 22, tweede lid, onder a"),
        quoted("de betrokkene uitdrukkelijke toestemming heeft gegeven"),
        _explicit,
        Explanations(
            "De toestemming is uitdrukkelijk gegeven.",
            "De toestemming is niet uitdrukkelijk gegeven. De bewoner moet met zoveel woorden ja zeggen.",
            "Er is geen toestemming, dus dit is niet te beoordelen.",
        ),
        "Schriftelijk, digitaal of mondeling mag, als de corporatie het kan laten zien (AVG artikel 7, eerste lid).",
    ),
    Condition(
        "toestemmingVoorBestemming",
        _uavg("artikel 22, tweede lid, onder a", Certainty.INTERPRETATION),
        quoted("voor de verwerking van die persoonsgegevens voor een of meer welbepaalde doeleinden"),
        _for_destination,
        Explanations(
            "De toestemming geldt voor een plek die bij een van de zorgen past.",
            "De toestemming geldt niet voor een plek die bij een van de zorgen past.",
            "Er is geen toestemming, dus dit is niet te beoordelen.",
        ),
        "Zorgen over geld gaan naar schuldhulp, andere zorgen naar het wijkteam. Een zorg zonder toestemming voor "
        "die plek wordt weggelaten en niet bewaard.",
    ),
)


def refer(facts: DoorFacts, on: date, reading: Reading) -> tuple[Destined, ...]:
    """Money worries to debt help, the others to the neighbourhood team, each only with consent for it; kept apart."""
    consented = facts.consent.destinations if facts.consent else frozenset()
    money, other = facts.concerns & MONEY, facts.concerns - MONEY
    destined: tuple[Destined, ...] = ()
    if money and Destination.DEBT_HELP in consented:
        destined += (wgs.refer_request(money, on, reading.working_days),)
    if other and Destination.NEIGHBOURHOOD_TEAM in consented:
        destined += (wmo.refer_care(other, on),)
    return destined


def _always(_facts: DoorFacts) -> bool:
    return True


def _confused(facts: DoorFacts) -> bool:
    return Concern.CONFUSED_BEHAVIOUR in facts.concerns


_CONSENT = frozenset({
    "toestemmingGegeven", "toestemmingDoorBetrokkene", "toestemmingUitdrukkelijk", "toestemmingVoorBestemming",
})

PROVISION = Provision(
    id="uitvoeringswet-algemene-verordening-gegevensbescherming/artikel-22@2021-01-01",
    kind=Kind.BEHIND_THE_DOOR,
    valid_from=VALID_FROM,
    conditions=CONDITIONS,
    destine=refer,
    signposts=(
        SignpostRule(EMERGENCY, frozenset({"geenAcuutGevaar"}), _always),
        SignpostRule(SAFE_AT_HOME, frozenset({NO_VIOLENCE.key}), _always),
        SignpostRule(POLICE, frozenset({uavg.NO_OFFENCE.key}), _always),
        SignpostRule(MENTAL_HEALTH_POINT, _CONSENT, _confused),
        SignpostRule(CONVERSATION_CARD, _CONSENT, _always),
    ),
    terms=(wgs.OWN_REQUEST, wgs.THREAT, wmo.INQUIRY),
    unverified=(
        "De stand van het wetsvoorstel Wams in november 2026 is niet vastgesteld; de dienst past het niet toe.",
        "Artikel 7.4.0 van de Jeugdwet is niet gelezen; vragen over opvoeden gaan met toestemming naar het wijkteam.",
        "Dat medewerkers van een corporatie onder Wmo 2015, artikel 5.2.6 vallen (derden), is een lezing.",
        "Dat toestemming achter de voordeur geldt als eigen verzoek om schuldhulp, is een lezing.",
        "Het telefoonnummer van de politie (0900-8844) is uit het geheugen opgenomen.",
    ),
)
