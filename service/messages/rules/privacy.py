"""P: nothing that others may not know. Money, creditor and team stay out of what a housemate can see or hear. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator

from stdnum.nl import bsn

from service.messages.kind import SPOKEN_TO_A_STRANGER, Kind, MessageChannel
from service.messages.placeholders import Placeholder
from service.messages.rules.language import ALL
from service.messages.rules.lists import asks_for, before_name, exposed, forbids
from service.messages.rules.rule import Found, Rule, always, to_resident
from service.messages.text import Sentence, Span, Text
from service.messages.wordlist import read

EXPOSED = "sms, WhatsApp, voicemail, kaart, envelop en onderwerp van een e-mail; telefoon en bezoek voor [NAAM KLOPT]"
_AMOUNT = re.compile(
    r"€|(?<![^\W_])(?:euro(?:['’]?s)?|eur)(?![^\W_])|\{\{bedrag\}\}|(?<![\d.,])\d[\d.]*,(?:\d\d|-)(?!\d)",
    re.IGNORECASE)
_IDENTITY = re.compile(
    r"(?<![^\W_])(?:bsn(?:-?nummer)?|burgerservicenummer|sofinummer|geboortedatum|geboren op|dossiernummer)(?![^\W_])",
    re.IGNORECASE)
_NINE_DIGITS = re.compile(r"(?<![\d-])\d(?:[ .]?\d){8}(?![\d-])")
_TELLS_REASON = re.compile(r"\{\{(?:bron_signaal|reden|ernst)\}\}")
_PRIVACY = re.compile(r"\{\{privacy_link\}\}")
_NAME = f"{{{{{Placeholder.RESIDENT_NAME}}}}}"
_ASKS_NAME = re.compile(
    r"\b(?:spreek ik|praat ik|bel ik|ben ik|heb ik|bent u|u bent|ben jij|ben je|heet u|is dit|is dat|klopt het|"
    r"mag ik|kan ik|spreken|verbonden|aan de lijn)\b", re.IGNORECASE)
_GREETING = re.compile(r"^\W*(?:goede\w*|dag|hallo|hoi|welkom|sorry|excuses)\b[^.!?]{0,25}$", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\{\{medewerker_naam\}\}|\b(?:ik ben|met|mijn naam|mijn collega|dit is|dit zijn|wij zijn|u spreekt|ik heet|"
    r"ik werk|ik kom van|ik bel van|ik bel namens|ik kom namens|hier is|hier ziet|ik laat|pas|legitimatie\w*)\b",
    re.IGNORECASE)
_CONTENT = re.compile(
    r"\b(?:over|omdat|want|vanwege|wegens|brief|afspraak|vraag|hulp|helpen|gesprek)\b", re.IGNORECASE)


def _amounts(text: Text) -> Iterator[Found]:
    for found in _AMOUNT.finditer(text.raw):
        yield Found(Span(*found.span()), f"“{found[0]}” is of hoort bij een bedrag.", "Laat het bedrag weg.")


def _creditor(text: Text) -> Iterator[Found]:
    yield from forbids("P03", "{} verraadt om wie het gaat.", exposed, "Zeg alleen dat u van de gemeente bent.")(text)
    for found in _TELLS_REASON.finditer(text.raw):
        where = Span(*found.span())
        if text.exposed and text.exposed.holds(where):
            yield Found(where, "Wie het signaal gaf en waarom, hoort niet waar anderen meelezen.", "Laat dit weg.")


def _identity(text: Text) -> Iterator[Found]:
    for found in _IDENTITY.finditer(text.raw):
        yield Found(Span(*found.span()), f"“{found[0]}” hoort niet in een bericht.", "Laat het weg.")
    for found in _NINE_DIGITS.finditer(text.masked):
        if bsn.is_valid(found[0]):
            yield Found(Span(*found.span()), "Dit getal kan een burgerservicenummer zijn.", "Laat het weg.")


def _links(text: Text) -> Iterator[Found]:
    privacy = (Span(*found.span()) for found in _PRIVACY.finditer(text.raw))
    for where in (*text.links, *privacy):
        yield Found(where, "Een link in een sms of appje lijkt op oplichting.", "Laat de link weg; noem uw nummer.")


def _asks_name_first(text: Text) -> Iterable[Found]:
    before = list(text.within(text.before_name))
    asked = next((place for place, one in enumerate(before) if _is_name_question(text, one)), None)
    if asked is None:
        told = "U vraagt niet eerst of u de goede persoon spreekt."
        return [Found(text.before_name, told, f"Bijvoorbeeld: “Spreek ik met {_NAME}?”")]
    early = [one for one in before[:asked] if not _only_introduces(text, one)]
    return [Found(one, "Dit zegt u voordat u weet wie u spreekt.", "Vraag eerst de naam.") for one in early[:1]]


def _is_name_question(text: Text, sentence: Sentence) -> bool:
    told = text.of(sentence)
    return _NAME in told and told.rstrip("\"'”’) ").endswith("?") and bool(_ASKS_NAME.search(told))


def _only_introduces(text: Text, sentence: Sentence) -> bool:
    """Own name, municipality, pass and a greeting tell nothing about the resident."""
    told = text.of(sentence).strip()
    if read("P01").names(told) or read("P03").names(told) or _CONTENT.search(told):
        return False
    if _GREETING.match(told) or _INTRODUCES.search(told) or len(sentence.words) <= 2:
        return True
    return read("P09").names(told)


def _to_others(kind: Kind) -> bool:
    return kind.channel in SPOKEN_TO_A_STRANGER


def _by_phone_text(kind: Kind) -> bool:
    return kind.channel in {MessageChannel.SMS, MessageChannel.WHATSAPP}


def _in_exposed(name: str, told: str) -> Callable[[Text], Iterable[Found]]:
    return forbids(name, told, exposed, "Laat het hier weg; vertel het in het gesprek.")


RULES = (
    Rule("P01", "Geen woorden over geld waar anderen meelezen.", "De postbode en huisgenoten mogen niets raden.",
         "Apeldoorn, vouwkaart (NVVK 2020)", EXPOSED, to_resident, _in_exposed("P01", "{} gaat over geld.")),
    Rule("P02", "Geen bedrag.", "Een verkeerd bezorgde brief verraadt dan te veel.", "Leiden, datalekken 2023", ALL,
         to_resident, _amounts),
    Rule("P03", "Niet wie er geld krijgt, waar anderen meelezen.", "De postbode en huisgenoten mogen niets raden.",
         "Apeldoorn (NVVK 2020); Leiden, datalekken 2023", EXPOSED, to_resident, _creditor),
    Rule("P04", "Geen bsn, geboortedatum of dossiernummer.", "Een verkeerd bezorgd bericht verraadt dan te veel.",
         "Leiden, datalekken 2023; keuze van deze dienst", "alle berichten", always, _identity),
    Rule("P05", "Geen naam van een team waar anderen meelezen.", "De naam van een team verraadt de reden.",
         "Apeldoorn (NVVK 2020); techsafety.org", EXPOSED, to_resident,
         _in_exposed("P05", "{} verraadt waar het over gaat.")),
    Rule("P06", "Geen link in een sms of appje.", "Zo'n link lijkt op oplichting.", "NCSC (VK), advies over sms",
         "sms en WhatsApp", _by_phone_text, _links),
    Rule("P07", "Vraag eerst of u de goede persoon spreekt.", "Een ander mag niets horen.", "keuze van deze dienst",
         "telefoon en bezoek", _to_others, _asks_name_first),
    Rule("P08", "Vraag een ander niets door te geven of te vertellen.", "Een ander mag niets weten.",
         "keuze van deze dienst", "telefoon en bezoek, voor [NAAM KLOPT]", _to_others,
         forbids("P08", "{} vraagt iets aan een ander.", before_name, "Zeg alleen wanneer u het weer probeert.")),
    Rule("P09", "Vraag of dit een goed moment is.", "Iemand kan meeluisteren.",
         "techsafety.org, bellen met slachtoffers",
         "telefoon, voor [NAAM KLOPT]", lambda kind: kind.channel is MessageChannel.PHONE,
         asks_for("P09", "U vraagt niet of dit een goed moment is.", "Kunt u nu vrij praten?", before_name)),
)
