"""The form for one signal: what was typed, read as a delivery of one row, with every mistake beside its question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from service.errors import Fault
from service.forms import pointer
from service.rules.facts import Kind
from service.signals.delivery.cells import LIST_SEPARATOR
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.csv_rows import typed_row
from service.signals.delivery.layout import Shape
from service.signals.delivery.read_row import Invalid, read_row
from service.signals.report import Report, ThreatKind
from service.web.show.attempt import Mistake
from service.web.show.report_asks import Ask, Part, parts_of

_THREAT = "huurachterstand.dreiging"
_MISSING = {"day": "Vul een datum in, bijvoorbeeld 14-9-2026.", "text": "Vul dit in.", "boxes": "Kies er een of meer."}
_WRONG = {
    Shape.DAY: "Vul een bestaande datum in, bijvoorbeeld 14-9-2026.",
    Shape.EUROS: "Vul een bedrag in van 0 tot en met 1.000.000 euro, zoals 1250,00.",
    Shape.WHOLE: "Vul een heel getal in, zonder letters of tekens. Een letter of toevoeging heeft een eigen vak.",
}
_BY_SHAPE = frozenset({"ongeldigType", "ongeldigeDatum", "buitenBereik"})
_EMPTY = frozenset({"verplicht", "leeg", "leegNietToegestaan", "verkeerdAantal"})


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What stands in the fields, as typed, by the name of the question. Never kept: it lives as long as a page."""

    kind: Kind
    parts: tuple[Part, ...]
    typed: Mapping[str, tuple[str, ...]]
    mistakes: tuple[Mistake, ...] = ()

    @property
    def asks(self) -> Iterator[Ask]:
        return (ask for part in self.parts for ask in part.asks)

    @property
    def summary(self) -> list[Mistake]:
        """Every mistake with the question it is about, for above the form."""
        labels = {ask.id: ask.label.rstrip("?") for ask in self.asks}
        return [Mistake(one.field, f"{labels[one.field]}: {one.text}") for one in self.mistakes]

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")

    def values(self, name: str) -> tuple[str, ...]:
        return self.typed.get(name, ())

    def value(self, name: str) -> str:
        return next(iter(self.values(name)), "")


def blank_form(kind: Kind, municipalities: Mapping[str, str], today: date) -> ReportForm:
    """An empty form of today; who has to do with one municipality finds it chosen."""
    chosen: dict[str, tuple[str, ...]] = {"signaaldatum": (today.isoformat(),)}
    if len(municipalities) == 1:
        chosen["gemeentecode"] = tuple(municipalities)
    return ReportForm(kind, parts_of(kind, municipalities), chosen)


def typed_form(kind: Kind, municipalities: Mapping[str, str], sent: MultiDict[str, str]) -> ReportForm:
    """The form as it was sent; what it does not ask is left out."""
    parts = parts_of(kind, municipalities)
    names = [ask.name for part in parts for ask in part.asks]
    typed = {name: tuple(one.strip() for one in sent.getlist(name) if one.strip()) for name in names}
    return ReportForm(kind, parts, typed)


def read_form(form: ReportForm, today: date) -> Report | Invalid:
    """The report, or everything that is wrong with it, by the form that every signal goes through."""
    cells = {"soort": str(form.kind)} | {ask.name: LIST_SEPARATOR.join(form.values(ask.name)) for ask in form.asks}
    if any(cells.get(f"{_THREAT}.{name}") for name in ("fase", "datum")):
        cells[f"{_THREAT}.soort"] = str(ThreatKind.EVICTION)
    return read_row(typed_row(cells, LAYOUT), today)


def with_faults(form: ReportForm, faults: Sequence[Fault]) -> ReportForm:
    """The form with each fault beside the question it is about, in the order of the page, one for each question."""
    told: dict[str, str] = {}
    for fault in faults:
        for ask in _asked(form, fault):
            told.setdefault(ask.id, _words(ask, fault))
    if not told:
        # What is wrong with a form as a whole is told at its first question.
        told = {next(form.asks).id: faults[0].detail}
    return replace(form, mistakes=tuple(Mistake(ask.id, told[ask.id]) for ask in form.asks if ask.id in told))


def _asked(form: ReportForm, fault: Fault) -> list[Ask]:
    """The question a fault is about; of a part that is missing as a whole, the questions that must be answered."""
    places = [(ask, pointer(ask.column.path)) for ask in form.asks]
    exact = [ask for ask, place in places if place == fault.pointer or fault.pointer.startswith(f"{place}/")]
    return exact or [ask for ask, place in places if place.startswith(f"{fault.pointer}/") and ask.required]


def _words(ask: Ask, fault: Fault) -> str:
    """What to do, for people: the sentences of the form are told where they do not speak of programs."""
    if fault.code in _EMPTY:
        return _MISSING.get(ask.kind, "Maak een keuze.")
    if ask.choices:
        return "Maak een keuze uit de lijst."
    return _WRONG.get(ask.column.shape, fault.detail) if fault.code in _BY_SHAPE else fault.detail


def with_mistake(form: ReportForm, mistake: Mistake) -> ReportForm:
    return replace(form, mistakes=(mistake,))
