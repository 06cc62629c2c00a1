"""Which kinds of thing a text asks of its reader: get in touch, send papers, fill in, pay, log in, go somewhere. Pure.

A request is a command (at the start of a clause), or a modal verb with `u` and the deed further on. A sentence that
says that something need not be done asks nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.messages.placeholders import Placeholder
from service.messages.text import Sentence, Span, Text

_START = (
    r"(?:^|[,;:–-]\s*|\b(?:en|of|dan|daarna|eerst|ook|graag|alstublieft|alvast|gerust|gelieve|daarom|vervolgens|nu|"
    r"(?:wilt|kunt) u dat)\s+)(?!\w+\s+(?:ik|wij|we)\b)"
)
_MODAL = (
    r"(?:\b(?:kunt|wilt|kan|wil|mag|zou|moet|dient|hoeft alleen|vraag|vragen|verzoek\w*)\s+(?:u|je|jij)\b|"
    r"\b(?:u|je|jij)\s+(?:kunt|kan|mag|moet|dient|hoeft alleen)\b|\bvergeet niet\b|\bprobeer\b).{0,120}?\b"
)
_NOT_NEEDED = re.compile(
    r"\b(?:hoeft?|hoeven)\b(?! alleen)|\bniet nodig\b|\bmoet (?:u )?(?:\w+ )?niets\b|\bik vraag (?:u )?niet\b|"
    r"\bniets? verplicht\b", re.IGNORECASE)
_OWN_DEED = re.compile(r"(\b(?:ik|wij|we)\b[^,;:]*?)\s+en\b", re.IGNORECASE)
"""In `ik heb tijd en kom naar u toe` the second verb is no command: it has the same subject."""
_COMPANY = re.compile(
    r"\b(?:iemand|vriend\w*|famili\w*|partner|kennis|zoon|dochter)\b.{0,120}?\bmee\w*", re.IGNORECASE)
"""To bring somebody along is no request for papers."""
_PAPERS = (
    r"\b(?:papier|document|bewij|brie[fv]|loonstrook|loonstroken|afschrift|bankafschrift|formulier|kopie|post\b|map\b|"
    r"overzicht|gegevens|contract|legitimatie|paspoort|identiteitskaart|rekening|stukken|bijlage|ordner|administratie|"
    r"enveloppe|foto)\w*"
)
_GIVE = r"(?:stuur|lever|mail|app|leg|zoek|verzamel|bewaar|geef|maak|scan|onderteken)\b.{0,120}"
_GIVEN = r"(?:sturen|mailen|geven|verzamelen|zoeken|bewaren|ondertekenen|maken)"
_NOTE = r"(?:berichtje|bericht|appje|app|mailtje|mail|e-mail|sms|sms'je)"


@dataclass(frozen=True, slots=True)
class Request:
    """One kind of request; `name` is Dutch."""

    name: str
    form: re.Pattern[str]


def _request(name: str, commands: tuple[str, ...], deeds: tuple[str, ...], always: str = r"(?!)") -> Request:
    """`commands` start a clause; `deeds` come after a modal verb; `always` asks by itself."""
    forms = rf"{_START}(?:{'|'.join(commands)})|{_MODAL}(?:{'|'.join(deeds)})|{always}"
    return Request(name, re.compile(forms, re.IGNORECASE))


REQUESTS = (
    _request("contact opnemen", (
        r"(?:bel|app|mail|sms|reageer|antwoord|telefoneer)\b", r"neem (?:\w+ ){0,4}contact\b",
        r"laat (?:het )?(?:\w+ ){0,3}weten\b", rf"stuur (?:\w+ ){{0,2}}(?:een )?{_NOTE}\b", r"geef (?:\w+ ){0,3}door\b",
    ), (
        r"(?:terug)?(?:bellen|appen|mailen|reageren|antwoorden|sms'en)\b",
        r"contact (?:\w+ ){0,3}(?:opnemen|op te nemen)\b",
        r"laten weten\b", r"doorgeven\b", r"door te geven\b",
    ), r"\b(?:belt|appt|mailt) u (?:(?:mij|ons|me)\b.{0,120}\?|dan\b|gerust\b)"),
    _request("papieren geven", (
        r"(?:neem|breng)\b.{0,120}\b(?:mee|meenemen)\b", _GIVE + _PAPERS, r"leg\b.{0,120}\bklaar\b",
        r"lever\b.{0,120}\bin\b",
    ), (
        r"(?<!iemand )(?:meenemen|meebrengen|mee te nemen|mee te brengen|klaarleggen|klaar te leggen)\b",
        r"(?:inleveren|in te leveren|opsturen|op te sturen)\b", rf"{_PAPERS}(?:\s+\w+){{0,4}}\s+{_GIVEN}\b",
    )),
    _request("iets invullen", (
        r"vul\b.{0,120}\bin\b", r"kruis\b.{0,120}\baan\b", r"onderteken\b", r"zet\b.{0,120}\bhandtekening\b",
    ), (r"(?:invullen|in te vullen|aankruisen|ondertekenen|te ondertekenen)\b",)),
    _request("betalen", (
        r"(?:betaal|voldoe|los)\b(?! u niet)", r"maak\b.{0,120}\bover\b", r"stort\b", r"tref\b.{0,120}\bregeling\b",
    ), (r"(?:betalen|te betalen|voldoen|te voldoen|overmaken|over te maken|aflossen|af te lossen)\b",)),
    _request("inloggen", (
        r"log(?: u)?\b.{0,120}\bin\b", r"meld u aan\b", r"maak\b.{0,120}\baccount\b", r"registreer\b",
    ), (r"(?:inloggen|in te loggen|aanmelden via|account (?:aan)?maken)\b",)),
    _request("ergens heen gaan of kijken", (
        r"(?:ga|kom|loop) (?:\w+ ){0,4}(?:naar|langs|op|bij|binnen)\b", r"kijk (?:\w+ ){0,3}op\b",
        r"(?:bezoek|klik|surf|download)\b", r"scan\b.{0,120}\bcode\b",
    ), (
        r"(?:langskomen|langs te komen|langs komen|binnenlopen|klikken|downloaden)\b",
        r"naar (?:\S+ ){1,6}(?:komen|gaan)\b", r"(?:kijken|kijk) op\b", r"op (?:\S+ ){1,4}kijken\b",
    )),
)


def kinds_asked(text: Text) -> Iterator[tuple[str, Span]]:
    """Every kind of request with the first sentence that makes it."""
    seen: set[str] = set()
    for sentence in text.sentences:
        for name in _asked(text, sentence):
            if name not in seen:
                seen.add(name)
                yield name, sentence


def _asked(text: Text, sentence: Sentence) -> list[str]:
    told = _OWN_DEED.sub(r"\1, ik", text.plain(sentence).strip())
    if _NOT_NEEDED.search(told) or Placeholder.PRIVACY_LINK in text.of(sentence):
        return []
    return [one.name for one in REQUESTS if one.form.search(_COMPANY.sub("", told))]
