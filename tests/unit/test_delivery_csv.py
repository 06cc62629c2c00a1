"""CSV as corporations' packages export it: every spelling gives the signal that JSON would give."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidInput, TooLarge
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.csv_rows import csv_rows
from service.signals.delivery.layout import Column, Shape
from service.signals.delivery.mapping import load_mapping
from service.signals.delivery.rows import MOST_ROWS, Row
from tests.factories import door_signal, rent_signal, threat

TODAY = date(2026, 11, 22)
RENT = rent_signal(TODAY)
RENT["huurachterstand"] |= {"dreiging": threat(TODAY), "warmeOverdracht": True}
DOOR = door_signal(TODAY, zorgen=["eenzaamheid", "geldzorgen"], bestemmingen=["schuldhulp", "wijkteam"])
HEAD = [column.name for column in LAYOUT.columns if column.shape is not Shape.EUROS]


def cells_of(signal: dict[str, Any]) -> list[str]:
    """A signal as cells, in the spelling that JSON has."""
    found = []
    for name in HEAD:
        value: Any = signal
        for step in name.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        spelled = "|".join(value) if isinstance(value, list) else value
        found.append("" if spelled is None else {True: "ja", False: "nee"}.get(spelled, str(spelled))
                     if isinstance(spelled, bool) else str(spelled))
    return found


def file_of(*records: list[str], separator: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(records)
    return text.getvalue().encode(encoding)


def read(raw: bytes) -> list[dict[str, Any]]:
    rows = csv_rows(raw, LAYOUT)
    assert [row.faults for row in rows] == [()] * len(rows)
    return [json.loads(row.text) for row in rows]


def one(**cells: str) -> Row:
    """The row of a file with these columns and one record."""
    return csv_rows(file_of(list(cells), list(cells.values())), LAYOUT)[0]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("signal", [RENT, DOOR], ids=["rent", "door"])
def test_every_dialect_gives_the_signal_that_json_gives(signal: dict[str, Any], encoding: str, separator: str) -> None:
    signal = signal | {"betrokkene": signal["betrokkene"] | {"achternaam": "Brontë-Çelik; van, 'Dijk'"}}
    assert read(file_of(HEAD, cells_of(signal), separator=separator, encoding=encoding)) == [signal]


NAMES = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text,
)


@given(surname=NAMES, reference=NAMES, cents=st.integers(0, 10**8), encoding=st.sampled_from(["utf-8-sig", "cp1252"]))
def test_there_and_back_is_the_same(surname: str, reference: str, cents: int, encoding: str) -> None:
    signal = RENT | {"referentie": reference, "betrokkene": RENT["betrokkene"] | {"achternaam": surname}}
    signal["huurachterstand"] = RENT["huurachterstand"] | {"bedragInCenten": cents}
    raw = file_of(HEAD, cells_of(signal), encoding=encoding)
    if encoding == "cp1252" and re.search(rb"[\xc2-\xf4][\x80-\xbf]", raw):
        # Letters that look like UTF-8 in Windows-1252 are not guessed at.
        return
    assert read(raw) == [signal]


def test_a_short_name_is_enough_where_no_other_column_ends_so() -> None:
    short = [LAYOUT.shortest(next(one for one in LAYOUT.columns if one.name == name)) for name in HEAD]
    assert {"achternaam", "postcode", "bedragInCenten", "dreiging.soort"} <= set(short)
    assert read(file_of([name.upper() for name in short], cells_of(RENT))) == [RENT]


@pytest.mark.parametrize(("column", "cell", "value"), [
    ("bedrag", "1250,00", 125000), ("bedrag", "1.250,00", 125000), ("bedrag", "€ 1.250,5", None),
    ("bedrag", "1250.5", 125050), ("bedrag", "1,250.75", 125075), ("bedrag", "12", 1200), ("bedrag", "€ 0,05", 5),
    ("bedrag", "3.250", None), ("bedrag", "3,250", None), ("bedrag", "-5,00", None), ("bedrag", "1250,005", None),
    ("bedragInCenten", "125000", 125000), ("bedragInCenten", "125.000", None), ("bedragInCenten", "٣", None),
    ("signaaldatum", "14-09-2026", "2026-09-14"), ("signaaldatum", "4-9-2026", "2026-09-04"),
    ("signaaldatum", "14/09/2026 00:00:00", "2026-09-14"), ("signaaldatum", "2026-09-14", "2026-09-14"),
    ("signaaldatum", "31-02-2026", None), ("signaaldatum", "14-09-26", None), ("signaaldatum", "09-14-2026", None),
    ("huidigeHuurder", "Ja", True), ("huidigeHuurder", "N", False), ("huidigeHuurder", "waar", True),
    ("huidigeHuurder", "misschien", None), ("postcode", "2091 ab", "2091AB"), ("huisnummer", "12a", None),
    ("telefoonnummer", "06-0000 0001", "06-0000 0001"), ("zorgen", "overlast| werk |", ["overlast", "werk"]),
    ("gegevenOp", "14-09-2026", "2026-09-14"),
])
def test_a_cell_as_people_write_it(column: str, cell: str, value: Any) -> None:
    row = one(**{column: cell})
    if value is None:
        [fault] = row.faults
        assert f"kolom {column}" in fault.detail
        assert "verwacht" in fault.detail
        assert cell not in fault.detail, "what stands in a cell may be about a person"
        return
    found: Any = json.loads(row.text)
    while isinstance(found, dict):
        [found] = found.values()
    assert found == value
    assert row.faults == ()


def test_an_empty_cell_is_null_only_where_its_part_is_there() -> None:
    empty = "contactGezochtOp;dreiging.datum;fase;reactieHuurder;gegevenDoor;acuutGevaar\r\n"
    rows = csv_rows((empty + ";;;geen;;\r\n;;;;;nee\r\n;;gedagvaard;;;\r\n").encode(), LAYOUT)
    assert [json.loads(row.text) for row in rows] == [
        {"huurachterstand": {"socialeIncasso": {"reactieHuurder": "geen", "contactGezochtOp": None}}},
        {"achterDeVoordeur": {"acuutGevaar": False, "toestemming": None}},
        {"huurachterstand": {"dreiging": {"fase": "gedagvaard", "datum": None}}},
    ]


def test_a_column_that_we_do_not_know_goes_along_where_it_is_filled() -> None:
    rows = csv_rows(b"referentie;bsn\nA;999999990\nB;\n", LAYOUT)
    assert [json.loads(row.text) for row in rows] == [{"referentie": "A", "bsn": "999999990"}, {"referentie": "B"}]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    rows = csv_rows(b'referentie;achternaam\r\nA;"twee\r\nregels"\r\n\r\nB;x\r\n', LAYOUT)
    assert [(row.number, json.loads(row.text)["referentie"]) for row in rows] == [(2, "A"), (4, "B")]


def test_a_bad_record_leaves_the_others() -> None:
    rows = csv_rows(b'referentie;achternaam\nA;"x"y\nB;z;te veel\nC;z\n', LAYOUT)
    assert [(row.number, [fault.code for fault in row.faults]) for row in rows] == [
        (2, ["ongeldigeCsv"]), (3, ["ongeldigeCsv"]), (4, []),
    ]
    assert len(csv_rows(b"referentie\n" + b"x" * 200_000 + b"\nB\n", LAYOUT)[0].faults) == 1


@pytest.mark.parametrize(("raw", "code"), [
    (b"", "geenKop"), (b"{}", "geenKop"),
    (b"\n \n", "geenKop"), ("referentie\nA".encode("utf-16"), "ongeldigeTekenset"),
    (b"referentie;achternaam\nA;\x81\n", "ongeldigeTekenset"),
    (b"referentie\nBront\xc3\xab\nBront\xeb\n", "ongeldigeTekenset"),
    (b"\xef\xbb\xbfreferentie\nBront\xeb\n", "ongeldigeTekenset"),
    (b"bedrag;bedragInCenten\n1;100\n", "dubbeleKolom"), (b"referentie;REFERENTIE\n", "dubbeleKolom"),
    (";".join(f"k{number}" for number in range(201)).encode(), "teVeelKolommen"),
])
def test_a_file_that_cannot_be_read_is_refused_whole(raw: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        csv_rows(raw, LAYOUT)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_more_rows_than_a_delivery_has_are_too_many() -> None:
    assert len(csv_rows(b"referentie\n" + b"A\n" * MOST_ROWS, LAYOUT)) == MOST_ROWS
    with pytest.raises(TooLarge):
        csv_rows(b"referentie\n" + b"A\n" * (MOST_ROWS + 1), LAYOUT)


EXPORT = """
kolommen:
  Overeenkomst: referentie
  Debiteur: achternaam
  Saldo: bedrag
  Status: betalingsregeling
vast: {soort: huurachterstand, gemeentecode: "9901"}
codes:
  betalingsregeling: {ACT: nagekomen, BEE: geen}
"""


def test_a_mapping_sends_what_it_names_and_nothing_else() -> None:
    raw = b"Overeenkomst,Debiteur,Opmerking,Saldo,Status\nHO-1,Testema,geheim,\"1.250,00\",ACT\nHO-2,X,,1,ZZZ\n"
    first, second = csv_rows(raw, LAYOUT, load_mapping(EXPORT))
    assert json.loads(first.text) == {
        "soort": "huurachterstand", "gemeentecode": "9901", "referentie": "HO-1",
        "betrokkene": {"achternaam": "Testema"},
        "huurachterstand": {"bedragInCenten": 125000, "betalingsregeling": "nagekomen"},
    }
    assert [fault.code for fault in second.faults] == ["onbekendeCode"]


@pytest.mark.parametrize(("text", "pointers"), [
    ("[]", ["#"]), ("a: [", ["#"]), ("vast: {}", ["#/kolommen"]),
    ("kolommen: {A: referentie}\nvast: {gemeentecode: 0363}\nmeer: 1", ["#/meer", "#/vast"]),
    ("kolommen: {A: referentie}\ncodes: {x: 1}", ["#/codes"]),
])
def test_a_mapping_tells_every_fault(text: str, pointers: list[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_mapping(text)
    assert [fault.pointer for fault in caught.value.faults] == pointers


@pytest.mark.parametrize(("text", "code"), [
    ("kolommen: {Weg: referentie}", "kolomOntbreekt"), ("kolommen: {A: bestaatNiet}", "onbekendeKolom"),
    ("kolommen: {A: referentie}\nvast: {referentie: x}", "dubbeleKolom"),
])
def test_a_mapping_that_does_not_fit_the_file(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        csv_rows(b"A\n1\n", LAYOUT, load_mapping(text))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_every_field_of_a_signal_has_a_column() -> None:
    assert len({column.path for column in LAYOUT.columns}) == len(HEAD)
    assert all(isinstance(LAYOUT.find(column.name), Column) for column in LAYOUT.columns)
