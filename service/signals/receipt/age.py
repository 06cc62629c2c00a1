"""How old a signal is, in months, as courts ask it. Pure.

Source: publications of lawyers on the policy of the court of Rotterdam (from 1 May 2024) and on the Court of Appeal in
The Hague (18 March 2025); the rulings themselves were not read, which `docs/wet.md` says.
"""

from calendar import monthrange
from datetime import date
from typing import Any

from service.rules.dutch import day as in_dutch

TWO, SIX = 2, 6
ABOUT_AGE = (
    "Volgens vakpublicaties wijst de rechtbank Rotterdam sinds 1 mei 2024 een vordering af als er minder dan twee "
    "maanden zitten tussen signaal en dagvaarding, en in beginsel ook als het signaal ouder is dan zes maanden. Het "
    "gerechtshof Den Haag heeft de regel van zes maanden op 18 maart 2025 opzijgezet. De rechter beslist."
)


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the last day of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def whole_months(since: date, until: date) -> int:
    """The months that are full on a day; a day before `since` counts none."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months if months_later(since, months) <= until else months - 1)


def age_document(received: date, today: date) -> dict[str, Any]:
    """The age of a signal on a day, with the days on which it becomes two and six months old."""
    two, six = months_later(received, TWO), months_later(received, SIX)
    return {
        "peildatum": today.isoformat(),
        "dagen": (today - received).days,
        "heleMaanden": whole_months(received, today),
        "tweeMaandenOudOp": two.isoformat(),
        "tweeMaandenOud": two <= today,
        "zesMaandenOudOp": six.isoformat(),
        "zesMaandenOud": six <= today,
        "toelichting": ABOUT_AGE,
    }


def age_in_words(age: dict[str, Any]) -> str:
    """For example: 71 dagen (2 hele maanden)."""
    days, months = age["dagen"], age["heleMaanden"]
    told = "1 hele maand" if months == 1 else f"{months} hele maanden"
    return f"{days} {'dag' if days == 1 else 'dagen'} ({told})"


def mark_in_words(day: str, *, reached: bool) -> str:
    told = in_dutch(date.fromisoformat(day))
    return f"{told} (bereikt)" if reached else f"{told} (nog niet bereikt)"
