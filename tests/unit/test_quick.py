"""The quick look and the form give the same verdict: what the one takes, the other takes, with the same outcome."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import InvalidInput
from service.signals.blocks import content_of
from service.signals.quick import quick_report
from service.signals.report import Report
from service.signals.schemas import read_report
from service.strict_json import parse_json
from tests.factories import door_signal, rent_signal, threat

TODAY = date(2026, 11, 22)
RENT = rent_signal(TODAY)
RENT["huurachterstand"] |= {"dreiging": threat(TODAY), "warmeOverdracht": False}
DOOR = door_signal(TODAY, zorgen=["eenzaamheid", "geldzorgen"], bestemmingen=["schuldhulp", "wijkteam"])
# What people, packages and attackers put where something else belongs.
ODD = st.sampled_from([
    None, True, 1, 0, -1, 1.0, 1e300, 10**30, "", " ", " x", "x ", "ja", "geen", "2026-11-01", "2026-11-31", "20261101",
    "0000-01-01", "2026-11-22T00:00:00", "9999-12-31", "1900-01-01", "a@b.c", "a@b.example", "é@b.example",
    "a@é.example",
    "a..b@c.example", "a@b-.example", "x" * 65, "x" * 300, "Ω\u0301", "a\u200bb", "a\u00a0b", "\ud7ff", "a\nb", "a\\b",
    'a":b', "1234AB", "1234SA", "1234ab", "٣", "wijkteam", [], ["wijkteam", "wijkteam"], ["geldzorgen"] * 51, {},
    {"bsn": 1}, "-", "²", "+310612345678", "06-12345678", "0612345678", "×",
])
TEXT = st.text(max_size=20)


def _paths(value: Any, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(value, dict):
        return [at]
    return [at, *(path for name, inner in value.items() for path in _paths(inner, (*at, name)))][0 if at else 1:]


def _changed(document: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    inner = _changed(document.get(path[0], {}), path[1:], value) if len(path) > 1 else value
    return {**document, path[0]: inner}


def _without(document: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    if len(path) > 1:
        return {**document, path[0]: _without(document[path[0]], path[1:])}
    return {name: value for name, value in document.items() if name != path[0]}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    document: dict[str, Any] = draw(st.sampled_from([RENT, DOOR]))
    for _ in range(draw(st.integers(0, 2))):
        path = draw(st.sampled_from(_paths(document)))
        match draw(st.sampled_from(["odd", "text", "gone", "more"])):
            case "odd":
                document = _changed(document, path, draw(ODD))
            case "text":
                document = _changed(document, path, draw(TEXT))
            case "gone":
                document = _without(document, path)
            case _:
                document = _changed(document, (*path[:-1], draw(st.sampled_from(["bsn", "x", "datum"]))), draw(ODD))
        if not isinstance(document, dict) or not document:
            break
    return document


def by_form(line: str) -> Report | None:
    try:
        return read_report(parse_json(line), TODAY)
    except InvalidInput:
        return None


@settings(max_examples=600)
@given(documents(), st.booleans(), st.sampled_from([(",", ":"), (", ", ": "), (" ,", " : ")]))
def test_it_takes_nothing_that_the_form_refuses_and_changes_nothing(
    document: dict[str, Any], ascii_only: bool, separators: tuple[str, str]
) -> None:
    line = json.dumps(document, ensure_ascii=ascii_only, separators=separators)
    found = quick_report(line, TODAY)
    if found is not None:
        expected = by_form(line)
        assert found == expected
        assert content_of(found) == content_of(expected)


@pytest.mark.parametrize("signal", [RENT, DOOR], ids=["rent", "door"])
def test_it_takes_an_ordinary_signal(signal: dict[str, Any]) -> None:
    line = json.dumps(signal, ensure_ascii=False)
    assert quick_report(line, TODAY) == read_report(signal, TODAY)


@pytest.mark.parametrize("line", [
    json.dumps(RENT)[:-1] + ', "soort": "huurachterstand"}',
    json.dumps(RENT).replace('"voorletters"', '"voorletters": "X.", "voorletters"'),
    json.dumps(RENT)[:-1] + ', "nieuw": {"a": {"b": 1}}}',
    json.dumps(RENT) + " {}", json.dumps([RENT]), "", "null", "[" * 100_000,
])
def test_what_it_does_not_see_it_leaves_to_the_form(line: str) -> None:
    assert quick_report(line, TODAY) is None
    assert by_form(line) is None


def test_the_same_worry_twice_counts_once() -> None:
    twice = DOOR | {"achterDeVoordeur": DOOR["achterDeVoordeur"] | {"zorgen": ["overlast", "overlast"]}}
    line = json.dumps(twice)
    assert quick_report(line, TODAY) == by_form(line)
