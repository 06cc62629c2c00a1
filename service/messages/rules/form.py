"""F: what the channel itself asks. Links, subject, the characters and length of an SMS, placeholders. Pure."""

import re
from collections.abc import Iterator

from service.messages.kind import MessageChannel
from service.messages.placeholders import expanded, strays
from service.messages.rules.rule import Found, Rule, always
from service.messages.text import Span, Text

LONGEST_SUBJECT, LONGEST_SMS = 60, 306
_LINKED = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)|<a\b[^>]*>(.*?)</a>", re.IGNORECASE)
_SAYS_NOTHING = frozenset({
    "klik", "klikt", "hier", "lees", "leest", "meer", "verder", "link", "de", "deze", "op", "via", "u", "dan",
    "als", "om", "te", "lezen", "informatie", "info", "website", "naar", "ga", "onze", "pagina",
})
_CLICK_HERE = re.compile(r"(?<![^\W_])(?:klik(?:t u|t)? hier|hier klik\w*)(?![^\W_])", re.IGNORECASE)
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The basic set of 3GPP 23.038; `_EXTENDED` takes two places for each character."""
_EXTENDED = frozenset("\f^{}\\[~]|€")


def fits_sms(character: str) -> bool:
    """Whether an ordinary SMS has this character."""
    return character in _BASIC or character in _EXTENDED


def _link_texts(text: Text) -> Iterator[Found]:
    told, better = "zegt niet waar de link heen gaat.", "Zeg in de link wat de lezer daar vindt."
    linked = list(_LINKED.finditer(text.raw))
    for found in linked:
        shown = found[1] if found[1] is not None else found[2]
        words = set(re.findall(r"\w+", shown.lower()))
        if words <= _SAYS_NOTHING:
            yield Found(Span(*found.span()), f"“{shown}” {told}", better)
    for found in _CLICK_HERE.finditer(text.raw):
        if not any(link.start() <= found.start() < link.end() for link in linked):
            yield Found(Span(*found.span()), f"“{found[0]}” {told}", better)


def _subject(text: Text) -> Iterator[Found]:
    if text.subject is None:
        start = Span(0, text.lines[0].end if text.lines else 0)
        yield Found(start, "De eerste regel is geen onderwerp.", "Begin met “Onderwerp: ” en een paar woorden.")
        return
    length = len(expanded(text.of(text.subject)).strip())
    if not 1 <= length <= LONGEST_SUBJECT:
        told = f"Het onderwerp heeft {length} tekens; houd het tussen 1 en {LONGEST_SUBJECT}."
        yield Found(text.subject, told, "Noem in een paar woorden waar het over gaat.")


def _characters(text: Text) -> Iterator[Found]:
    for place, character in enumerate(text.raw):
        if not fits_sms(character):
            told = f"Met het teken “{character}” past nog maar 70 tekens in één sms."
            yield Found(Span(place, place + 1), told, "Neem een gewone letter of laat het teken weg.")


def _sms_length(text: Text) -> Iterator[Found]:
    length = sum(2 if character in _EXTENDED else 1 for character in expanded(text.raw))
    if length > LONGEST_SMS:
        told = f"Ingevuld telt deze sms tot {length} tekens; houd het bij {LONGEST_SMS}."
        yield Found(text.whole, told, "Schrap wat nu niet nodig is.")


def _placeholders(text: Text) -> Iterator[Found]:
    for start, end in strays(text.raw):
        told = f"“{text.raw[start:end]}” is geen invulveld van deze dienst."
        yield Found(Span(start, end), told, "Kies een veld uit de lijst, tussen {{ en }}.")


_GSM = "3GPP 23.038"
RULES = (
    Rule("F01", "De tekst van een link zegt waar hij heen gaat.", "Wie een tekst laat voorlezen, hoort alleen de link.",
         "WCAG 2.4.4", "e-mail", lambda kind: kind.channel is MessageChannel.EMAIL, _link_texts),
    Rule("F02", f"Een e-mail heeft een onderwerp van 1 tot {LONGEST_SUBJECT} tekens.", "De lezer ziet wat het is.",
         "WCAG 2.4.2, naar analogie; keuze van deze dienst", "e-mail",
         lambda kind: kind.channel is MessageChannel.EMAIL, _subject),
    Rule("F05", "Alleen tekens die in een gewone sms passen.", "Eén ander teken maakt van één sms er drie.", _GSM,
         "sms", lambda kind: kind.channel is MessageChannel.SMS, _characters),
    Rule("F06", f"Ingevuld ten hoogste {LONGEST_SMS} tekens (twee delen).", "Een lange sms leest niemand.", _GSM, "sms",
         lambda kind: kind.channel is MessageChannel.SMS, _sms_length),
    Rule("F07", "Invulvelden zijn heel en bekend.", "Een half ingevuld bericht gaat naar de verkeerde, of zegt onzin.",
         "Leiden, datalekken 2023; keuze van deze dienst", "alle berichten", always, _placeholders),
)
