"""Bars with the numbers beside them: what a chart shows stands in its table too, so no colour has to be told apart."""

from dataclasses import dataclass

from service.monitor.key_figures.count import Line
from service.monitor.key_figures.measures import Unit
from service.rules.dutch import MONTHS
from service.signals.receipt.words import CONDITION
from service.web.words import CONCERN, plural

FEW, NONE = "te weinig", "geen of te weinig"
_WORDS: dict[str, str] = {
    "aanbod": "Aanbod", "eersteGesprek": "Eerste gesprek", "besluit": "Besluit", "onderzoek": "Onderzoek",
    "inkomen": "Inkomen", "leefomstandigheden": "Leefomstandigheden", "socialeKracht": "Sociale kracht", "zorg": "Zorg",
    "behandelaar": "De behandelaar die het werk heeft", "werkverdeling": "Niemand heeft het: de werkverdeling",
    **{str(worry): words for worry, words in CONCERN.items()},
    **{key: f"Niet voldaan: {words[:1].lower()}{words[1:]}" for key, words in CONDITION.items()},
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `start` and `length` go from 0 to 100; `told` is its number in words, always shown beside it."""

    label: str
    told: str
    length: float
    start: float = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and a table of the same. `meaning` is the definition of the figure."""

    id: str
    title: str
    meaning: str
    bars: tuple[Bar, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def share_chart(chart: tuple[str, str, str], lines: list[Line], names: dict[str, str]) -> Chart:
    """Shares, each out of its own whole. `chart` is id, title and meaning."""
    bars = tuple(Bar(label(line, names), told(line), 100 * (line.value or 0)) for line in lines)
    rows = tuple((label(line, names), str(line.count), str(line.of), told(line)) for line in lines)
    return Chart(*chart, bars, ("Groep", "Aantal", "Van", "Deel"), rows)


def count_chart(chart: tuple[str, str, str], lines: list[Line], names: dict[str, str]) -> Chart:
    """Numbers side by side; the longest bar is the largest."""
    most = max((line.value or 0 for line in lines), default=0) or 1
    bars = tuple(Bar(label(line, names), told(line), 100 * (line.value or 0) / most) for line in lines)
    rows = tuple((label(line, names), told(line)) for line in lines)
    return Chart(*chart, bars, ("Groep", "Aantal" if not lines else _counted(lines[0])), rows)


def funnel_chart(chart: tuple[str, str, str], lines: list[Line]) -> Chart:
    """Steps, each within the one before: bars in the middle, with the share of the first step."""
    first = lines[0].count if lines else 0
    steps = [(line.measure.code[2:].capitalize(), line.count, 100 * min(line.count / first, 1)) for line in lines]
    bars = tuple(Bar(name, f"{count} ({round(part)}%)", part, (100 - part) / 2) for name, count, part in steps)
    rows = tuple((name, str(count), f"{round(part)}%") for name, count, part in steps)
    return Chart(*chart, bars, ("Stap", "Signalen", "Van alle signalen"), rows)


def told(line: Line) -> str:
    """A value as people read it: 35%, 12 dagen, 850 euro."""
    if line.value is None:
        return FEW
    match line.measure.unit:
        case Unit.SHARE:
            return f"{round(100 * line.value)}%"
        case Unit.DAYS:
            return plural(round(line.value), "dag", "dagen")
        case Unit.EURO:
            return f"{round(line.value)} euro"
        case Unit.PER_CASE:
            return f"{line.value:.1f}".replace(".", ",")
    return str(round(line.value))


def label(line: Line, names: dict[str, str]) -> str:
    """What a group is called: a month in words, a corporation by its name."""
    if line.split == "maand":
        year, month = line.key.split("-")
        return f"{MONTHS[int(month) - 1].capitalize()} {year}"
    found = names.get(line.key) or _WORDS.get(line.key) or line.key or "Samen"
    return f"{found[:1].upper()}{found[1:]}"


def _counted(line: Line) -> str:
    return {Unit.DAYS: "Dagen", Unit.EURO: "Euro"}.get(line.measure.unit, "Aantal")
