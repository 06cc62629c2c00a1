"""Numbers by month as lines, this year and the year before; told apart by dashes and marks, not by colour. Pure."""

from dataclasses import dataclass

from service.monitor.key_figures.count import Line
from service.rules.dutch import MONTHS
from service.web.show.charts import NONE, told

WIDTH, HEIGHT = 360, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 350, 10, 120
_FEWEST = 3
_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Curve:
    """One line; `points` as SVG wants them, `marks` the same one by one, `style` how it is drawn."""

    name: str
    style: str
    points: str
    marks: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """`ticks` are places and words along the foot, `top` is the number of the highest line; the table says it all."""

    id: str
    title: str
    meaning: str
    curves: tuple[Curve, ...]
    ticks: tuple[tuple[float, str], ...]
    top: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def curves_of(
    about: tuple[str, str, str], now: list[Line], before: list[Line], names: tuple[str, str]
) -> Curves | None:
    """`about` is id, title and meaning; `names` those of the two years. None: too few months for a line."""
    months = sorted({line.key[-2:] for line in (*now, *before)})
    if len(months) < _FEWEST:
        return None
    series = [{line.key[-2:]: line for line in lines} for lines in (now, before)]
    most = max(line.value or 0 for one in series for line in one.values()) or 1
    curves = tuple(
        _curve(name, style, [(_x(place, len(months)), _y(one[month].value or 0, most))
                             for place, month in enumerate(months) if month in one])
        for name, style, one in zip(names, ("now", "before"), series, strict=True) if one
    )
    ticks = tuple((_x(place, len(months)), _SHORT[int(month) - 1]) for place, month in enumerate(months))
    rows = tuple(
        (MONTHS[int(month) - 1].capitalize(), *(told(one[month]) if month in one else NONE for one in series))
        for month in months
    )
    return Curves(*about, curves, ticks, str(round(most)), ("Maand", *names), rows)


def _curve(name: str, style: str, marks: list[tuple[float, float]]) -> Curve:
    return Curve(name, style, " ".join(f"{x},{y}" for x, y in marks), tuple(marks))


def _x(place: int, many: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * place / (many - 1), 1)


def _y(value: float, most: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * value / most, 1)
