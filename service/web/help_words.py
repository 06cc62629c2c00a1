"""Words of the pages for residents and of the help on offer: short, plain, and without blame."""

from service.help.ask import ASKED_NEWS, ASKS, Asked
from service.help.offer import OfferKind
from service.messages.reply import CANCELLED_NEWS, CONFIRMED_NEWS, DECLINED_NEWS, MOVED_NEWS, TAKEN_BACK_NEWS
from service.messages.status import AppointmentPlace, AppointmentStatus, ResidentReply
from service.policy.model import Channel
from service.rules.facts import Concern
from service.signals.contact_wish import ELECTRONIC, MessageCategory
from service.signals.report import ThreatKind

OFFER = {
    OfferKind.DEBT_HELP: "Hulp bij geldzorgen",
    OfferKind.WALK_IN: "Binnenlopen met een vraag",
    OfferKind.ARRANGEMENT: "In delen betalen",
    OfferKind.HOME_FINANCE: "Hulp bij uw post en geldzaken, thuis als u dat wilt",
    OfferKind.RENT_FUND: "Een fonds dat soms helpt met de huur",
    OfferKind.REMISSION: "Vragen of u minder belasting aan de gemeente mag betalen",
    OfferKind.ACTIVITY: "Samen iets doen",
}
"""What a resident looks for, by kind of help."""
OFFER_KIND = {
    OfferKind.DEBT_HELP: "Schuldhulp", OfferKind.WALK_IN: "Inloop", OfferKind.ARRANGEMENT: "Betaalregeling",
    OfferKind.HOME_FINANCE: "Huisbezoek over geldzaken", OfferKind.RENT_FUND: "Huurfonds",
    OfferKind.REMISSION: "Kwijtschelding van gemeentelijke belastingen", OfferKind.ACTIVITY: "Activiteit in de buurt",
}
"""What an administrator keeps."""
WAY = {
    Channel.PHONE: "Bel mij", Channel.TEXT_MESSAGE: "Stuur mij een sms", Channel.EMAIL: "Mail mij",
    Channel.LETTER: "Schrijf mij een brief", Channel.HOME_VISIT: "Kom bij mij langs",
}
UNSAFE = {
    Channel.PHONE: "Bellen", Channel.TEXT_MESSAGE: "Een sms of app", Channel.EMAIL: "Mailen",
    Channel.LETTER: "Een brief", Channel.HOME_VISIT: "Langskomen",
}
WISH = {
    MessageCategory.LETTER: "Berichten over mijn vraag", MessageCategory.APPOINTMENT: "Berichten over een afspraak",
    MessageCategory.REMINDER: "Een herinnering aan een afspraak",
}
"""What a resident may want by SMS or mail, each apart (Awb 2:8)."""
COMING = {
    Channel.PHONE: "Een medewerker belt u op het nummer dat u gaf.",
    Channel.TEXT_MESSAGE: "Een medewerker stuurt u een sms op het nummer dat u gaf.",
    Channel.EMAIL: "Een medewerker mailt u op het adres dat u gaf.",
    Channel.LETTER: "Een medewerker schrijft u een brief.",
    Channel.HOME_VISIT: "Een medewerker komt bij u langs.",
}
_SOMEHOW = "Een medewerker zoekt contact met u."


def coming_text(asked: Asked) -> str:
    """What follows; a first SMS or mail is about the request, and comes only where that was wanted."""
    by_wish = ASKS[asked.channel] in ELECTRONIC and MessageCategory.LETTER not in asked.categories
    return _SOMEHOW if by_wish else COMING[asked.channel]


WORRY = {
    str(Concern.MONEY_WORRIES): "Ik kan niet alles betalen",
    str(Concern.UNOPENED_MAIL): "Ik durf mijn post niet te openen",
    str(ThreatKind.EVICTION): "Ik weet niet of ik mijn huis kan houden",
    str(Concern.ENERGY_CUT_OFF): "Mijn stroom of gas stopt",
    str(Concern.WATER_CUT_OFF): "Mijn water stopt",
    str(Concern.HEAT_CUT_OFF): "Mijn verwarming stopt",
    str(Concern.HEALTH_INSURANCE_ENDING): "Mijn zorgverzekering stopt",
    str(Concern.INTERNET_CUT_OFF): "Mijn internet of telefoon stopt",
}
"""Worries about money, and no others: nothing here asks about health or family."""
NEWS = {
    ASKED_NEWS: "De inwoner vroeg zelf om hulp",
    CONFIRMED_NEWS: "De inwoner bevestigde de afspraak",
    MOVED_NEWS: "De inwoner koos een ander moment voor de afspraak",
    CANCELLED_NEWS: "De inwoner zegde de afspraak af",
    DECLINED_NEWS: "De inwoner zei nee",
    TAKEN_BACK_NEWS: "De inwoner nam het nee terug",
}
"""What a resident did without anybody between, by the code of the news."""
_AT_APPOINTMENTS = "Kijk hieronder bij Berichten en afspraken."
NEWS_ADVICE = {
    ASKED_NEWS: "Lees hieronder wat de inwoner vroeg, en zoek contact.",
    CONFIRMED_NEWS: _AT_APPOINTMENTS,
    MOVED_NEWS: f"{_AT_APPOINTMENTS} Maak zo nodig een nieuwe herinnering.",
    CANCELLED_NEWS: f"{_AT_APPOINTMENTS} Bied een ander moment aan.",
    DECLINED_NEWS: "Alles wat gepland stond, is gestopt. Bel niet, tenzij de inwoner dat vroeg. U kunt afsluiten.",
    TAKEN_BACK_NEWS: f"{_AT_APPOINTMENTS} De afspraak en wat gepland stond, gaan weer door.",
}
DONE = {
    "hulp": "Deze hulp is bewaard. Inwoners zien het meteen.",
    "hulp-weg": "Deze hulp is weggehaald. Inwoners zien het niet meer.",
    "hulp-contact": "Dit is bewaard. Inwoners zien het meteen.",
}
PLACE = {
    AppointmentPlace.HOME: "Bij u thuis", AppointmentPlace.TOWN_HALL: "Op het gemeentehuis",
    AppointmentPlace.NEIGHBOURHOOD: "In het buurthuis", AppointmentPlace.TELEPHONE: "Wij bellen u",
}
"""A place as the resident reads it."""
STANDS = {
    AppointmentStatus.OFFERED: "Wij hebben dit moment voor u vrij. U beslist zelf of het past.",
    AppointmentStatus.CONFIRMED: "Deze afspraak staat. Tot dan.",
    AppointmentStatus.DECLINED: "U zei nee. Deze afspraak gaat niet door, en wij zoeken geen contact meer.",
    AppointmentStatus.CHANGED: "Deze afspraak is veranderd. Bel ons als u wilt weten wanneer wij u zien.",
    AppointmentStatus.CANCELLED: "Deze afspraak gaat niet door. Later toch praten kan altijd.",
}
OVER = "Deze afspraak is geweest, of is veranderd. Bel ons als u nog iets wilt vragen."
REPLIED = {
    ResidentReply.CONFIRM: "U heeft de afspraak bevestigd.", ResidentReply.MOVE: "U heeft een ander moment gekozen.",
    ResidentReply.CANCEL: "U heeft de afspraak afgezegd.",
    ResidentReply.DECLINE: "U zei nee. Wij stoppen. U hoeft niets te doen.",
    ResidentReply.TAKE_BACK: "Uw nee is weg. De afspraak staat weer.",
}
