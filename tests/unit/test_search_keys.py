"""What is found by what: names, references and addresses, however they are spelled. All names are invented."""

import pytest

from service.signals.report import Address
from service.signals.search import Match, keys_of, wanted

HERE = Address("1055AB", 12)


def found(typed: str, surname: str, reference: str | None = "HA-2026-0001") -> Match | None:
    """The first way of looking that finds a person of this name at one address."""
    keys = keys_of(surname, HERE, reference)
    return next((way.match for way in wanted(typed) if way.keys <= keys), None)


@pytest.mark.parametrize(("typed", "surname"), [
    ("Voorbeeldsma", "Voorbeeldsma"), ("voorbeeldsma", "VOORBEELDSMA"), ("de Vries", "Vries"), ("Vries", "de Vries"),
    ("A.B. de Vries", "Vries"), ("van der Brugge", "Brugge"), ("Şimşek", "Simsek"), ("Simsek", "Şimşek"),
    ("Sörensen", "Sorensen"), ("Søren", "Soren"), ("Vries", "Jansen-de Vries"), ("Jansen", "Jansen-de Vries"),
    ("jansen - de vries", "Jansen-de Vries"), ("Ek", "Ek"), ("'t Hart", "Hart"), ("Vries 1055 AB", "Vries"),
    ("Vries, 1055ab 12", "Vries"), ("1055AB", "Wie dan ook"), ("1055 ab 12", "Wie dan ook"),
    ("Th. de Vries", "Vries"), ("IJ. Vries", "Vries"), ("Chr. van Vries", "Vries"), ("J.Th. Vries", "Vries"),
    ("AB de Vries", "Vries"), ("J de Vries", "Vries"), ("St. Jansz", "St. Jansz"),
    ("ha 2026 0001", "Wie dan ook"), ("HA-2026-0001", "Wie dan ook"), ("Van", "Van"),
])
def test_exactly(typed: str, surname: str) -> None:
    assert found(typed, surname) is Match.EXACT


@pytest.mark.parametrize(("typed", "surname"), [
    ("Voo", "Voorbeeldsma"), ("Voorb", "Voorbeeldsma"), ("voorbeelds", "Voorbeeldsma"), ("de Vri", "Vries"),
    ("Vri", "Jansen-Vries"), ("Voorbeel 1055AB", "Voorbeeldsma"),
])
def test_by_the_beginning(typed: str, surname: str) -> None:
    assert found(typed, surname) is Match.PREFIX


@pytest.mark.parametrize(("typed", "surname"), [
    ("Meyer", "Meijer"), ("Meier", "Meijer"), ("Dijck", "Dyk"), ("Schmidt", "Schmit"), ("Janssen", "Jansen"),
    ("Backer", "Bakker"), ("Cramer", "Kramer"), ("Zwart", "Swart"), ("Fis", "Vis"),
    ("Mohamed", "Mohammed"), ("Groeneveldt", "Groeneveld"),
    ("Joesef", "Jusef"), ("Phillips", "Filips"), ("Theunis", "Teunis"),
])
def test_by_the_sound(typed: str, surname: str) -> None:
    assert found(typed, surname) in {Match.SOUND, Match.PREFIX}
    assert any(way.match is Match.SOUND and way.keys <= keys_of(surname, HERE) for way in wanted(typed))


@pytest.mark.parametrize(("typed", "surname"), [
    ("Vries 1055AC", "Vries"), ("1055AB 13", "Vries"), ("Vr", "Vries"), ("Bakker", "Vries"), ("HA-2026", "Vries"),
])
def test_not_what_is_something_else(typed: str, surname: str) -> None:
    assert found(typed, surname) is None


@pytest.mark.parametrize("typed", ["", " ", "-", "!?"])
def test_nothing_to_search_by(typed: str) -> None:
    assert wanted(typed) == ()


def test_keys_are_few() -> None:
    assert len(keys_of("Voorbeeldsma", HERE, "HA-1")) == 12
    assert len(keys_of("Li", HERE, "HA-1")) == 6
    assert len(keys_of("Voorbeeldstra-Fictiefhuizen", HERE, "HA-1")) <= 25


@pytest.mark.parametrize(("typed", "letter", "addition", "match"), [
    ("2091 AB 3011 D-1", "D", "1", Match.EXACT), ("2091ab 3011d1", "D", "1", Match.EXACT),
    ("2091AB 3011-D-1", "D", "1", Match.EXACT), ("2091 AB 3011", None, None, Match.EXACT),
    ("2091 AB 3011 2", None, "2", Match.EXACT), ("2091AB, 3011 bis", None, "bis", Match.EXACT),
    ("2091 AB 3011 D-1", "D", "2", Match.WIDER), ("2091 AB 3011 D-1", None, None, Match.WIDER),
    ("2091 AB 3011", "D", "1", Match.WIDER),
])
def test_an_address_as_it_is_shown_finds_exactly_itself(
    typed: str, letter: str | None, addition: str | None, match: Match
) -> None:
    keys = keys_of("Voorbeeldsma", Address("2091AB", 3011, letter, addition))
    assert next(way.match for way in wanted(typed) if way.keys <= keys) is match


def test_the_number_of_a_neighbour_is_never_found():
    keys = keys_of("Voorbeeldsma", Address("2091AB", 301, None, "1"))
    assert not any(way.keys <= keys for way in wanted("2091 AB 3011"))


@pytest.mark.parametrize("typed", ["Voorbeeldsma", "2091 AB 12", "HA 2091AB 12", "A. de Vries", "Vries 2091AB"])
def test_all_that_was_typed_may_be_a_reference(typed: str) -> None:
    keys = keys_of("Wie dan ook", HERE, typed)
    assert any(way.keys <= keys for way in wanted(typed) if way.match is Match.EXACT)


def test_a_name_with_an_address_is_found_by_the_number_when_the_addition_differs():
    keys = keys_of("Vries", Address("1055AB", 12, "A"))
    assert next(way.match for way in wanted("de Vries 1055AB 12") if way.keys <= keys) is Match.WIDER
