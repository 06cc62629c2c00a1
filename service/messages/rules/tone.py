"""T: add no stress. No threat, no blame, no duty, no hurry; and the resident decides. Pure."""

import re
from collections.abc import Iterable
from itertools import pairwise

from service.messages.kind import SPOKEN_TO_A_STRANGER, MessageSituation
from service.messages.rules.inaction import threatening_consequences
from service.messages.rules.language import ALL
from service.messages.rules.lists import asks_for, forbids
from service.messages.rules.rule import Found, Rule, to_resident
from service.messages.text import Sentence, Span, Text
from service.messages.wordlist import read

_NO_STRESS = "Stress maakt dat mensen minder kunnen plannen en beginnen (WRR, Weten is nog geen doen, 2017)."


def _where_choice_belongs(text: Text) -> Span | None:
    spoken = text.kind.channel in SPOKEN_TO_A_STRANGER
    return text.whole if not spoken or text.marker else None


_named_threats = forbids(
    "T01", "{} klinkt als een dreiging.", advice="Laat weg wat er kan gebeuren; zeg waarmee u helpt.",
)


_IT_IS_FINE = re.compile(r"\b(?:geeft|is|maakt)\b.*\b(?:niet|niets|goed)\b", re.IGNORECASE)
_named_blame = forbids(
    "T02", "{} klinkt als een verwijt.", advice="Zeg wat u zelf heeft gedaan of gaat doen.",
)


def _blame(text: Text) -> Iterable[Found]:
    """“Neemt u niet op? Dat geeft niet” asks nothing and blames nobody: it says that it does not matter."""
    excused = [
        question for question, answer in pairwise(text.sentences)
        if text.of(question).rstrip().endswith("?") and _IT_IS_FINE.search(text.plain(answer))
    ]
    for found in _named_blame(text):
        before = next((text.raw[one.start:found.where.start] for one in excused if one.holds(found.where)), None)
        if before is None or before.strip():
            yield found


def _the_one_fact(text: Text) -> Sentence | None:
    """Honesty where it is needed: one plain sentence on the court or the eviction, then what can still be done."""
    if text.situation is not MessageSituation.THREATENING:
        return None
    for sentence, following in pairwise(text.sentences):
        words = text.plain(sentence)
        if read("feit").names(words):
            about_court = all(read("feit").names(words[hit.start:hit.end]) for hit in read("T01").find(words))
            kind = about_court and not read("nietsdoen").names(words) and read("nogkan").names(text.plain(following))
            return sentence if kind else None
    return None


def _threats(text: Text) -> Iterable[Found]:
    fact = _the_one_fact(text)
    named = [found for found in _named_threats(text) if not (fact and fact.holds(found.where))]
    yield from named
    for found in threatening_consequences(text):
        if not any(found.where.holds(one.where) for one in named):
            yield found


RULES = (
    Rule("T01", "Geen dreiging, ook geen aankondiging van iets ergs. In een bedreigende situatie mag één zin als "
         "feit zeggen dat er een zaak of besluit over het huis is, met direct daarna wat er nog kan.", _NO_STRESS,
         "Besluit kwaliteit incassodienstverlening (als ondergrens); Companen", ALL, to_resident,
         _threats),
    Rule("T02", "Geen verwijt.", "Wie zich beschuldigd voelt, haakt af.",
         "Kennisbundel, gesprekstechnieken bij schulden; Companen", ALL, to_resident,
         _blame),
    Rule("T03", "Geen plicht: hulp is een aanbod.", "Zelf kiezen geeft rust en vertrouwen.",
         "autonomie in stress-sensitief werken (Jungmann, via Companen)", ALL, to_resident,
         forbids("T03", "{} klinkt als een plicht.", advice="Zeg wat de lezer kan of mag.")),
    Rule("T04", "Er staat dat de lezer zelf beslist.", "Zelf kiezen geeft rust en vertrouwen.",
         "autonomie in stress-sensitief werken; Roermond (Divosa): bezoek met de keus om nee te zeggen",
         "brief en e-mail bij first, followup en care; telefoon en bezoek na [NAAM KLOPT]",
         lambda kind: kind.invites or kind.channel in SPOKEN_TO_A_STRANGER,
         asks_for("T04", "Nergens staat dat de lezer zelf beslist.", "U beslist zelf of u met mij praat.",
                  _where_choice_belongs)),
    Rule("T05", "Geen haast.", "Haast geeft stress, en lijkt op oplichting.",
         "NL Design System; NCSC (VK), advies over sms",
         ALL, to_resident, forbids("T05", "{} zet de lezer onder tijdsdruk.", advice="Noem een dag, en geef de tijd.")),
    Rule("T06", "Geen belofte die niemand zeker kan nakomen.", "Wie teleurgesteld is, belt niet nog eens.",
         "Verwey-Jonker, Vroeg Eropaf Amsterdam: eerlijk over wat hulp kan", ALL, to_resident,
         forbids("T06", "{} belooft iets wat niemand zeker weet.",
                 advice="Zeg wat u gaat doen, en eerlijk wat u niet kunt beloven.")),
)
