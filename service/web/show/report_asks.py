"""What the form for one signal asks, in the order of the page. The names are those of the columns of a delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from service.rules.facts import Destination, Kind, Purpose
from service.signals.contact_wish import DayPart
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.layout import Column, Shape
from service.web import words
from service.web.language_words import LANGUAGES
from service.web.message_words import CATEGORY, WAY

Code = TypeVar("Code", bound=str)
YES_NO = {"ja": "Ja", "nee": "Nee"}
MUNICIPALITY = "gemeentecode"
DAY_PART = {DayPart.MORNING: "Ochtend", DayPart.AFTERNOON: "Middag", DayPart.EVENING: "Avond"}
_CONSENT_HINT = "Gaf de inwoner geen toestemming? Laat dan alles in dit deel leeg."


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `choices` are its answers by code; a question without them is typed."""

    name: str
    label: str
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def column(self) -> Column:
        found = LAYOUT.find(self.name)
        assert found is not None, f"{self.name} is a column of a delivery"
        return found

    @property
    def kind(self) -> str:
        """How it is asked: boxes, select, radios, day or text."""
        if self.choices:
            return "boxes" if self.column.several else "select" if len(self.choices) > 4 else "radios"
        return "day" if self.column.shape is Shape.DAY else "text"


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    asks: tuple[Ask, ...]
    hint: str = ""


def _choose(name: str, label: str, answers: Mapping[Code, str], hint: str = "", *,
            required: bool = True) -> Ask:
    choices = tuple((str(code), words.sentence(told).rstrip(".")) for code, told in answers.items())
    return Ask(name, label, required, choices, hint)


def parts_of(kind: Kind, municipalities: Mapping[str, str]) -> tuple[Part, ...]:
    """The whole form for a kind of signal; `municipalities` by code are those a corporation has to do with."""
    where = _choose(MUNICIPALITY, "Gemeente waar de woning staat", municipalities)
    return (Part("Over het signaal", (where, *_SIGNAL)), *_BLOCK[kind], *_PERSON)


_SIGNAL = (
    Ask("referentie", "Uw kenmerk", hint="Hiermee vindt u het signaal terug. Gebruik geen naam of adres."),
    Ask("signaaldatum", "Datum van het signaal"),
)
_PERSON = (
    Part("Over wie gaat het?", (
        Ask("betrokkene.voorletters", "Voorletters", required=False),
        Ask("betrokkene.tussenvoegsels", "Tussenvoegsels", required=False),
        Ask("betrokkene.achternaam", "Achternaam"),
        Ask("betrokkene.geboortedatum", "Geboortedatum", required=False),
        Ask("betrokkene.adres.postcode", "Postcode", hint="Zoals 1234 AB."),
        Ask("betrokkene.adres.huisnummer", "Huisnummer"),
        Ask("betrokkene.adres.huisletter", "Huisletter", required=False),
        Ask("betrokkene.adres.huisnummertoevoeging", "Toevoeging", required=False),
        Ask("betrokkene.telefoonnummer", "Telefoonnummer", required=False, hint="Zoals 06 12345678."),
        Ask("betrokkene.emailadres", "E-mailadres", required=False),
    ), "Alleen wat de gemeente nodig heeft om contact te zoeken. Nooit een burgerservicenummer."),
)
_RENT = (
    Part("De achterstand", (
        Ask("huurachterstand.bedrag", "Bedrag in euro's", hint="Zoals 1250,00."),
        Ask("huurachterstand.ontstaansdatum", "Achterstand sinds"),
        _choose("huurachterstand.bestemming", "Waarvoor is de ruimte bedoeld?",
                {Purpose.LIVING: "Om in te wonen", Purpose.OTHER: "Iets anders, zoals een garage of een winkel"}),
        _choose("huurachterstand.huidigeHuurder", "Huurt de huurder nu nog bij u?", YES_NO),
        _choose("huurachterstand.betalingsregeling", "Is er een betalingsregeling?", words.ARRANGEMENT),
    )),
    Part("Wat u zelf al deed", (
        Ask("huurachterstand.socialeIncasso.contactGezochtOp", "Persoonlijk contact gezocht op", required=False),
        Ask("huurachterstand.socialeIncasso.gewezenOpSchuldhulpOp", "Gewezen op schuldhulp op", required=False),
        Ask("huurachterstand.socialeIncasso.herinneringVerstuurdOp", "Herinnering gestuurd op", required=False),
        _choose("huurachterstand.socialeIncasso.aanbodBijHerinnering",
                "Bood u in de herinnering aan om gegevens aan de gemeente te geven?", YES_NO),
        _choose("huurachterstand.socialeIncasso.reactieHuurder", "Wat zei de huurder op dat aanbod?", words.REACTION),
    ), "Deed u een stap niet? Laat de datum dan leeg. Dan hoort u welke stap nog nodig is."),
    Part("Dreigt ontruiming?", (
        _choose("huurachterstand.dreiging.fase", "Hoe ver is het?", words.THREAT, required=False),
        Ask("huurachterstand.dreiging.datum", "Datum van de zitting of ontruiming", required=False),
        _choose("huurachterstand.warmeOverdracht",
                "Hebt u al contact met de huurder, en vraagt u de gemeente dit op te pakken?", YES_NO, required=False),
    ), "Dreigt er niets? Laat fase en datum dan leeg."),
)
_DOOR = (
    Part("Wat is er gezien?", (
        _choose("achterDeVoordeur.acuutGevaar", "Is er nu gevaar?", YES_NO, "Is er nu gevaar? Bel dan meteen 112."),
        _choose("achterDeVoordeur.zorgen", "Zorgen", words.CONCERN),
        _choose("achterDeVoordeur.waargenomenDoor", "Wie zag het?", words.OBSERVER, "Nooit een naam."),
        _choose("achterDeVoordeur.aanleiding", "Bij welke gelegenheid?", words.OCCASION),
        Ask("achterDeVoordeur.projectcode", "Code van uw project", required=False),
    )),
    Part("Toestemming van de inwoner", (
        _choose("achterDeVoordeur.toestemming.gegevenDoor", "Wie gaf toestemming?", words.CONSENT_GIVER,
                required=False),
        Ask("achterDeVoordeur.toestemming.gegevenOp", "Gegeven op", required=False),
        _choose("achterDeVoordeur.toestemming.wijze", "Hoe is toestemming gegeven?", words.CONSENT_MANNER,
                required=False),
        _choose("achterDeVoordeur.toestemming.uitdrukkelijk", "Zei de inwoner met zoveel woorden ja?", YES_NO,
                required=False),
        _choose("achterDeVoordeur.toestemming.bestemmingen", "Waar mag het heen?",
                {Destination.DEBT_HELP: "Schuldhulp", Destination.NEIGHBOURHOOD_TEAM: "Wijkteam"}, required=False),
    ), _CONSENT_HINT),
    Part("Hoe wil de inwoner contact?", (
        _choose("achterDeVoordeur.contactwens.manier", "Hoe mag de gemeente contact zoeken?", WAY, required=False),
        _choose("achterDeVoordeur.contactwens.soorten", "Welke berichten mag de gemeente zo sturen?", CATEGORY,
                "Alleen bij sms, WhatsApp en mail. Kruis aan waar de inwoner ja op zei.", required=False),
        _choose("achterDeVoordeur.contactwens.veilig", "Mag een huisgenoot dat zien of horen?", YES_NO, required=False),
        _choose("achterDeVoordeur.contactwens.dagdeel", "Welk dagdeel past?", DAY_PART, required=False),
        _choose("achterDeVoordeur.contactwens.taal", "In welke taal?", LANGUAGES, required=False),
    ), "Vraag dit als de inwoner toestemming geeft en rustig kan praten. Alles mag leeg blijven. "
       "Een sms, app of mail mag de gemeente pas sturen als de inwoner daar zelf ja op zei."),
)
_BLOCK = {Kind.RENT_ARREARS: _RENT, Kind.BEHIND_THE_DOOR: _DOOR}
