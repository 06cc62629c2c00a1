"""Wet gemeentelijke schuldhulpverlening, article 4, as in force since 1 January 2021: the term of the first talk.

Articles 3 and 4 were read in the versions of 1 January 2021 and of 1 July 2026; their words are the same.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted
from service.rules.core import Destined, Term, TermKind, TermRule
from service.rules.facts import Concern, Destination, Ground, RentFacts
from service.rules.reading import Reading, WorkingDays
from service.rules.terms import decree_note, weeks_after, working_days_after

VALID_FROM = date(2021, 1, 1)

_FILE = "BWBR0031331-2026-07-01.txt"
_SEEN = (
    "Wet gemeentelijke schuldhulpverlening, tekst geldend vanaf 1 juli 2026 (BWBR0031331), gelezen in "
    "MinBZK/regelrecht-corpus; in de tekst van 1 januari 2021 luidt dit artikel hetzelfde."
)

FIRST_TALK_WEEKS = 4
THREAT_WORKING_DAYS = 3


def _article(article: str) -> Citation:
    return Citation("Wet gemeentelijke schuldhulpverlening", article, _SEEN, Certainty.TEXT, text_file=_FILE)


OWN_REQUEST = TermRule(
    TermKind.FIRST_TALK, "Wgs artikel 4, eerste lid, onder a", _article("artikel 4, eerste lid, onder a"),
    quoted("een inwoner zich tot het college wendt voor schuldhulpverlening"),
    "vier weken na de dag waarop de inwoner zich meldt, verlengd volgens de Algemene termijnenwet",
    "Dat toestemming achter de voordeur geldt als eigen verzoek van de bewoner is een lezing: de tekst van de "
    "toestemming moet zeggen dat de bewoner de gemeente vraagt om contact op te nemen.",
)
SIGNAL = TermRule(
    TermKind.FIRST_TALK, "Wgs artikel 4, eerste lid, onder b", _article("artikel 4, eerste lid, onder b"),
    quoted("het college een signaal als bedoeld in artikel 3, eerste lid, onderdeel b, heeft ontvangen, in het geval "
           "de inwoner het aanbod heeft geaccepteerd"),
    "vier weken na ontvangst van het signaal, verlengd volgens de Algemene termijnenwet",
    "De termijn geldt als de inwoner het aanbod aanneemt en loopt vanaf de ontvangst, niet vanaf het aannemen. Voor "
    "het doen van het aanbod zelf noemt de wet geen termijn.",
)
THREAT = TermRule(
    TermKind.FIRST_TALK, "Wgs artikel 4, tweede lid", _article("artikel 4, tweede lid"),
    quoted("Onder bedreigende situatie wordt verstaan gedwongen woningontruiming, beëindiging van de levering van "
           "gas, elektriciteit, stadsverwarming of water of opzegging dan wel ontbinding van de zorgverzekering."),
    "drie werkdagen na ontvangst",
    "De wet zegt niet wat een werkdag is, vanaf wanneer de termijn loopt en hoe dichtbij de dreiging moet zijn. De "
    "dienst rekent met de vroegste van twee verdedigbare kalenders, tenzij het beleid van de gemeente anders zegt. "
    "Dagvaarding zonder uitspraak telt niet als bedreigend, tenzij het beleid eerder begint.",
)
RULES = (OWN_REQUEST, SIGNAL, THREAT)

_BY_GROUND = {Ground.OWN_REQUEST: OWN_REQUEST, Ground.SIGNAL: SIGNAL}

THREATENING_CONCERNS = frozenset({
    Concern.ENERGY_CUT_OFF, Concern.WATER_CUT_OFF, Concern.HEAT_CUT_OFF, Concern.HEALTH_INSURANCE_ENDING,
})
"""The closed list of article 4(2), behind the front door. The end of internet is not on it."""


_ORDER = {concern: index for index, concern in enumerate(Concern)}


@lru_cache(maxsize=8192)
def first_talk(ground: Ground, on: date, threatening: bool, working_days: WorkingDays) -> Term:
    """The last day for the first talk, counted from the day of receipt."""
    if threatening:
        deadline = working_days_after(on, THREAT_WORKING_DAYS, working_days)
        note = decree_note(on, deadline) if working_days is WorkingDays.WIDE else ""
        return Term(TermKind.FIRST_TALK, deadline, THREAT.source, note)
    deadline = weeks_after(on, FIRST_TALK_WEEKS)
    return Term(TermKind.FIRST_TALK, deadline, _BY_GROUND[ground].source, decree_note(on, deadline))


def refer_rent(facts: RentFacts, on: date, reading: Reading) -> tuple[Destined, ...]:
    """To debt help. If the eviction is not after the statutory day, the day of receipt is the target."""
    threatening = reading.is_threatening(facts.threat_phase)
    destined = _rent(on, threatening, reading.working_days)
    if threatening and facts.threat_date is not None and facts.threat_date <= destined[0].term.deadline:
        return (replace(destined[0], target=on),)
    return destined


@lru_cache(maxsize=8192)
def _rent(on: date, threatening: bool, working_days: WorkingDays) -> tuple[Destined, ...]:
    term = first_talk(Ground.SIGNAL, on, threatening, working_days)
    return (Destined(Destination.DEBT_HELP, Ground.SIGNAL, threatening, term),)


@lru_cache(maxsize=8192)
def refer_request(concerns: frozenset[Concern], on: date, working_days: WorkingDays) -> Destined:
    """The resident's own request for help with money; `concerns` are the money worries only."""
    threatening = not concerns.isdisjoint(THREATENING_CONCERNS)
    term = first_talk(Ground.OWN_REQUEST, on, threatening, working_days)
    kept = tuple(sorted(concerns, key=_ORDER.__getitem__))
    return Destined(Destination.DEBT_HELP, Ground.OWN_REQUEST, threatening, term, None, kept)
