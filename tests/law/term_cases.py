"""Terms around every holiday of 2025 to 2030, as literal dates, written from the Algemene termijnenwet.

Each line stands for five cases. The first three are received four, six and eight weeks before the holiday and end on
it, so that Awt 1 moves them to the day in the fifth column. The last is received the day before the holiday, and asks
for three working days by the narrow reading (Awt 3(1)) and by the wide one (Awt 3(1) to 3(3)).

The dates were computed without the service, from the holidays as they stand in `test_terms.BY_HAND`; the same rule
stands a second time in `almanac`. For 2029 and 2030 no decree is known: the Friday after Ascension is ordinary.
"""

from dataclasses import dataclass

from .cases import WIDE, Case, consent, debt, door, rent, team, threat

# holiday, received: four, six, eight weeks before; ends; received: the day before; narrow; wide; name
TABLE = """
# 2025
2025-01-01 2024-12-04 2024-11-20 2024-11-06 2025-01-02 2024-12-31 2025-01-06 2025-01-06  New Year
2025-04-18 2025-03-21 2025-03-07 2025-02-21 2025-04-22 2025-04-17 2025-04-23 2025-04-24  Good Friday
2025-04-21 2025-03-24 2025-03-10 2025-02-24 2025-04-22 2025-04-20 2025-04-24 2025-04-24  Easter Monday
2025-04-26 2025-03-29 2025-03-15 2025-03-01 2025-04-28 2025-04-25 2025-04-30 2025-04-30  King's Day on a Saturday
2025-05-05 2025-04-07 2025-03-24 2025-03-10 2025-05-06 2025-05-04 2025-05-08 2025-05-08  5 May
2025-05-29 2025-05-01 2025-04-17 2025-04-03 2025-06-02 2025-05-28 2025-06-03 2025-06-04  Ascension
2025-05-30 2025-05-02 2025-04-18 2025-04-04 2025-06-02 2025-05-29 2025-06-03 2025-06-04  decreed Friday
2025-06-09 2025-05-12 2025-04-28 2025-04-14 2025-06-10 2025-06-08 2025-06-12 2025-06-12  Whit Monday
2025-12-25 2025-11-27 2025-11-13 2025-10-30 2025-12-29 2025-12-24 2025-12-31 2025-12-31  Christmas
2025-12-26 2025-11-28 2025-11-14 2025-10-31 2025-12-29 2025-12-25 2025-12-31 2025-12-31  second Christmas day
# 2026
2026-01-01 2025-12-04 2025-11-20 2025-11-06 2026-01-05 2025-12-31 2026-01-06 2026-01-07  New Year
2026-01-02 2025-12-05 2025-11-21 2025-11-07 2026-01-05 2026-01-01 2026-01-06 2026-01-07  decreed Friday
2026-04-03 2026-03-06 2026-02-20 2026-02-06 2026-04-07 2026-04-02 2026-04-08 2026-04-09  Good Friday
2026-04-06 2026-03-09 2026-02-23 2026-02-09 2026-04-07 2026-04-05 2026-04-09 2026-04-09  Easter Monday
2026-04-27 2026-03-30 2026-03-16 2026-03-02 2026-04-28 2026-04-26 2026-04-30 2026-04-30  King's Day
2026-05-05 2026-04-07 2026-03-24 2026-03-10 2026-05-06 2026-05-04 2026-05-08 2026-05-08  5 May
2026-05-14 2026-04-16 2026-04-02 2026-03-19 2026-05-18 2026-05-13 2026-05-19 2026-05-20  Ascension
2026-05-15 2026-04-17 2026-04-03 2026-03-20 2026-05-18 2026-05-14 2026-05-19 2026-05-20  decreed Friday
2026-05-25 2026-04-27 2026-04-13 2026-03-30 2026-05-26 2026-05-24 2026-05-28 2026-05-28  Whit Monday
2026-12-25 2026-11-27 2026-11-13 2026-10-30 2026-12-28 2026-12-24 2026-12-30 2026-12-30  Christmas
2026-12-26 2026-11-28 2026-11-14 2026-10-31 2026-12-28 2026-12-25 2026-12-30 2026-12-30  second Christmas day
# 2027
2027-01-01 2026-12-04 2026-11-20 2026-11-06 2027-01-04 2026-12-31 2027-01-06 2027-01-06  New Year
2027-03-26 2027-02-26 2027-02-12 2027-01-29 2027-03-30 2027-03-25 2027-03-31 2027-04-01  Good Friday
2027-03-29 2027-03-01 2027-02-15 2027-02-01 2027-03-30 2027-03-28 2027-04-01 2027-04-01  Easter Monday
2027-04-27 2027-03-30 2027-03-16 2027-03-02 2027-04-28 2027-04-26 2027-04-30 2027-04-30  King's Day
2027-05-05 2027-04-07 2027-03-24 2027-03-10 2027-05-10 2027-05-04 2027-05-11 2027-05-12  5 May
2027-05-06 2027-04-08 2027-03-25 2027-03-11 2027-05-10 2027-05-05 2027-05-11 2027-05-12  Ascension
2027-05-07 2027-04-09 2027-03-26 2027-03-12 2027-05-10 2027-05-06 2027-05-11 2027-05-12  decreed Friday
2027-05-17 2027-04-19 2027-04-05 2027-03-22 2027-05-18 2027-05-16 2027-05-20 2027-05-20  Whit Monday
2027-12-25 2027-11-27 2027-11-13 2027-10-30 2027-12-27 2027-12-24 2027-12-29 2027-12-29  Christmas
2027-12-26 2027-11-28 2027-11-14 2027-10-31 2027-12-27 2027-12-25 2027-12-29 2027-12-29  second Christmas day
# 2028
2028-01-01 2027-12-04 2027-11-20 2027-11-06 2028-01-03 2027-12-31 2028-01-05 2028-01-05  New Year
2028-04-14 2028-03-17 2028-03-03 2028-02-18 2028-04-18 2028-04-13 2028-04-19 2028-04-20  Good Friday
2028-04-17 2028-03-20 2028-03-06 2028-02-21 2028-04-18 2028-04-16 2028-04-20 2028-04-20  Easter Monday
2028-04-27 2028-03-30 2028-03-16 2028-03-02 2028-05-01 2028-04-26 2028-05-02 2028-05-03  King's Day
2028-04-28 2028-03-31 2028-03-17 2028-03-03 2028-05-01 2028-04-27 2028-05-02 2028-05-03  decreed Friday
2028-05-05 2028-04-07 2028-03-24 2028-03-10 2028-05-08 2028-05-04 2028-05-10 2028-05-10  5 May
2028-05-25 2028-04-27 2028-04-13 2028-03-30 2028-05-29 2028-05-24 2028-05-30 2028-05-31  Ascension
2028-05-26 2028-04-28 2028-04-14 2028-03-31 2028-05-29 2028-05-25 2028-05-30 2028-05-31  decreed Friday
2028-06-05 2028-05-08 2028-04-24 2028-04-10 2028-06-06 2028-06-04 2028-06-08 2028-06-08  Whit Monday
2028-12-25 2028-11-27 2028-11-13 2028-10-30 2028-12-27 2028-12-24 2028-12-29 2028-12-29  Christmas
2028-12-26 2028-11-28 2028-11-14 2028-10-31 2028-12-27 2028-12-25 2028-12-29 2028-12-29  second Christmas day
# 2029
2029-01-01 2028-12-04 2028-11-20 2028-11-06 2029-01-02 2028-12-31 2029-01-04 2029-01-04  New Year
2029-03-30 2029-03-02 2029-02-16 2029-02-02 2029-04-03 2029-03-29 2029-04-04 2029-04-05  Good Friday
2029-04-02 2029-03-05 2029-02-19 2029-02-05 2029-04-03 2029-04-01 2029-04-05 2029-04-05  Easter Monday
2029-04-27 2029-03-30 2029-03-16 2029-03-02 2029-04-30 2029-04-26 2029-05-02 2029-05-02  King's Day
2029-05-05 2029-04-07 2029-03-24 2029-03-10 2029-05-07 2029-05-04 2029-05-09 2029-05-09  5 May
2029-05-10 2029-04-12 2029-03-29 2029-03-15 2029-05-11 2029-05-09 2029-05-15 2029-05-15  Ascension
2029-05-11 2029-04-13 2029-03-30 2029-03-16 2029-05-11 2029-05-10 2029-05-15 2029-05-15  Friday without a decree
2029-05-21 2029-04-23 2029-04-09 2029-03-26 2029-05-22 2029-05-20 2029-05-24 2029-05-24  Whit Monday
2029-12-25 2029-11-27 2029-11-13 2029-10-30 2029-12-27 2029-12-24 2029-12-31 2029-12-31  Christmas
2029-12-26 2029-11-28 2029-11-14 2029-10-31 2029-12-27 2029-12-25 2029-12-31 2029-12-31  second Christmas day
# 2030
2030-01-01 2029-12-04 2029-11-20 2029-11-06 2030-01-02 2029-12-31 2030-01-04 2030-01-04  New Year
2030-04-19 2030-03-22 2030-03-08 2030-02-22 2030-04-23 2030-04-18 2030-04-24 2030-04-25  Good Friday
2030-04-22 2030-03-25 2030-03-11 2030-02-25 2030-04-23 2030-04-21 2030-04-25 2030-04-25  Easter Monday
2030-04-27 2030-03-30 2030-03-16 2030-03-02 2030-04-29 2030-04-26 2030-05-01 2030-05-01  King's Day
2030-05-05 2030-04-07 2030-03-24 2030-03-10 2030-05-06 2030-05-04 2030-05-08 2030-05-08  5 May
2030-05-30 2030-05-02 2030-04-18 2030-04-04 2030-05-31 2030-05-29 2030-06-04 2030-06-04  Ascension
2030-05-31 2030-05-03 2030-04-19 2030-04-05 2030-05-31 2030-05-30 2030-06-04 2030-06-04  Friday without a decree
2030-06-10 2030-05-13 2030-04-29 2030-04-15 2030-06-11 2030-06-09 2030-06-13 2030-06-13  Whit Monday
2030-12-25 2030-11-27 2030-11-13 2030-10-30 2030-12-27 2030-12-24 2030-12-31 2030-12-31  Christmas
2030-12-26 2030-11-28 2030-11-14 2030-10-31 2030-12-27 2030-12-25 2030-12-31 2030-12-31  second Christmas day
"""

WHERE = {
    "New Year": "Awt 1, 3(1)",
    "Good Friday": "Awt 1, 3(2)",
    "Easter Monday": "Awt 1, 3(1)",
    "King's Day": "Awt 1, 3(1)",
    "King's Day on a Saturday": "Awt 1, 3(1): 26 April where the 27th is a Sunday",
    "5 May": "Awt 1, 3(1): every year",
    "Ascension": "Awt 1, 3(1)",
    "decreed Friday": "Awt 1, 3(3); title of the decree",
    "Friday without a decree": "Awt 1, 3(3): no decree seen, so an ordinary day",
    "Whit Monday": "Awt 1, 3(1)",
    "Christmas": "Awt 1, 3(1)",
    "second Christmas day": "Awt 1, 3(1)",
}


@dataclass(frozen=True)
class Line:
    holiday: str
    four: str
    six: str
    eight: str
    ends: str
    before: str
    narrow: str
    wide: str
    name: str


@dataclass(frozen=True)
class DecisionCase:
    """Eight weeks by ordinance, from the first talk to the decision."""

    name: str
    talk: str
    by: str
    source: str


LINES = [Line(*words.split(maxsplit=8)) for words in TABLE.strip().splitlines() if not words.startswith("#")]


def talks(line: Line) -> tuple[Case, ...]:
    """The cases that the judgement itself counts: the first talk, the inquiry, and a threat by either reading."""
    named, where = f"{line.name} {line.holiday}", WHERE[line.name]
    mark = "S" if "3(3)" in where else "W"
    eviction = threat("ontruimingBevolen")
    return (
        Case(f"{named}, four weeks", line.four, rent(), f"{mark}: Wgs 4(1)(b); {where}", debt(line.ends)),
        Case(f"{named}, six weeks", line.six, door("eenzaamheid", given=consent("wijkteam")),
             f"{mark}: Wmo 2.3.2; {where}", team(line.ends)),
        Case(f"{named}, three working days, narrow", line.before, eviction, "P: Wgs 4(2); Awt 3(1), the earlier day",
             debt(line.narrow, threatening=True)),
        Case(f"{named}, three working days, wide", line.before, eviction, "P: Wgs 4(2); Awt 3(1)-(3), policy",
             debt(line.wide, threatening=True), reading=WIDE),
    )


TALK_CASES = tuple(case for line in LINES for case in talks(line))
DECISION_CASES = tuple(
    DecisionCase(f"{line.name} {line.holiday}, eight weeks", line.eight, line.ends,
                 f"W: Wgs 4a(3); Gemeentewet 145; {WHERE[line.name]}")
    for line in LINES
)

