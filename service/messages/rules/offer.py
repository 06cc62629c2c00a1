"""M: one clear offer. Who writes, what is asked, when, how to change it, and how much text. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator

from service.messages.kind import Kind, MessageChannel, MessagePurpose
from service.messages.placeholders import Placeholder
from service.messages.rules.language import ALL
from service.messages.rules.lists import asks_for
from service.messages.rules.requests import kinds_asked
from service.messages.rules.rule import Found, Rule, Severity, needs, to_resident
from service.messages.text import Role, Span, Text

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


def _length(text: Text) -> Iterator[Found]:
    most = MOST_WORDS[text.kind.channel]
    if len(text.words) > most:
        over = Span(text.words[most].start, text.words[-1].end)
        told = f"De tekst heeft {len(text.words)} woorden; houd het bij {most}."
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


_TEST = "gedragstest met afspraken per sms (Sanders en Kirkman 2019)"
RULES = (
    Rule("M01", "De tekst vraagt om één ding.", "Eén kleine stap is te doen.",
         "MAST (Schouders Eronder 2020); HvA 2019", ALL, to_resident, _one_request),
    Rule("M02", "Er staat een moment: dag en tijd.", "Een plan dat klaarligt, is het makkelijkst.",
         f"Roermond, Groningen (Divosa); {_TEST}", "brief en e-mail bij first, followup en care; niet-thuiskaart",
         lambda kind: kind.offers_moment, _needs_all(Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME)),
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
         _needs_all(Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME, Placeholder.APPOINTMENT_PLACE)),
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
)
