"""How a resident is named in a message. All names are invented."""

import pytest

from service.messages.resident import name_of, salutation_of


def person(**parts: str | None) -> dict[str, str | None]:
    return {"voorletters": None, "tussenvoegsels": None, **parts}


@pytest.mark.parametrize(("parts", "name"), [
    ({"voorletters": "A.", "tussenvoegsels": "de", "achternaam": "Testema"}, "A. de Testema"),
    ({"tussenvoegsels": "de", "achternaam": "Testema"}, "De Testema"),
    ({"tussenvoegsels": "van der", "achternaam": "Testema"}, "Van der Testema"),
    ({"tussenvoegsels": "'t", "achternaam": "Testema"}, "'t Testema"),
    ({"tussenvoegsels": "d'", "achternaam": "Testema"}, "D' Testema"),
    ({"achternaam": "Testema"}, "Testema"), ({"achternaam": "testema"}, "Testema"),
    ({"voorletters": "Th.", "achternaam": "Testema"}, "Th. Testema"),
])
def test_a_name_begins_with_a_capital(parts: dict[str, str], name: str) -> None:
    assert name_of(person(**parts)) == name
    assert salutation_of(person(**parts)) == name


@pytest.mark.parametrize("surname", ["-", "?", "123", "."])
def test_what_is_no_name_is_no_salutation(surname: str) -> None:
    assert salutation_of(person(achternaam=surname, voorletters="A.")) == "bewoner"
