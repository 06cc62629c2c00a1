"""The file of addresses: loaded as it comes, in the place of the one before, and found by whoever needs a street."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from service.addresses.find import AddressLookup, StreetAddress, look_up_address, suffix_of
from service.addresses.load import COLUMNS, SET, load_addresses
from service.addresses.tables import AddressRow
from service.db import Database
from service.errors import BadSettings

HEAD = ";".join(COLUMNS)
DREEF = StreetAddress("Verzonnen Dreef", "Voorbeeldstad", "Centrum")


def look(database: Database, number: int, letter: str | None = None, addition: str | None = None) -> AddressLookup:
    place: dict[str, Any] = {"postcode": "2091AB", "huisnummer": number, "huisletter": letter}
    with database.transaction() as session:
        return look_up_address(session, place | {"huisnummertoevoeging": addition})


def kept(database: Database) -> int:
    with database.transaction() as session:
        return session.scalar(select(func.count()).select_from(AddressRow)) or 0


def lines(*rows: str) -> Iterator[str]:
    return iter((HEAD, *rows))


def test_without_a_file_nothing_is_found_and_nothing_is_unknown(database: Database) -> None:
    assert look(database, 12) == AddressLookup(None, unknown=False)


def test_an_address_is_found_however_its_addition_is_written(database: Database) -> None:
    load_addresses(database, lines("2091 ab;12;a;2;Verzonnen Dreef;Voorbeeldstad;Centrum"))
    assert look(database, 12, "A", "2") == look(database, 12, None, "a-2") == AddressLookup(DREEF, unknown=False)
    assert look(database, 12) == AddressLookup(None, unknown=True), "the neighbour is not this address"
    assert suffix_of("a", "2") == suffix_of(None, "A 2") == "A2"


def test_a_new_file_takes_the_place_of_the_one_before(database: Database) -> None:
    load_addresses(database, lines("2091AB;1;;;Oude Straat;Voorbeeldstad;", "2091AB;2;;;Oude Straat;Voorbeeldstad;"))
    report = load_addresses(database, lines("2091AB;2;;;Nieuwe Straat;Voorbeeldstad;West"))
    assert (report.kept, report.removed, report.wrong) == (1, 1, 0)
    assert look(database, 2).found == StreetAddress("Nieuwe Straat", "Voorbeeldstad", "West")
    assert look(database, 1).unknown


def test_a_file_of_a_second_municipality_stands_beside_it(database: Database) -> None:
    load_addresses(database, lines("2091AB;1;;;Verzonnen Dreef;Voorbeeldstad;Centrum"))
    load_addresses(database, lines("2091AC;1;;;Andere Dreef;Proefdorp;"), add=True)
    assert kept(database) == 2
    assert look(database, 1).found == DREEF


def test_wrong_lines_are_told_and_left_out(database: Database) -> None:
    report = load_addresses(database, lines(
        "2091AB;1;;;Verzonnen Dreef;Voorbeeldstad;", "fout;1;;;Dreef;Stad;", "2091AB;0;;;Dreef;Stad;",
        "2091AB;3;;;;Voorbeeldstad;", "2091AB", "2091AB;1;;;Verzonnen Dreef;Voorbeeldstad;Centrum",
    ))
    assert (report.kept, report.wrong) == (1, 4)
    assert report.examples[0] == "regel 3: verwacht een postcode als 1234AB"
    assert look(database, 1).found == DREEF, "of an address that stands twice the last line counts"


@pytest.mark.parametrize("file", [(), ("straat;plaats",), (HEAD,), (HEAD, "fout;fout;;;;;")])
def test_a_file_that_is_none_changes_nothing(database: Database, file: tuple[str, ...]) -> None:
    load_addresses(database, lines("2091AB;1;;;Verzonnen Dreef;Voorbeeldstad;"))
    with pytest.raises(BadSettings):
        load_addresses(database, iter(file))
    assert kept(database) == 1


def test_a_large_file_is_read_as_it_comes(database: Database) -> None:
    """It is never whole in memory: of a file that breaks off, what was read before is there, beside the old one."""
    load_addresses(database, lines("2091AA;1;;;Oude Straat;Voorbeeldstad;"))

    def breaks() -> Iterator[str]:
        yield HEAD
        for number in range(1, SET + 1):
            yield f"2091AB;{number};;;Verzonnen Dreef;Voorbeeldstad;"
        raise TimeoutError

    with pytest.raises(TimeoutError):
        load_addresses(database, breaks())
    assert kept(database) == SET + 1
    again = load_addresses(database, lines(*(f"2091AB;{n};;;Verzonnen Dreef;Voorbeeldstad;" for n in range(1, 5_001))))
    assert (again.kept, kept(database)) == (5_000, 5_000)


def test_the_command_loads_a_file_and_says_what_it_did(
    database: Database, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from service import cli

    file = tmp_path / "adressen.csv"
    file.write_text(f"\ufeff{HEAD}\r\n2091AB;1;;;Verzonnen Dreef;Voorbeeldstad;Centrum\r\nfout;1;;;x;y;\r\n", "utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        cli.main(["adressen", "laden", str(file)])
    assert not ended.value.code
    told = capsys.readouterr().out
    assert "1 adressen geladen, 0 oude verwijderd, 1 regels overgeslagen." in told
    assert look(database, 1).found == DREEF
