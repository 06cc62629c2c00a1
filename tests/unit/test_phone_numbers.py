"""Telephone numbers as people write them: what is kept, what is mended, what is no number."""

import re
from typing import Any

import pytest
from marshmallow import ValidationError

from service.http.contact_fields import PhoneNumber
from service.phone_numbers import OFFICE_SHAPE, dialled, resident_number


@pytest.mark.parametrize(("typed", "kept"), [
    ("0612345678", "0612345678"), ("+31612345678", "+31612345678"), ("0201234567", "0201234567"),
    ("+31 (0)6 12345678", "+31612345678"), ("0031612345678", "+31612345678"), ("06.12.34.56.78", "+31612345678"),
    ("06-12345678", "+31612345678"), ("(020) 123 45 67", "+31201234567"), ("612345678", "+31612345678"),
    ("31612345678", "+31612345678"), ("+310612345678", "+31612345678"), ("00310612345678", "+31612345678"),
    ("06\u00a012345678", "+31612345678"), ("+31600012345", "+31600012345"), ("06 / 12 34 56 78", "+31612345678"),
    ("+49 (0)30 123456", "+4930123456"), ("0049 30 123456", "+4930123456"), ("+32 470 12 34 56", "+32470123456"),
    ("+44 (0)20 7946 0000", "+442079460000"), ("+39 06 12345678", "+390612345678"),
    ("+0031612345678", "+31612345678"),
])
def test_a_number_is_read_as_people_write_it(typed: str, kept: str) -> None:
    assert resident_number(typed) == kept


@pytest.mark.parametrize("typed", [
    "", "-", "geen", "06 12345678 (dochter)", "0612345678.0", "061234567", "06123456789", "0012345678",
    "++31612345678", "06 12345678 of 020 1234567", "14 020", "0800-2000", "112", "+31", "+3161234567", "+999 12345678",
    "123456782012345", "+316123456789", "06-1234567a", "+31 00 12345678",
])
def test_what_is_no_number_of_a_resident_is_not_guessed(typed: str) -> None:
    assert resident_number(typed) is None


@pytest.mark.parametrize("typed", ["+31 (0)6 12345678", "+49 (0)30 123456", "0612345678", "+39 06 12345678"])
def test_a_number_that_was_read_stays_as_it_is(typed: str) -> None:
    number = resident_number(typed)
    assert number
    assert resident_number(number) == number


def test_two_spellings_of_one_number_are_dialled_the_same() -> None:
    assert dialled("0612345678") == dialled("+31612345678") == "+31612345678"


@pytest.mark.parametrize("typed", [
    "14 020", "14020", "14 0529", "0800-2000", "0900-0009901", "0800 0001234", "088 123 45 67", "020 123 45 67", "112",
    "+31 20 123 45 67", "+31 (0)20 1234567", "0031 20 1234567", "(020) 123 45 67", "06.12.34.56.78", "116 123",
])
def test_a_number_to_call_an_office_may_be_a_short_one(typed: str) -> None:
    assert re.fullmatch(OFFICE_SHAPE, typed)


@pytest.mark.parametrize("typed", [
    "0", "123456789", "06 1234567", "02012345678", "14 20", "0800-200", "bel mij", "+31 020",
])
def test_what_nobody_can_call_is_no_number_of_an_office(typed: str) -> None:
    assert not re.fullmatch(OFFICE_SHAPE, typed)


def test_a_refusal_says_what_a_number_looks_like() -> None:
    field: Any = PhoneNumber()
    with pytest.raises(ValidationError) as refused:
        field.deserialize("geen")
    assert refused.value.messages == [("ongeldigFormaat", field.hint)]
