"""Words of messages, appointments and safe contact; one Dutch label per code."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from service.messages.changed_situation import OPENED
from service.messages.follow_up_tasks import DONE
from service.messages.kind import MeetingManner, MessageChannel, MessagePurpose, MessageSituation
from service.messages.left_open import KEPT
from service.messages.safe_contact import ContactSafety
from service.messages.status import (
    AddressSource,
    AppointmentPlace,
    AppointmentReply,
    AppointmentStatus,
    Delivery,
    DeviationReason,
    FollowUpReason,
    MessageEnd,
    MessageStatus,
    ResidentReply,
)
from service.messages.template import Template
from service.messages.visit_cards import MADE
from service.messages.visit_with_two import SET
from service.signals.contact_wish import ContactWay, MessageCategory
from service.web.dates import moment, read_day

CHANNEL = {
    MessageChannel.LETTER: "Brief", MessageChannel.EMAIL: "E-mail", MessageChannel.SMS: "Sms",
    MessageChannel.WHATSAPP: "WhatsApp", MessageChannel.PHONE: "Leidraad voor een telefoongesprek",
    MessageChannel.VOICEMAIL: "Voicemail", MessageChannel.VISIT_CARD: "Leidraad voor aan de deur",
    MessageChannel.NOT_AT_HOME_CARD: "Kaartje", MessageChannel.ENVELOPE: "Envelop",
    MessageChannel.CORPORATION: "Bericht aan de corporatie",
}
PURPOSE = {
    MessagePurpose.FIRST: "eerste bericht", MessagePurpose.FOLLOW_UP: "vervolg",
    MessagePurpose.CARE: "eerste bericht bij een zorg", MessagePurpose.CONFIRM: "bevestiging van de afspraak",
    MessagePurpose.REMINDER: "herinnering aan de afspraak", MessagePurpose.CLOSING: "afsluiting",
    MessagePurpose.RECEIPT: "antwoord op een eigen vraag", MessagePurpose.CHANGE: "de afspraak is veranderd",
    MessagePurpose.CANCEL: "de afspraak gaat niet door", MessagePurpose.INFORM: "uitleg",
}
_SITUATION = {
    MessageSituation.ORDINARY: "", MessageSituation.THREATENING: ", als er een ontruiming of afsluiting dreigt",
    MessageSituation.CARE: "", MessageSituation.SOMEBODY_ELSE: ", als een ander opendoet",
    MessageSituation.LAST: ", het laatste: mag ik later nog eens vragen",
    MessageSituation.DECLINED: " nadat de inwoner nee zei", MessageSituation.PAID: ", er is betaald of een regeling",
    MessageSituation.HELPED: ", de hulp is klaar", MessageSituation.MOVED: ", de inwoner is verhuisd",
    MessageSituation.ACCEPTED: " nadat de inwoner ja zei", MessageSituation.PLAN: ": er is een plan",
    MessageSituation.PAUSE: ": pauze in de incasso", MessageSituation.MISTAKE: ": wij maakten een fout",
    MessageSituation.OBJECTION: ": bezwaar gekregen", MessageSituation.DECEASED: " aan de familie na een overlijden",
    MessageSituation.SUMMARY: ": wat u samen afsprak", MessageSituation.HELPER: ": mag ik met uw helper praten",
    MessageSituation.HAND_OVER: ": mag ik uw vraag doorgeven",
}
_MANNER = {
    MeetingManner.HOME: "gesprek thuis", MeetingManner.OFFICE: "gesprek op kantoor",
    MeetingManner.TELEPHONE: "gesprek door de telefoon", MeetingManner.WITHOUT: "zonder afspraak",
}
STATUS = {
    MessageStatus.PLANNED: "Gepland", MessageStatus.SENT: "Verzonden", MessageStatus.FAILED: "Niet verstuurd",
    MessageStatus.WITHDRAWN: "Ingetrokken",
}
ENDED = {
    MessageEnd.REFUSED: "Het adres of nummer werd geweigerd.",
    MessageEnd.UNSURE: "De verbinding brak. Het bericht kan zijn aangekomen, dus het gaat niet nog een keer weg.",
    MessageEnd.TOO_LONG: "De brief is te lang, of heeft letters die niet te drukken zijn.",
    MessageEnd.NOT_SAFE: "Op het moment van versturen was deze manier niet meer veilig.",
    MessageEnd.NO_WISH: "De inwoner heeft niet gezegd zo bereikbaar te zijn voor dit bericht (Awb artikel 2:8).",
    MessageEnd.WORK_OVER: "De verwijzing is afgesloten, of de gegevens van de inwoner zijn gewist.",
    MessageEnd.APPOINTMENT_OFF: "De afspraak in het bericht geldt niet meer.",
    MessageEnd.BY_CASEWORKER: "Een behandelaar trok het bericht in.",
    MessageEnd.BY_RESIDENT: "De inwoner zei nee.",
    MessageEnd.UNDELIVERABLE: "Het bericht kwam niet aan.",
    MessageEnd.TOO_LATE: "Het bericht zou te laat aankomen: na de ontruiming of na de afspraak. Bel, of ga langs.",
    MessageEnd.SITUATION_CHANGED: "Na het plannen veranderde de situatie. Beslis zelf wat er nog te zeggen is.",
}
DELIVERY = {
    Delivery.DELIVERED: "Afgeleverd", Delivery.POSTED: "Geprint en op de post gedaan",
    Delivery.PASSED_ON: "Doorgegeven; of het aankwam, is niet te zien",
    Delivery.WRONG_ADDRESS: "Het adres of nummer bestaat niet",
    Delivery.NOT_ACCEPTED: "De telefoon of het postvak nam het niet aan",
    Delivery.COULD_NOT: "Versturen lukte niet", Delivery.RETURNED: "De brief kwam terug",
}
DEVIATION = {
    DeviationReason.ASKED_FOR: "De inwoner vroeg om dit moment",
    DeviationReason.WITH_ATTEMPT: "Het hoort bij een poging van vandaag, zoals een brief na een bezoek",
    DeviationReason.CANNOT_WAIT: "Wachten maakt het voor de inwoner slechter",
    DeviationReason.AGREED_TOGETHER: "Dit moment is afgesproken met een ander team of een andere organisatie",
}
ADDRESS_SOURCE = {
    AddressSource.POPULATION_REGISTER: "In de Basisregistratie Personen (BRP)",
    AddressSource.ADDRESS_REGISTER: "In de Basisregistratie Adressen en Gebouwen (BAG)",
    AddressSource.RESIDENT: "De inwoner zei het zelf",
}
PLACE = {
    AppointmentPlace.HOME: "Bij de inwoner thuis", AppointmentPlace.TOWN_HALL: "Op het gemeentehuis",
    AppointmentPlace.NEIGHBOURHOOD: "In het buurthuis", AppointmentPlace.TELEPHONE: "Door de telefoon",
}
APPOINTMENT = {
    AppointmentStatus.OFFERED: "Aangeboden", AppointmentStatus.CONFIRMED: "Bevestigd",
    AppointmentStatus.CHANGED: "Gewijzigd", AppointmentStatus.CANCELLED: "Afgezegd",
    AppointmentStatus.DECLINED: "De inwoner wil geen contact",
}
REPLY = {
    AppointmentReply.CONFIRMED: "De inwoner zei ja", AppointmentReply.CANCELLED: "De afspraak gaat niet door",
    AppointmentReply.DECLINED: "De inwoner wil geen contact: alles wat gepland staat, stopt",
}
_BY_RESIDENT = {
    ResidentReply.CONFIRM: "bevestigde de afspraak", ResidentReply.MOVE: "koos zelf een ander moment",
    ResidentReply.CANCEL: "zegde de afspraak af", ResidentReply.DECLINE: "zei nee: alles stopt",
    ResidentReply.TAKE_BACK: "nam het nee terug",
}
SAFETY = {
    ContactSafety.SAFE: "Ja, dat is veilig", ContactSafety.UNSAFE: "Nee, dat is niet veilig",
    ContactSafety.UNKNOWN: "Dat is niet bekend",
}
NOT_ASKED = "nietGevraagd"
ASK_SAFE = {"ja": "Ja, dat is veilig", "nee": "Nee, dat is niet veilig", NOT_ASKED: "Niet gevraagd"}
ASK_REACHABLE = {
    "ja": "Ja, de inwoner zei dat met zoveel woorden", "nee": "Nee, liever niet zo", NOT_ASKED: "Niet gevraagd",
}
WAY = {
    ContactWay.CALL: "Bellen", ContactWay.SMS: "Sms", ContactWay.WHATSAPP: "WhatsApp", ContactWay.EMAIL: "Mail",
    ContactWay.LETTER: "Brief", ContactWay.CARD: "Kaartje", ContactWay.VISIT: "Langskomen",
    ContactWay.ELSEWHERE: "Afspraak op een andere plek",
}
CATEGORY = {
    MessageCategory.APPOINTMENT: "Berichten over een afspraak", MessageCategory.LETTER: "Brieven",
    MessageCategory.REMINDER: "Herinneringen",
}


def categories_text(codes: Iterable[str]) -> str:
    """For example: berichten over een afspraak en herinneringen."""
    chosen = set(codes)
    return " en ".join(CATEGORY[one].lower() for one in MessageCategory if one in chosen)


def _answered(detail: dict[str, Any]) -> str:
    """What was asked, also in rows of before the two questions were apart."""
    if "kanaal" in detail:
        return f"Is {detail['kanaal']} veilig? {SAFETY[ContactSafety(detail['veilig'])]}"
    told = [f"{WAY[ContactWay(detail['manier'])]}:"]
    if "veilig" in detail:
        told.append("dat is veilig." if detail["veilig"] else "dat is niet veilig.")
    if detail.get("bereikbaar"):
        told.append(f"De inwoner wil zo berichten: {categories_text(detail['soorten']) or 'alle'}.")
    elif "bereikbaar" in detail:
        told.append("De inwoner wil zo geen berichten.")
    return " ".join(told).rstrip(".")


def template_label(template: Template) -> str:
    """For example: Sms: vervolg."""
    return f"{CHANNEL[template.kind.channel]}: {purpose_label(template)}"


def purpose_label(template: Template) -> str:
    """What a text is for, where its channel stands above it."""
    place = "" if template.is_first_of_family or template.manner is None else f" ({_MANNER[template.manner]})"
    return f"{PURPOSE[template.kind.purpose]}{_SITUATION[template.situation]}{place}"


def _of_message(detail: dict[str, Any]) -> str:
    return CHANNEL[MessageChannel(detail["kanaal"])].lower()


def _why(detail: dict[str, Any]) -> str:
    if detail.get("bezorging"):
        return f". {DELIVERY[Delivery(detail['bezorging'])]}"
    return f". {ENDED[MessageEnd(detail['reden'])].rstrip('.')}" if detail.get("reden") else ""


def _chosen(detail: dict[str, Any]) -> str:
    code = detail.get("afwijking")
    return f". Zelf gekozen moment: {DEVIATION[DeviationReason(code)].lower()}" if code else ""


FOLLOW_UP = {
    FollowUpReason.UNDELIVERED: "Dit bericht kwam niet aan. De wet vraagt om het nog eens of anders te sturen "
                                "(Awb artikel 2:11). Bel, schrijf of ga langs.",
    FollowUpReason.UNSURE: "Niet zeker is of dit bericht aankwam. Vraag het de inwoner, of zeg het anders.",
    FollowUpReason.CHANGED: "De afspraak is veranderd, en dit bericht klopt niet meer (Awb artikel 2:12). Vertel de "
                            "inwoner het nieuwe moment.",
    FollowUpReason.CANCELLED: "De afspraak gaat niet door, en dit bericht klopt niet meer (Awb artikel 2:12). Vertel "
                              "dat de inwoner.",
    FollowUpReason.SITUATION_CHANGED: "Dit bericht is gestopt: na het plannen veranderde de situatie van het "
                                      "huishouden. Kijk wat er veranderde, en beslis wat u nog stuurt.",
}
"""What a caseworker has to do where no other message could be planned by itself."""
_FOLLOWED = {
    FollowUpReason.UNDELIVERED: "Het bericht kwam niet aan",
    FollowUpReason.UNSURE: "Niet zeker is of het bericht aankwam",
    FollowUpReason.CHANGED: "De afspraak in een bericht is veranderd",
    FollowUpReason.CANCELLED: "De afspraak in een bericht gaat niet door",
    FollowUpReason.SITUATION_CHANGED: "De situatie veranderde na het plannen van een bericht",
}


def _followed(detail: dict[str, Any]) -> str:
    why = f"{_FOLLOWED[FollowUpReason(detail['reden'])]} ({_of_message(detail)})"
    if "opvolger" in detail:
        return f"{why}. Vanzelf een nieuw bericht gepland: {CHANNEL[MessageChannel(detail['opvolger'])].lower()}"
    return f"{why}. Taak voor de behandelaar, uiterlijk {read_day(detail['uiterlijk'])}"


MESSAGE_EVENTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "bericht-gepland": lambda told: f"Bericht gepland ({_of_message(told)}), komt aan op "
                                    f"{moment(datetime.fromisoformat(told['aankomst']))}{_chosen(told)}",
    "briefadres-vastgelegd": lambda told: f"Straat en plaats opgezocht voor een brief. "
                                          f"{ADDRESS_SOURCE[AddressSource(told['bron'])]}",
    "bericht-verzonden": lambda told: f"Bericht verzonden ({_of_message(told)})",
    "bericht-mislukt": lambda told: f"Bericht niet verstuurd ({_of_message(told)}){_why(told)}",
    "bericht-ingetrokken": lambda told: f"Bericht ingetrokken ({_of_message(told)}){_why(told)}",
    OPENED: _followed,
    DONE: lambda told: f"Taak afgevinkt. {_FOLLOWED[FollowUpReason(told['reden'])]}",
    "berichten-gezien": lambda _: "De berichten gelezen",
    "afspraak-vastgelegd": lambda told: f"Afspraak op {read_day(told['dag'])}: "
                                        f"{APPOINTMENT[AppointmentStatus(told['status'])].lower()}",
    "afspraak-door-inwoner": lambda told: f"De inwoner {_BY_RESIDENT[ResidentReply(told['antwoord'])]}, "
                                          f"{read_day(told['dag'])}",
    KEPT: lambda told: f"Bij het afsluiten laten doorgaan: {told['wat']}",
    SET: lambda _: "Vastgelegd hoe wij hier op bezoek gaan",
    MADE: lambda _: "Kaart voor een bezoek gemaakt",
    "veilig-contact-gevraagd": _answered,
    "contactwens-bij-signaal": lambda told: f"De inwoner zei dit bij de toestemming. {_answered(told)}",
}
"""What the journal holds of messages, as sentences; each from codes and moments only."""
