"""M: one clear offer. Who writes, what is asked, when, how to change it, and how much text. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator

from service.messages.kind import Kind, MeetingManner, MessageChannel, MessagePurpose
from service.messages.placeholders import Placeholder
from service.messages.rules.language import ALL
from service.messages.rules.lists import asks_for
from service.messages.rules.requests import kinds_asked
from service.messages.rules.rule import Found, Rule, Severity, needs, to_resident
from service.messages.text import SECOND_SHEET, Role, Span, Text
from service.messages.wordlist import read

MOST_WORDS = {
    MessageChannel.LETTER: 200, MessageChannel.EMAIL: 150, MessageChannel.WHATSAPP: 60,
    MessageChannel.NOT_AT_HOME_CARD: 60, MessageChannel.VOICEMAIL: 40, MessageChannel.ENVELOPE: 25,
    MessageChannel.CORPORATION: 80,
}
HEADINGS_FROM_WORDS = 80
_NUMBERED = frozenset({
    MessageChannel.LETTER, MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP, MessageChannel.VOICEMAIL,
    MessageChannel.NOT_AT_HOME_CARD,
})
_SIGNED = frozenset({MessageChannel.LETTER, MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP})
_SENDER = re.compile(r"(?<![^\W_])gemeente(?![^\W_])|\{\{organisatie\}\}", re.IGNORECASE)
_PASS = re.compile(
    r"\b(?:mijn|een|de|deze|onze|gemeentelijke|met|geldige|hier is|dit is)\s+(?:\w+\s+)?pas\b|\bpasje\b|\b\w+pas\b"
    r"|\blegiti\w+|\bpas\s+(?:van|met)\b", re.IGNORECASE)


def _one_request(text: Text) -> Iterator[Found]:
    asked = list(kinds_asked(text))
    if len(asked) > 1:
        names = " en ".join(name for name, _ in asked)
        for _, where in asked[1:]:
            yield Found(where, f"Hier wordt meer dan één ding gevraagd: {names}.", "Vraag één ding; de rest kan later.")


def _needs_all(*names: Placeholder) -> Callable[[Text], Iterable[Found]]:
    def look(text: Text) -> Iterable[Found]:
        missing = [f"{{{{{name}}}}}" for name in names if name not in text.placeholders]
        if missing:
            yield Found(text.whole, f"In de tekst ontbreekt {' en '.join(missing)}.", "Vul de tekst aan.")
    return look


def _moment(text: Text) -> Iterator[Found]:
    if text.manner is not MeetingManner.WITHOUT:
        yield from _needs_all(Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME)(text)


def _day_time_place(text: Text) -> Iterator[Found]:
    """At home and by telephone the words themselves say where."""
    said = text.manner in {MeetingManner.HOME, MeetingManner.TELEPHONE}
    place = () if said else (Placeholder.APPOINTMENT_PLACE,)
    yield from _needs_all(Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME, *place)(text)


def _fits_appointment(text: Text) -> Iterator[Found]:
    """No sentence that names the moment says that the talk is somewhere else than it is."""
    if text.manner is None:
        return
    where_it_is = _MANNER_WORDS[text.manner]
    others = [manner for manner in _PLACE_LISTS if manner is not text.manner]
    for sentence in text.sentences:
        if _MOMENT.search(text.of(sentence)):
            for manner in others:
                for hit in read(_PLACE_LISTS[manner]).find(text.plain(sentence)):
                    where = Span(sentence.start + hit.start, sentence.start + hit.end)
                    told = f"“{text.of(where)}” past niet bij de afspraak: die is {where_it_is}."
                    yield Found(where, told, "Kies de tekst die bij de afspraak past.")
            inside = _IN_PLACE.search(text.of(sentence))
            if inside and text.manner is not MeetingManner.OFFICE:
                where = Span(sentence.start + inside.start(), sentence.start + inside.end())
                yield Found(where, f"De afspraak is {where_it_is}, dus niet ergens in.", "Kies de tekst die past.")
            if text.manner is MeetingManner.WITHOUT:
                yield Found(sentence, "Dit noemt een afspraak die er niet is.", "Laat de dag en de tijd weg.")


def _length(text: Text) -> Iterator[Found]:
    most = MOST_WORDS[text.kind.channel]
    sheet = text.raw.find(f"\n{SECOND_SHEET}\n")
    words = [word for word in text.words if sheet < 0 or word.start < sheet]
    if len(words) > most:
        over = Span(words[most].start, words[-1].end)
        told = f"De tekst heeft {len(words)} woorden; houd het bij {most}."
        yield Found(over, told, "Schrap wat nu niet nodig is.")


def _sender_first(text: Text) -> Iterator[Found]:
    opening = [one for one in text.sentences if one.role in {Role.BODY, Role.CLOSING}][:2]
    if not any(_SENDER.search(text.of(sentence)) for sentence in opening):
        where = Span(opening[0].start, opening[-1].end) if opening else text.whole
        told = "In de eerste twee zinnen staat niet van wie het bericht komt."
        yield Found(where, told, "Noem daar de gemeente, of {{organisatie}}.")


def _headings(text: Text) -> Iterator[Found]:
    found = [line for line in text.lines if line.role is Role.HEADING]
    if len(text.words) >= HEADINGS_FROM_WORDS and len(found) < 2:
        yield Found(text.whole, "Een brief van deze lengte heeft tussenkopjes nodig.", "Zet er twee of meer in.")


def _shows_pass(text: Text) -> Iterable[Found]:
    if _PASS.search(text.plain(text.before_name)):
        return []
    return [Found(text.before_name, "Nergens laat u zien wie u bent.", "Bijvoorbeeld: “Dit is mijn pas.”")]


def _opens_with_name(kind: Kind) -> bool:
    return kind.channel is MessageChannel.VISIT_CARD


def _after_marker(text: Text) -> Span | None:
    return text.after_name if text.marker else None


_MOMENT = re.compile(r"\{\{afspraak_(?:datum|tijd)\}\}")
_IN_PLACE = re.compile(r"\bin \{\{afspraak_plaats\}\}")
_PLACE_LISTS = {
    MeetingManner.HOME: "thuis", MeetingManner.OFFICE: "kantoor", MeetingManner.TELEPHONE: "telefoon",
}
_MANNER_WORDS = {
    MeetingManner.HOME: "bij de inwoner thuis", MeetingManner.OFFICE: "op kantoor",
    MeetingManner.TELEPHONE: "door de telefoon", MeetingManner.WITHOUT: "er niet",
}
_TEST = "gedragstest met afspraken per sms (Sanders en Kirkman 2019)"
RULES = (
    Rule("M01", "De tekst vraagt om één ding.", "Eén kleine stap is te doen.",
         "MAST (Schouders Eronder 2020); HvA 2019", ALL, to_resident, _one_request),
    Rule("M02", "Er staat een moment: dag en tijd.", "Een plan dat klaarligt, is het makkelijkst.",
         f"Roermond, Groningen (Divosa); {_TEST}", "brief en e-mail bij first, followup en care; niet-thuiskaart",
         lambda kind: kind.offers_moment, _moment),
    Rule("M03", "De naam van de medewerker staat erin.", "Een mens met een naam wekt vertrouwen.",
         "Rotterdam, Contactrijk betalen", "alles behalve de envelop",
         lambda kind: kind.channel is not MessageChannel.ENVELOPE,
         needs(Placeholder.WORKER_NAME, "De naam van de medewerker ontbreekt.")),
    Rule("M04", "Het eigen nummer van de medewerker staat erin.", "Zo krijgt de lezer meteen de goede persoon.",
         "vroegsignaleringshv.nl", "brief, e-mail, sms, WhatsApp, voicemail en niet-thuiskaart",
         lambda kind: kind.channel in _NUMBERED, needs(Placeholder.WORKER_PHONE,
         "Het nummer van de medewerker ontbreekt.")),
    Rule("M05", "De tekst is niet te lang.", "Wie stress heeft, onthoudt de hoofdzaak.",
         "HvA 2019 (brief van één bladzijde); de aantallen zijn een keuze van deze dienst",
         ", ".join(f"{channel} {words}" for channel, words in MOST_WORDS.items()),
         lambda kind: kind.channel in MOST_WORDS, _length),
    Rule("M06", "In de eerste twee zinnen staat van wie het bericht komt.",
         "De lezer weet meteen met wie hij te maken heeft.",
         "MAST (Schouders Eronder 2020)", "brief, e-mail, sms en WhatsApp", lambda kind: kind.channel in _SIGNED,
         _sender_first),
    Rule("M07", f"Een brief van {HEADINGS_FROM_WORDS} woorden of meer heeft twee tussenkopjes.",
         "Kopjes helpen zoeken.",
         "communicatierijk.nl", "brief", lambda kind: kind.channel is MessageChannel.LETTER, _headings,
         Severity.WARNING),
    Rule("M08", "De eerste brief zegt van wie het signaal komt en waar de uitleg over privacy staat.",
         "Mensen schrikken van de vraag hoe u dit weet, en zijn gerust na het antwoord.",
         "AVG artikel 14; Amersfoort, Vroeg Eropaf", "brief en e-mail bij first", lambda kind: kind.opens,
         _needs_all(Placeholder.SIGNAL_SOURCE, Placeholder.PRIVACY_LINK)),
    Rule("M09", "Dag, tijd en plaats staan erin.", "De lezer hoeft niets op te zoeken.",
         "proef met herinneringen (EMHJ 2014)", "confirm en reminder", lambda kind: kind.about_appointment,
         _day_time_place),
    Rule("M10", "Er staat hoe de lezer de afspraak verandert, afzegt of weigert.",
         "Zelf kiezen geeft rust en vertrouwen.",
         "autonomie in stress-sensitief werken", "confirm en reminder, en waar M02 geldt",
         lambda kind: kind.about_appointment or kind.offers_moment,
         asks_for("M10", "Nergens staat hoe het anders kan, of hoe de lezer nee zegt.",
                  "Liever een ander moment, of liever niet? Bel mij.")),
    Rule("M11", "De deur blijft open.", "Wie nu nee zegt, kan later ja zeggen.", "keuze van deze dienst", "closing",
         lambda kind: kind.purpose is MessagePurpose.CLOSING and kind.to_resident,
         asks_for("M11", "Nergens staat dat de lezer later terug kan komen.", "U kunt mij later altijd bellen.")),
    Rule("M12", "Er staat dat hulp gratis is.", "Mensen zijn bang voor kosten.", "NVVK; keuze van deze dienst",
         "brief en e-mail bij first", lambda kind: kind.opens,
         asks_for("M12", "Nergens staat dat de hulp gratis is.", "Mijn hulp is gratis.")),
    Rule("M13", "Bij de deur laat u uw pas zien, voor u iets vertelt.", "De bewoner weet wie er voor de deur staat.",
         "Algemene wet op het binnentreden, artikel 1", "bezoek", _opens_with_name, _shows_pass),
    Rule("M14", "U vraagt of u binnen mag komen.", "Binnenkomen mag alleen met toestemming.",
         "Algemene wet op het binnentreden, artikel 1, vierde lid", "bezoek, na [NAAM KLOPT]", _opens_with_name,
         asks_for("M14", "Nergens vraagt u of u binnen mag komen.", "Mag ik even binnenkomen?", _after_marker)),
    Rule("M15", "De tekst past bij de afspraak: thuis, op kantoor, door de telefoon, of zonder afspraak.",
         "Wie op de verkeerde plek wacht, komt niet nog een keer.", "keuze van deze dienst", ALL, to_resident,
         _fits_appointment),
)
