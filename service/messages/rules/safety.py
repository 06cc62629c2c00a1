"""V and C: nothing about violence, about what was seen, or about who told it; and little to the corporation. Pure."""

import re
from collections.abc import Iterator

from service.messages.kind import MessageChannel, MessagePurpose
from service.messages.placeholders import Placeholder
from service.messages.rules.language import ALL
from service.messages.rules.lists import forbids
from service.messages.rules.rule import Found, Rule, always, to_resident
from service.messages.text import Sentence, Span, Text
from service.messages.wordlist import read

_SOURCE = re.compile(r"\{\{bron_signaal\}\}")
_PERSONAL = (Placeholder.RESIDENT_NAME, Placeholder.RESIDENT_SALUTATION, Placeholder.RESIDENT_ADDRESS)


def _reporter(text: Text) -> Iterator[Found]:
    told, better = "verraadt wie iets doorgaf.", "Laat weg hoe u dit weet; vertel het in het gesprek."
    for sentence in text.sentences:
        if not _names_source(text, sentence):
            for hit in read("V03").find(text.plain(sentence)):
                where = Span(sentence.start + hit.start, sentence.start + hit.end)
                yield Found(where, f"“{text.of(where)}” {told}", better)
    if text.kind.purpose is MessagePurpose.CARE:
        for found in _SOURCE.finditer(text.raw):
            yield Found(Span(*found.span()), f"Bij een zorg {told}", better)


def _names_source(text: Text, sentence: Sentence) -> bool:
    """A payment signal names its source openly; that sentence hints at nobody else."""
    told = text.of(sentence)
    return bool(_SOURCE.search(told)) or read("P03").names(told)


def _reference_only(text: Text) -> Iterator[Found]:
    if Placeholder.SIGNAL_REFERENCE not in text.placeholders:
        better = f"Zet {{{{{Placeholder.SIGNAL_REFERENCE}}}}} in de tekst."
        yield Found(text.whole, "Het kenmerk van het signaal ontbreekt.", better)
    for name in _PERSONAL:
        for found in re.finditer(re.escape(f"{{{{{name}}}}}"), text.raw):
            yield Found(Span(*found.span()), "De corporatie herkent het signaal aan het kenmerk.", "Laat de naam weg.")


_LEAST = "De corporatie hoort niet meer dan nodig (AVG, artikel 5, eerste lid, onder c)."
RULES = (
    Rule("V01", "Geen woorden over geweld of veiligheid.", "Wie meeleest, kan gevaarlijk zijn.",
         "techsafety.org; Camden, richtlijn voor wonen", "alle berichten", always,
         forbids("V01", "{} kan iemand in gevaar brengen.", advice="Laat het weg; praat erover op een veilige plek.")),
    Rule("V02", "Geen beschrijving van mensen of van het huis.", "Het schaadt het vertrouwen, en soms de veiligheid.",
         "veilig contact: techsafety.org, Camden; keuze van deze dienst", "alle berichten", always,
         forbids("V02", "{} beschrijft mensen of hun huis.", advice="Laat het weg; vraag hoe het gaat.")),
    Rule("V03", "Niet wie iets doorgaf over een zorg, ook geen wenk.", "De melder en de bewoner kunnen gevaar lopen.",
         "veilig contact: techsafety.org, Camden; keuze van deze dienst", ALL, to_resident, _reporter),
    Rule("C01", "Aan de corporatie alleen de stand van het signaal.", _LEAST, "AVG; keuze van deze dienst",
         "bericht aan de corporatie", lambda kind: kind.channel is MessageChannel.CORPORATION,
         forbids("C01", "{} hoeft de corporatie niet te weten.", advice="Noem alleen de status.")),
    Rule("C02", "Aan de corporatie wel het kenmerk, niet de naam.", _LEAST, "AVG; keuze van deze dienst",
         "bericht aan de corporatie", lambda kind: kind.channel is MessageChannel.CORPORATION, _reference_only),
)
