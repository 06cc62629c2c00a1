"""Slices of a file that go over the line as one delivery each; a slice of CSV carries the header."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.sending.source import CSV, Record, Source

MOST_CHARACTERS = 5_000_000
"""What bounds memory, whatever the lines are like. Ten thousand ordinary signals stay below it in CSV."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that follow each other in the file."""

    kind: str
    header: str
    records: tuple[Record, ...]

    def body(self) -> bytes:
        return (self.header + "".join(record.text for record in self.records)).encode()

    def halves(self) -> tuple["Batch", "Batch"]:
        middle = len(self.records) // 2
        return replace(self, records=self.records[:middle]), replace(self, records=self.records[middle:])

    @property
    def content_type(self) -> str:
        return f"{self.kind}; charset=utf-8" if self.kind == CSV else self.kind

    @property
    def where(self) -> str:
        return f"regel {self.records[0].number} tot en met {self.records[-1].number}"


def batches(source: Source, size: int, skip: int = 0) -> Iterator[Batch]:
    """The records after the first `skip`, at most `size` at a time."""
    taken: list[Record] = []
    weight = 0
    for record in source.records(skip):
        if len(taken) == size or (taken and weight + len(record.text) > MOST_CHARACTERS):
            yield Batch(source.kind, source.header, tuple(taken))
            taken, weight = [], 0
        taken.append(record)
        weight += len(record.text)
    if taken:
        yield Batch(source.kind, source.header, tuple(taken))
