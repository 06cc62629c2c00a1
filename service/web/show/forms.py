"""A form as data: what it asks, what was typed, and every mistake at once. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from service.errors import Fault
from service.web.dates import typed_day
from service.web.show.attempt import Mistake
from service.web.step_words import FAULT

Code = TypeVar("Code", bound=str)
DAY, RADIO, SELECT, TEXT, BOXES = "day", "radio", "select", "text", "boxes"
_NO_DAY = "Vul een datum in, bijvoorbeeld 14-9-2026."


@dataclass(frozen=True, slots=True)
class Group:
    """Options with what they share; most questions have one group without a name."""

    options: tuple[tuple[str, str], ...]
    name: str = ""
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `missing` is told when nothing fitting was filled in.

    `ahead` is for a day that has yet to come; `shape` is the pattern of a short text. The answers of boxes, all codes,
    stand in `value` with spaces between.
    """

    name: str
    label: str
    kind: str = DAY
    groups: tuple[Group, ...] = ()
    missing: str = _NO_DAY
    required: bool = True
    hint: str = ""
    value: str = ""
    ahead: bool = False
    shape: str = ""

    def takes(self, typed: str) -> bool:
        if not typed:
            return not self.required
        if self.kind == DAY:
            return typed_day(typed) is not None
        if self.kind == TEXT:
            return re.fullmatch(self.shape, typed) is not None
        known = {value for group in self.groups for value, _ in group.options}
        return known.issuperset(typed.split()) if self.kind == BOXES else typed in known


@dataclass(frozen=True, slots=True)
class Form:
    """`key` is the last part of the address and the start of every id, so that forms on one page never meet."""

    key: str
    title: str
    button: str
    fields: tuple[Field, ...]
    told: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    again: bool = False

    def id_of(self, name: str) -> str:
        return f"{self.key}-{name}".replace("/", "-")

    def mistake(self, name: str) -> str:
        return next((one.text for one in self.mistakes if one.field == self.id_of(name)), "")

    def text(self, name: str) -> str:
        return next((field.value for field in self.fields if field.name == name), "")

    def codes(self, name: str) -> tuple[str, ...]:
        """What was ticked, each once."""
        return tuple(dict.fromkeys(self.text(name).split()))

    def day(self, name: str) -> date | None:
        return typed_day(self.text(name))

    def sure_day(self, name: str) -> date:
        found = self.day(name)
        assert found is not None, "a form without mistakes has this day"
        return found


def choice(name: str, label: str, words: Mapping[Code, str], missing: str) -> Field:
    """A question with a few answers, all in sight."""
    return Field(name, label, RADIO, (options_of(words),), missing)


def options_of(words: Mapping[Code, str]) -> Group:
    return Group(tuple((str(code), told) for code, told in words.items()))


def typed_in(form: Form, sent: MultiDict[str, str]) -> Form:
    """The form as somebody sent it, with its mistakes."""
    fields = tuple(replace(field, value=" ".join(_sent(field, sent)).strip()) for field in form.fields)
    typed = replace(form, fields=fields, again=True)
    return replace(typed, mistakes=tuple(_mistakes(typed)))


def with_faults(form: Form, faults: Iterable[Fault]) -> Form:
    """The form with what the use case refused, each beside the question it is about."""
    names = [field.name for field in form.fields]
    told = [(fault.pointer.rsplit("/", 1)[-1], FAULT.get(fault.code, fault.detail)) for fault in faults]
    return replace(form, mistakes=tuple(
        Mistake(form.id_of(name if name in names else names[0]), text) for name, text in told
    ))


def _sent(field: Field, sent: MultiDict[str, str]) -> list[str]:
    return sent.getlist(field.name) if field.kind == BOXES else [sent.get(field.name, "")]


def _mistakes(form: Form) -> Iterator[Mistake]:
    for field in form.fields:
        if not field.takes(field.value):
            yield Mistake(form.id_of(field.name), field.missing)
