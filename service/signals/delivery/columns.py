"""The columns of a CSV file, derived from the form of a signal: there is no second list to keep."""

from collections.abc import Iterator

from marshmallow import Schema, fields

from service.forms import Day, Flag, Several, WholeNumber
from service.signals.delivery.layout import Column, Layout, Path, Shape
from service.signals.schemas import SignalForm

_SHAPES: dict[type, Shape] = {WholeNumber: Shape.WHOLE, Day: Shape.DAY, Flag: Shape.FLAG}
# Codes that people write with spaces or dashes between.
_MARKS = frozenset({"postcode"})
_IN_CENTS = "InCenten"


def _columns(form: Schema, part: Path = ()) -> Iterator[Column]:
    for name, field in form.fields.items():
        path = (*part, name)
        if isinstance(field, fields.Nested):
            yield from _columns(field.schema, path)
            continue
        yield Column(path, ".".join(path), _shape(name, field), bool(field.allow_none), isinstance(field, Several))
        if name.endswith(_IN_CENTS):
            yield Column(path, ".".join((*part, name.removesuffix(_IN_CENTS))), Shape.EUROS, bool(field.allow_none))


def _shape(name: str, field: fields.Field[object]) -> Shape:
    if name in _MARKS:
        return Shape.MARK
    return _SHAPES.get(type(field), Shape.TEXT)


def _nullable_parts(form: Schema, part: Path = ()) -> Iterator[Path]:
    for name, field in form.fields.items():
        if isinstance(field, fields.Nested):
            if field.allow_none and field.required:
                yield (*part, name)
            yield from _nullable_parts(field.schema, (*part, name))


LAYOUT = Layout(tuple(_columns(SignalForm())), tuple(_nullable_parts(SignalForm())))
