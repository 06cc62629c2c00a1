"""Agreements with corporations as an administrator reads them, and the forms to add one and to let one end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from service.forms import Text, faults_of
from service.partners.enrol import Terms
from service.partners.store import Agreed
from service.rules.facts import Kind
from service.web.dates import in_dutch, typed_day
from service.web.show.attempt import Mistake
from service.web.words import KIND, listed, plural

EXPIRING = timedelta(days=60)
_CONTACT = Text(254)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """`state` says it in words; `end` is where its last day is set, empty when it is over."""

    id: UUID
    corporation: str
    kinds: str
    period: str
    state: str
    expiring: bool
    contact: str
    end: str


@dataclass(frozen=True, slots=True)
class AgreementForm:
    """What stands in the fields, as typed."""

    corporation: str = ""
    kinds: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    signed: str = ""
    contact: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


@dataclass(frozen=True, slots=True)
class EndForm:
    """`since` and `until` are the days between which the last day may lie; `until` is empty without an end."""

    line: AgreementLine
    since: str
    until: str
    day: str = ""
    mistake: str = ""


def agreement_line(agreed: Agreed, today: date) -> AgreementLine:
    last = agreed.valid_until
    until = f"tot en met {in_dutch(last)}" if last else "zonder einddatum"
    is_over = last is not None and last < today
    return AgreementLine(
        agreed.id, agreed.corporation, listed([KIND[kind].lower() for kind in agreed.kinds]),
        f"{in_dutch(agreed.valid_from)}, {until}", _state(agreed, today), _expires_soon(agreed, today), agreed.contact,
        "" if is_over else f"/beheer/overeenkomsten/{agreed.id}/beeindigen",
    )


def expiring(agreed: list[Agreed], today: date) -> tuple[str, ...]:
    """One sentence for each agreement that ends within sixty days."""
    return tuple(
        f"De overeenkomst met {one.corporation} loopt af op {in_dutch(one.valid_until)} "
        f"({_left((one.valid_until - today).days)})."
        for one in agreed if one.valid_until and _expires_soon(one, today)
    )


def read_agreement(fields: MultiDict[str, str], known: dict[UUID, str], code: str) -> Terms | AgreementForm:
    """The terms, or the form again with everything that is wrong."""
    first_typed, last_typed, signed_typed, contact = (
        fields.get(name, "").strip() for name in ("van", "tot", "getekend", "contact")
    )
    kinds = tuple(fields.getlist("soorten"))
    typed = AgreementForm(fields.get("corporatie", ""), kinds, first_typed, last_typed, signed_typed, contact)
    mistakes = tuple(_mistakes(typed, known))
    if mistakes:
        return replace(typed, mistakes=mistakes)
    first, signed = typed_day(typed.first), typed_day(typed.signed)
    assert first is not None, "a form without mistakes has a first day"
    assert signed is not None, "a form without mistakes has a day of signing"
    return Terms(
        UUID(typed.corporation), code, tuple(Kind(kind) for kind in typed.kinds), first, typed_day(typed.last), signed,
        typed.contact,
    )


def end_form(agreed: Agreed, today: date, typed: str | None = None) -> EndForm:
    """The form to set a last day; with what was typed also what is wrong with it."""
    first = max(today, agreed.valid_from)
    form = EndForm(
        agreement_line(agreed, today), in_dutch(first), in_dutch(agreed.valid_until) if agreed.valid_until else "",
    )
    if typed is None:
        return form
    return replace(form, day=typed, mistake=_end_mistake(typed_day(typed), first, agreed.valid_until))


def _end_mistake(day: date | None, first: date, last: date | None) -> str:
    if day is None:
        return "Vul een datum in, bijvoorbeeld 31-12-2026."
    if day < first:
        return f"Kies een dag vanaf {in_dutch(first)}."
    if last is not None and day > last:
        return "Verlengen kan hier niet. Leg daarvoor een nieuwe overeenkomst vast."
    return ""


def _mistakes(typed: AgreementForm, known: dict[UUID, str]) -> Iterator[Mistake]:
    if typed.corporation not in {str(one) for one in known}:
        yield Mistake("corporatie", "Kies een corporatie.")
    if not typed.kinds or not set(typed.kinds) <= set(Kind):
        yield Mistake("soorten", "Kies een of meer soorten signalen.")
    first, last = typed_day(typed.first), typed_day(typed.last)
    if first is None:
        yield Mistake("van", "Vul de eerste dag in, bijvoorbeeld 1-1-2027.")
    if typed.last and last is None:
        yield Mistake("tot", "Vul een bestaande datum in, of laat dit leeg.")
    if first and last and last < first:
        yield Mistake("tot", "De laatste dag ligt voor de eerste dag.")
    if typed_day(typed.signed) is None:
        yield Mistake("getekend", "Vul in wanneer is getekend, bijvoorbeeld 1-12-2026.")
    wrong = line_mistake(typed.contact)
    if wrong:
        yield Mistake("contact", wrong)


def line_mistake(text: str) -> str:
    """What is wrong with one line of text, in Dutch; nothing when it is fit to keep."""
    try:
        _CONTACT.deserialize(text)
    except ValidationError as wrong:
        return " ".join(fault.detail for fault in faults_of(wrong.messages))
    return ""


def _state(agreed: Agreed, today: date) -> str:
    if agreed.valid_until is not None and agreed.valid_until < today:
        return "Beëindigd"
    if agreed.valid_from > today:
        return "Gaat nog in"
    return "Geldig, loopt af binnen 60 dagen" if _expires_soon(agreed, today) else "Geldig"


def _expires_soon(agreed: Agreed, today: date) -> bool:
    last = agreed.valid_until
    return last is not None and agreed.valid_from <= today <= last <= today + EXPIRING


def _left(days: int) -> str:
    return f"nog {plural(days, 'dag', 'dagen')}" if days else "vandaag"
