"""Wet maatschappelijke ondersteuning 2015, article 2.3.2: the inquiry after a report of a need for support.

Only the version of 1 July 2026 was read. The service applies it from its own first day; every receipt names that text.
"""

from datetime import date
from functools import lru_cache

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted
from service.rules.core import Destined, Term, TermKind, TermRule
from service.rules.facts import Concern, Destination, Ground
from service.rules.terms import days_after, decree_note, weeks_after

VALID_FROM = date(2021, 1, 1)
FILE = "BWBR0035362-2026-07-01.txt"
SEEN = (
    "Wet maatschappelijke ondersteuning 2015, tekst geldend vanaf 1 juli 2026 (BWBR0035362), gelezen in "
    "MinBZK/regelrecht-corpus."
)
UNVERIFIED = "Oudere teksten zijn niet gelezen."
LAW = "Wet maatschappelijke ondersteuning 2015"

INQUIRY_WEEKS = 6
PLAN_DAYS = 7
"""Article 2.3.2(2): the client may hand in a personal plan in the seven days after the report, and must be told so."""
RECEIPT_SOURCE = "Wmo 2015 artikel 2.3.2, eerste lid"
PLAN_SOURCE = "Wmo 2015 artikel 2.3.2, tweede lid"
SUPPORT_SOURCE = "Wmo 2015 artikel 2.3.2, derde lid"

INQUIRY = TermRule(
    TermKind.INQUIRY,
    "Wmo 2015 artikel 2.3.2",
    Citation(LAW, "artikel 2.3.2, eerste lid", SEEN, Certainty.TEXT, FILE, UNVERIFIED),
    quoted("Indien bij het college melding wordt gedaan van een behoefte aan maatschappelijke ondersteuning, voert het "
           "college in samenspraak met degene door of namens wie de melding is gedaan en waar mogelijk met de "
           "mantelzorger of mantelzorgers dan wel diens vertegenwoordiger, zo spoedig mogelijk, doch uiterlijk "
           "binnen zes weken, een onderzoek uit overeenkomstig het tweede tot en met achtste lid."),
    "zes weken na ontvangst van de melding, verlengd volgens de Algemene termijnenwet",
    "Het college bevestigt de ontvangst van de melding. Voor hulp aan jeugdigen loopt een andere weg, die van de "
    "Jeugdwet; die is niet gelezen.",
)

_ORDER = {concern: index for index, concern in enumerate(Concern)}


@lru_cache(maxsize=8192)
def inquiry(on: date) -> Term:
    """The last day for the inquiry, counted from the day of receipt."""
    deadline = weeks_after(on, INQUIRY_WEEKS)
    return Term(TermKind.INQUIRY, deadline, INQUIRY.source, decree_note(on, deadline))


@lru_cache(maxsize=8192)
def refer_care(concerns: frozenset[Concern], on: date) -> Destined:
    """A report of a need for support, by or on behalf of the resident; `concerns` are those not about money."""
    kept = tuple(sorted(concerns, key=_ORDER.__getitem__))
    return Destined(Destination.NEIGHBOURHOOD_TEAM, Ground.CARE, False, inquiry(on), None, kept)


def personal_plan(on: date) -> date:
    """The last day on which the client may hand in a personal plan, counted from the report (article 2.3.2(2))."""
    return days_after(on, PLAN_DAYS)
