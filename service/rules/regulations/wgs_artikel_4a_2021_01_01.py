"""Wet gemeentelijke schuldhulpverlening, article 4a, as in force since 1 January 2021: the term of the decision.

Read in the versions of 1 January 2021 and of 1 July 2026; the words are the same.
"""

from datetime import date

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted
from service.rules.core import Term, TermKind, TermRule
from service.rules.reading import LaterThanLaw
from service.rules.terms import decree_note, weeks_after

VALID_FROM = date(2021, 1, 1)
LONGEST_WEEKS = 8

DECISION = TermRule(
    TermKind.DECISION,
    "Wgs artikel 4a, derde lid",
    Citation(
        "Wet gemeentelijke schuldhulpverlening",
        "artikel 4a, derde lid",
        "Wet gemeentelijke schuldhulpverlening, tekst geldend vanaf 1 juli 2026 (BWBR0031331), gelezen in "
        "MinBZK/regelrecht-corpus; in de tekst van 1 januari 2021 luidt dit artikel hetzelfde.",
        Certainty.TEXT,
        text_file="BWBR0031331-2026-07-01.txt",
    ),
    quoted(
        "De beschikking, bedoeld in het eerste lid, wordt gegeven binnen een bij gemeentelijke verordening te "
        "bepalen termijn. Deze termijn bedraagt maximaal acht weken."
    ),
    "het aantal weken uit de verordening, ten hoogste acht, na het eerste gesprek; verlengd volgens de Algemene "
    "termijnenwet (Gemeentewet artikel 145, tenzij de verordening anders bepaalt)",
    "Ziet de inwoner in het eerste gesprek af van verdere hulp, dan is geen besluit nodig (artikel 4a, tweede lid).",
)


def decision(first_talk_on: date, weeks: int = LONGEST_WEEKS) -> Term:
    """The last day for the decision after the first talk. Raises `LaterThanLaw` above eight weeks."""
    if not 1 <= weeks <= LONGEST_WEEKS:
        raise LaterThanLaw(
            "De verordening geeft voor het besluit ten minste een en ten hoogste acht weken (Wgs artikel 4a, derde "
            "lid)."
        )
    deadline = weeks_after(first_talk_on, weeks)
    return Term(TermKind.DECISION, deadline, DECISION.source, decree_note(first_talk_on, deadline))
