"""A hint that gives an example of what it refuses sends people round in circles: every example passes its own rule."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

import service.app  # every form of the API is defined once this is imported
from service.forms import Form, Text
from service.policy import read
from service.policy.fields import Shape

_EXAMPLES = re.compile(r"(?:, zoals|postcode als) '?([^.']+?)'?(?:, zonder spatie)?\.")


def _examples(hint: str) -> list[str]:
    found = _EXAMPLES.search(hint)
    return re.split(r", | of ", found[1]) if found else []


def _forms(form: type[Form]) -> Iterator[type[Form]]:
    for below in form.__subclasses__():
        yield below
        yield from _forms(below)


def _fields() -> Iterator[Any]:
    for form in _forms(Form):
        for name, field in form().fields.items():
            inner = getattr(field, "inner", field)
            if isinstance(inner, Text) and _examples(inner.hint):
                yield pytest.param(inner, id=f"{form.__name__}.{name}")


def test_there_are_hints_with_examples_to_look_at() -> None:
    assert service.app
    assert len(list(_fields())) >= 5


@pytest.mark.parametrize("field", list(_fields()))
def test_the_examples_in_a_hint_are_taken(field: Any) -> None:
    assert all(field.deserialize(example) for example in _examples(field.hint))


@pytest.mark.parametrize("shape", [
    pytest.param(value, id=name) for name, value in sorted(vars(read).items())
    if isinstance(value, Shape) and _examples(value.hint)
])
def test_the_examples_in_a_hint_of_the_policy_are_taken(shape: Shape) -> None:
    assert all(re.fullmatch(shape.pattern, example) for example in _examples(shape.hint))
