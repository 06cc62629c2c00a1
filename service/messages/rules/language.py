"""L: plain Dutch. Short sentences, ordinary words, nothing to puzzle out. Pure."""

import re
from collections.abc import Iterable, Iterator
from statistics import mean

from service.messages.readability import flesch_douma, rare_words, running_words
from service.messages.rules.lists import forbids
from service.messages.rules.passive import passives
from service.messages.rules.rule import Found, Rule, Severity, to_resident
from service.messages.text import Span, Text
from service.messages.wordlist import read

LONGEST_SENTENCE, MEAN_SENTENCE, LONGEST_WORD = 15, 12, 15
MEASURABLE_WORDS, EASIEST, MOST_RARE = 60, 80, 0.05
_ALLOWED_LONG = re.compile(r"woningcorporaties?", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w.])[^\W\d_](?:\.[^\W\d_A-Z])+\.?(?![\w.])")
_CAPITALS = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")
_FORMAL = re.compile(r"(?<![^\W_])(?:u|uw|uzelf)(?![^\W_])", re.IGNORECASE)
_INFORMAL = re.compile(r"(?<![^\W_])(?:je|jij|jou|jouw|jezelf)(?![^\W_])", re.IGNORECASE)


def _long_sentences(text: Text) -> Iterator[Found]:
    for sentence in text.sentences:
        count = len(sentence.words)
        if count > LONGEST_SENTENCE:
            told = f"Deze zin heeft {count} woorden; houd het bij {LONGEST_SENTENCE}."
            yield Found(sentence, told, "Knip de zin in tweeën.")


def _mean_sentence(text: Text) -> Iterator[Found]:
    counts = [len(sentence.words) for sentence in text.running]
    if counts and mean(counts) > MEAN_SENTENCE:
        told = f"De zinnen zijn gemiddeld {round(mean(counts))} woorden lang; houd het bij {MEAN_SENTENCE}."
        yield Found(text.whole, told, "Maak van lange zinnen twee korte.")


def _passive(text: Text) -> Iterator[Found]:
    found = list(passives(text))
    if len(found) > (0 if text.kind.is_short else 1):
        for where in found:
            told = "Hier staat een lijdende vorm: niet te zien is wie iets doet."
            yield Found(where, told, "Zeg wie het doet: “ik bel u”.")


def _abbreviations(text: Text) -> Iterator[Found]:
    for hit in read("L05").find(text.masked):
        yield Found(Span(hit.start, hit.end), f"“{text.raw[hit.start:hit.end]}” is een afkorting.", hit.better)
    for found in _DOTTED.finditer(text.masked):
        yield Found(Span(*found.span()), f"“{found[0]}” is een afkorting.", "Schrijf het uit.")


def _long_words(text: Text) -> Iterator[Found]:
    for word in text.words:
        told = text.plain(word)
        letters = sum(letter.isalpha() for letter in told)
        if told[0].isalpha() and letters > LONGEST_WORD and not _ALLOWED_LONG.fullmatch(told):
            yield Found(word, f"“{told}” heeft {letters} letters.", "Neem een korter woord, of meer woorden.")


def _easy(text: Text) -> Iterator[Found]:
    score = flesch_douma(running_words(text))
    if score is not None and len(text.words) >= MEASURABLE_WORDS and score < EASIEST:
        told = f"De tekst is lastig te lezen: {score:.0f} op de maat van Flesch-Douma; vanaf {EASIEST} is makkelijk."
        yield Found(text.whole, told, "Maak zinnen en woorden korter.")


def _rare(text: Text) -> Iterator[Found]:
    words = [word for sentence in running_words(text) for word in sentence]
    rare = rare_words(words)
    if len(text.words) >= MEASURABLE_WORDS and len(rare) > MOST_RARE * len(words):
        told = f"Te veel woorden zijn zeldzaam: {', '.join(dict.fromkeys(rare))}."
        yield Found(text.whole, told, "Kies woorden die iedereen elke dag gebruikt.")


def _capitals(text: Text) -> Iterator[Found]:
    for found in _CAPITALS.finditer(text.masked):
        if found[0].isupper():
            told = f"“{found[0]}” staat in hoofdletters; dat leest als roepen."
            yield Found(Span(*found.span()), told, found[0].lower())


def _exclamations(text: Text) -> Iterator[Found]:
    for found in list(re.finditer("!", text.masked))[1:]:
        yield Found(Span(*found.span()), "Meer dan één uitroepteken leest als roepen.", "Zet een punt.")


def _mixed(text: Text) -> Iterable[Found]:
    formal, informal = _FORMAL.search(text.masked), _INFORMAL.search(text.masked)
    if not formal or not informal:
        return []
    told = f"Hier staan “{formal[0]}” en “{informal[0]}” door elkaar."
    return [Found(Span(*informal.span()), told, "Kies één vorm: u, of je.")]


_NLDS = "NL Design System, richtlijnen voor tekst"
_PLAIN = "Wie stress heeft, leest haastig en onthoudt weinig."
ALL = "alle berichten aan inwoners"
LONG = "brief en e-mail van 60 woorden of meer"
RULES = (
    Rule("L01", f"Een zin heeft ten hoogste {LONGEST_SENTENCE} woorden.", _PLAIN, _NLDS, ALL, to_resident,
         _long_sentences),
    Rule("L02", f"Zinnen zijn gemiddeld ten hoogste {MEAN_SENTENCE} woorden lang.", _PLAIN,
         "Vlaanderen, Heerlijk Helder; b1teksten.nl", ALL, to_resident, _mean_sentence),
    Rule("L03", "Geen lijdende vorm met worden; in een lange tekst ten hoogste één.",
         "De lezer ziet zo wie iets doet.", f"{_NLDS}; communicatierijk.nl; het aantal is een keuze van deze dienst",
         ALL, to_resident, _passive),
    Rule("L04", "Geen ambtelijke taal of vaktaal.", "Gewone woorden begrijpt iedereen.",
         f"{_NLDS}; Helder Haags; eigen lijst", ALL, to_resident,
         forbids("L04", "{} is ambtelijke taal of vaktaal.", advice="Neem een gewoon woord.")),
    Rule("L05", "Geen afkortingen.", "Wie de afkorting niet kent, haakt af.", f"{_NLDS}; Radar, makkelijke taal", ALL,
         to_resident, _abbreviations),
    Rule("L06", "Geen vage tijd.", "Een dag en een tijd geven rust; een vage tijd geeft onrust.", _NLDS, ALL,
         to_resident, forbids("L06", "{} zegt niet wanneer.", advice="Noem de dag en de tijd.")),
    Rule("L07", "Geen dubbele ontkenning.", "Twee keer niet kost moeite om te begrijpen.", "keuze van deze dienst", ALL,
         to_resident, forbids("L07", "{} is een dubbele ontkenning.", advice="Zeg het zonder niet."), Severity.WARNING),
    Rule("L08", "Geen beeldspraak.", "Wie moeite heeft met lezen, neemt beeldspraak letterlijk.",
         f"{_NLDS}; Keurmerk Makkelijk Lezen", ALL, to_resident,
         forbids("L08", "{} is beeldspraak.", advice="Zeg gewoon wat u bedoelt.")),
    Rule("L09", f"Een woord heeft ten hoogste {LONGEST_WORD} letters, behalve woningcorporatie.", _PLAIN,
         "Radar, makkelijke taal; het aantal is een keuze van deze dienst", ALL, to_resident, _long_words),
    Rule("L10", f"De leesbaarheid naar Flesch-Douma is {EASIEST} of hoger.", _PLAIN,
         "Douma 1960; de grens is gemeten op eigen teksten", LONG, lambda kind: kind.is_written, _easy,
         Severity.WARNING),
    Rule("L11", "Geen woord van vier letters of meer in hoofdletters.", "Hoofdletters lezen als roepen.", _NLDS, ALL,
         to_resident, _capitals),
    Rule("L12", "Ten hoogste één uitroepteken.", "Uitroeptekens lezen als roepen.", _NLDS, ALL, to_resident,
         _exclamations),
    Rule("L13", "U en je staan niet door elkaar.", "Eén aanspreekvorm leest rustig.", "keuze van deze dienst", ALL,
         to_resident, _mixed),
    Rule("L14", f"Van de woorden is ten hoogste {MOST_RARE:.0%} zeldzaam.".replace("%", " procent"), _PLAIN,
         "naar de woordfrequentie in LiNT; de grens is gemeten op eigen teksten", LONG, lambda kind: kind.is_written,
         _rare, Severity.WARNING),
)
