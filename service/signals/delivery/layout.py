"""The columns of a CSV file as data: where each belongs in a signal, and how its cells are read. Pure."""

from dataclasses import dataclass, field
from enum import Enum, auto

Path = tuple[str, ...]


class Shape(Enum):
    """How a cell is read. `MARK` is text without spaces or dashes that only make it easier on the eye."""

    TEXT = auto()
    MARK = auto()
    WHOLE = auto()
    EUROS = auto()
    DAY = auto()
    FLAG = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """`nullable`: an empty cell says null; else it says nothing. `several`: values with a | between them."""

    path: Path
    name: str
    shape: Shape
    nullable: bool = False
    several: bool = False


@dataclass(frozen=True)
class Layout:
    """All columns. A column goes by its whole name, or by as much of its end as no other column has."""

    columns: tuple[Column, ...]
    nullable_parts: tuple[Path, ...]
    _by_name: dict[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            steps = column.name.lower().split(".")
            for first in range(len(steps)):
                found.setdefault(".".join(steps[first:]), []).append(column)
        whole = {column.name.lower(): column for column in self.columns}
        alone = {name: columns[0] for name, columns in found.items() if len(columns) == 1}
        object.__setattr__(self, "_by_name", alone | whole)

    def find(self, name: str) -> Column | None:
        """The column of this name, whatever its capitals."""
        return self._by_name.get(name.lower())

    def shortest(self, column: Column) -> str:
        """The shortest name that a column goes by."""
        steps = column.name.split(".")
        ends = (".".join(steps[first:]) for first in range(len(steps) - 1, -1, -1))
        return next(end for end in ends if self.find(end) is column)
