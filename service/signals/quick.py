"""A fast first look at a signal in JSON, derived from the form itself.

It only ever says yes: what it takes is taken by the form with the very same outcome, and for everything else it says
nothing, so that marshmallow, which is the contract, looks and finds the words. A property test holds the two together.
"""

from datetime import date
from typing import Annotated, Any, NotRequired, TypedDict

import msgspec
from marshmallow import Schema
from msgspec import Meta

from service.forms import Code, Day, Flag, Part, Several, Text, WholeNumber
from service.http.contact_fields import EmailAddress, PhoneNumber, Surname
from service.phone_numbers import PLAIN
from service.signals.assemble import report_of
from service.signals.report import Report
from service.signals.schemas import SignalForm, relation_faults

_LETTER = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]"
"""The letters of nearly every name here; a name without any of them is for marshmallow."""
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# An ordinary address; the less ordinary ones are for marshmallow.
_EMAIL = rf"[0-9A-Za-z_+-]+(?:\.[0-9A-Za-z_+-]+)*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}"


Parts = tuple[tuple[str, "Parts"], ...]


def quick_report(text: bytes | str, received_on: date) -> Report | None:
    """The report in a signal in JSON, or None: then only the form can tell."""
    try:
        line = text.decode() if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        return None
    # Without escapes every character stands as it is, so one look at the line is a look at every text in it.
    if "\\" in line or not line.isprintable():
        return None
    try:
        data: dict[str, Any] = _DECODER.decode(line)
    except msgspec.MsgspecError:
        return None
    # The decoder passes over names that it does not know and takes the last of two that are equal; the form refuses.
    if _names(data, _PARTS) != line.count('":') or any(relation_faults(data, data, received_on)):
        return None
    return report_of(data)


def _names(data: dict[str, Any], parts: Parts) -> int:
    """How many names stand in a document, in every depth; only the parts of a form hold more names."""
    found = len(data)
    for name, inner in parts:
        part = data.get(name)
        if part:
            found += _names(part, inner)
    return found


def _parts(form: Schema) -> Parts:
    """The parts of a form, each with its own."""
    return tuple((name, _parts(field.schema)) for name, field in form.fields.items() if isinstance(field, Part))


def _typed(form: Schema) -> Any:
    """A type whose values are what the form would load."""
    parts = {
        name: _type(field) if field.required else NotRequired[_type(field)] for name, field in form.fields.items()
    }
    return TypedDict(type(form).__name__, parts)  # type: ignore[operator]


def _type(field: Any) -> Any:
    """The type of one field; a kind of field that is not known here is an error at import."""
    found: Any
    match field:
        case Part():
            found = _typed(field.schema)
        case Several():
            found = Annotated[list[_type(field.inner)], Meta(min_length=1, max_length=field.most)]  # type: ignore[misc]
        case Code():
            found = field.codes
        case WholeNumber():
            found = Annotated[int, Meta(ge=field.low, le=field.high)]
        case EmailAddress():
            found = Annotated[str, Meta(max_length=field.max_length, pattern=rf"\A{_EMAIL}\Z")]
        case Surname():
            found = Annotated[str, Meta(max_length=field.max_length, pattern=rf"\A(?=.*{_LETTER})\S(?:.*\S)?\Z")]
        case PhoneNumber():
            found = Annotated[str, Meta(max_length=field.max_length, pattern=rf"\A{PLAIN}\Z")]
        case Text():
            shape = rf"\A(?:{field.shape.pattern})\Z" if field.shape else r"\S"
            found = Annotated[str, Meta(max_length=field.max_length, pattern=shape)]
        case _:
            found = {Day: date, Flag: bool}[type(field)]
    return found | None if field.allow_none else found


_DECODER = msgspec.json.Decoder(_typed(SignalForm()))
_PARTS = _parts(SignalForm())
