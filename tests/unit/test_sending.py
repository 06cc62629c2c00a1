"""The parts of the client that need no service: cutting a file, patience, what a terminal shows."""

import csv
import io
import json
import os
import pty
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sending.answer import wish_of
from service.sending.batch import MOST_CHARACTERS, batches
from service.sending.door import Patience
from service.sending.outcome import Exit, Tally, row_of
from service.sending.rows import written
from service.sending.show import Watcher
from service.sending.source import CSV, NDJSON, Record, Unusable, survey

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_CELLS = st.text(st.sampled_from('ab;,"\n\r\té '), max_size=6)


@given(
    rows=st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=12), size=st.integers(1, 5),
    style=st.tuples(st.sampled_from(";,\t"), st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)])),
    skip=st.integers(0, 3),
)
def test_slices_of_a_csv_hold_exactly_its_records(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], size: int, style: tuple[str, Any], skip: int
) -> None:
    delimiter, (end, quoting) = style
    path = tmp_path_factory.mktemp("csv") / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter, lineterminator=end, quoting=quoting)
        writer.writerows([["een", "twee", "drie"], *rows])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        with pytest.raises(Unusable, match="geen enkel signaal"):
            survey(path)
        return
    source = survey(path)
    assert (source.kind, source.rows) == (CSV, len(filled))
    slices = [list(_read(batch.body(), delimiter)) for batch in batches(source, size, skip)]
    assert all(found[0] == ["een", "twee", "drie"] and len(found) <= size + 1 for found in slices)
    assert [row for found in slices for row in found[1:] if any(cell.strip() for cell in row)] == filled[skip:]


def _read(body: bytes, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(body.decode(), newline=""), delimiter=delimiter)


@pytest.mark.parametrize(("encoding", "found"), [
    ("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16"),
])
def test_an_encoding_shows_itself(tmp_path: Path, encoding: str, found: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text("naam;soort\nRenée;x\n", encoding)
    source = survey(path)
    assert source.encoding == found
    assert [batch.body().decode() for batch in batches(source, 10)] == ["naam;soort\nRenée;x\n"]


def test_an_encoding_that_does_not_show_itself_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("naam;soort\nRenée;x\n", "cp850")
    assert [one.text for one in survey(path, "cp850").records()] == ["Renée;x\n"]
    with pytest.raises(Unusable, match="bestaat niet"):
        survey(path, "klingon")


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "huur.ndjson"
    path.write_text('{"referentie": "' + "x" * 2_000_000, "utf-8")
    with pytest.raises(Unusable, match="Vanaf regel 1"):
        survey(path)


def test_blank_lines_count_but_are_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "huur.txt"
    path.write_text('\n{"a": 1}\n\n \n{"a": 2}', "utf-8")
    source = survey(path)
    assert (source.kind, source.rows) == (NDJSON, 2)
    assert [(one.number, one.text) for one in source.records()] == [(2, '{"a": 1}\n'), (5, '{"a": 2}\n')]


def test_long_records_go_in_smaller_batches(tmp_path: Path) -> None:
    path = tmp_path / "huur.ndjson"
    path.write_text(('{"a": "' + "x" * 90_000 + '"}\n') * 120, "utf-8")
    sizes = [len(batch.body()) for batch in batches(survey(path), 10_000)]
    assert len(sizes) > 1
    assert max(sizes) <= MOST_CHARACTERS


@pytest.mark.parametrize(("header", "seconds"), [
    (None, None), ("7", 7.0), ("Sun, 22 Nov 2026 09:01:30 GMT", 90.0), ("Sun, 22 Nov 2026 08:00:00 GMT", 0.0),
    ("straks", None),
])
def test_the_wish_of_a_server_is_read(header: str | None, seconds: float | None) -> None:
    assert wish_of(header, NOW) == seconds


def test_patience_doubles_has_an_end_and_obeys_the_server() -> None:
    patience = Patience(first=1.0, longest=20.0)
    for failed, most in enumerate([1, 2, 4, 8, 16, 20, 20], start=1):
        assert all(most / 2 <= patience.pause(failed, 0.0) <= most for _ in range(20))
    assert patience.pause(1, 90.0) >= 90.0


def test_a_run_is_good_only_when_every_row_is() -> None:
    assert Tally(aangenomen=3, alBekend=2).exit is Exit.ALL_TAKEN
    assert Tally(aangenomen=3, conflict=1).exit is Exit.SOME_REFUSED


def test_a_spreadsheet_runs_nothing_that_stands_in_a_result() -> None:
    row = {
        "regel": 2, "referentie": "=1+1", "status": 201, "uitkomst": "aangenomen", "id": None, "oordeel": "toegestaan",
        "fouten": [], "weigering": [], "wegwijzer": None, "weigeringsbewijs": None,
    }
    assert written(Path("uitkomst.csv"), [row]).decode() == "2;'=1+1;201;aangenomen;;toegestaan;;;\r\n"


def test_the_statement_of_a_refusal_is_kept_in_both_kinds_of_result() -> None:
    proof = {"jws": "a.b.c", "zout": "ZG"}
    judgement = {"oordeel": "geweigerd", "bevindingen": []}
    answer = {"referentie": "HA-1", "status": 422, "beoordeling": judgement, "weigeringsbewijs": proof}
    row = row_of(Record(2, "{}"), answer)
    assert json.loads(written(Path("uitkomst.ndjson"), [row]))["weigeringsbewijs"] == proof
    [cells] = csv.reader(written(Path("uitkomst.csv"), [row]).decode().splitlines(), delimiter=";")
    assert json.loads(cells[-1]) == proof


def test_a_terminal_shows_one_line_that_moves() -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as screen, os.fdopen(leader, "rb", buffering=0) as seen:
        watcher = Watcher(screen)
        watcher.begin(200, 50)
        watcher.show(Tally(aangenomen=50))
        watcher.show(Tally(aangenomen=199, geweigerd=1))
        watcher.end()
        shown = b""
        while shown.count(b"\n") < 2:
            shown += seen.read(4_000)
    remark, line = shown.decode().split("\r\n")[:2]
    assert "Verder na rij 50" in remark
    first, last = [part for part in line.split("\r\x1b[K") if part]
    assert re.fullmatch(r"\[#+\.+]  25%  50 van 200 rijen, 0/s: 50 aangenomen", first)
    assert re.fullmatch(r"\[#+] 100%  200 van 200 rijen, [\d.]+/s: 199 aangenomen, 1 geweigerd", last)
