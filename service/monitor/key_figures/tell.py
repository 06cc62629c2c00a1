"""The key figures as they are told: one document, or lines of CSV. Each figure stands beside its definition."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.monitor.figures import FIGURES, Figure
from service.monitor.key_figures.count import Line
from service.monitor.key_figures.measures import Split
from service.monitor.key_figures.rounding import BASE, FEWEST_OF, FEWEST_VALUES
from service.monitor.key_figures.wish import Wish
from service.partners.tables import Organisation
from service.spreadsheet import FORMULA

ROUNDING = (
    f"Aantallen staan in veelvouden van {BASE} en wijken minder dan {BASE} af. Een deel staat er vanaf een geheel van "
    f"{FEWEST_OF}, een gemiddelde, mediaan of deciel vanaf {FEWEST_VALUES} waarden en alleen over een kalendermaand, "
    "kwartaal, half jaar of jaar. Van losse dagen in een maand staan alleen groepen die in die maand "
    f"{FEWEST_OF} of meer tellen. Alleen wat nu te laat is, is precies."
)
COLUMNS = (
    "soort", "kerncijfer", "naam", "maat", "verdeling", "groep", "groepNaam", "eenheid", "aantal", "geheel", "waarde",
    "definitie",
)
Names = dict[str, str]


def corporation_names(session: Session, lines: Sequence[Line]) -> Names:
    """The names of the corporations in the figures, by id."""
    ids = {line.key for line in lines if line.split is Split.CORPORATION}
    found = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {str(row.id): row.name for row in found}


def figures_document(wish: Wish, lines: Sequence[Line], names: Names) -> dict[str, Any]:
    """Everything as one JSON document."""
    return {
        "gemeentecode": wish.municipality_code, "van": wish.period.first.isoformat(),
        "tot": wish.period.last.isoformat(), "afronding": ROUNDING,
        "kerncijfers": [_figure(figure, lines, names) for figure in FIGURES],
    }


def figures_csv(lines: Sequence[Line], names: Names) -> str:
    """One line per number, separated by commas (RFC 4180)."""
    told = StringIO()
    writer = csv.writer(told)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row) for row in rows_of(lines, names))
    return told.getvalue()


def rows_of(lines: Sequence[Line], names: Names) -> Iterator[dict[str, Any]]:
    """One row per number, with every one of `COLUMNS`, in the order of the figures."""
    for figure in FIGURES:
        about = {"kerncijfer": figure.id, "naam": figure.name, "definitie": figure.definition}
        yield from (_number(line, names) | about for line in lines if line.indicator is figure.id)


def _figure(figure: Figure, lines: Sequence[Line], names: Names) -> dict[str, Any]:
    return {
        "id": figure.id, "naam": figure.name, "definitie": figure.definition, "eenheid": figure.unit,
        "herkomst": figure.basis, "ontbreekt": figure.needs,
        "cijfers": [_number(line, names) for line in lines if line.indicator is figure.id],
    }


def _number(line: Line, names: Names) -> dict[str, Any]:
    return {
        "soort": line.kind, "maat": line.measure.code, "verdeling": line.split, "groep": line.key or None,
        "groepNaam": names.get(line.key), "eenheid": line.measure.unit, "aantal": line.count, "geheel": line.of,
        "waarde": line.value,
    }


def _cells(row: dict[str, Any]) -> Iterator[Any]:
    """A cell of CSV has no type: what a spreadsheet would take for a formula gets a quote before it."""
    for column in COLUMNS:
        value = row[column]
        yield f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
