"""Filling in a template: known placeholders only, and only what its channel may carry. Pure.

The template is held against every rule as it stands, with a placeholder as one word. Of the filled-in text count only
the rules that a value can break: its characters, its length, an amount, a number that tells who somebody is, a link.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.errors import Fault, InvalidInput
from service.letters import carried
from service.messages.kind import MessageChannel
from service.messages.placeholders import WRITTEN_AS, Placeholder, may_carry
from service.messages.rules.form import fits_sms
from service.messages.template import Template
from service.messages.text import NAME_IS_RIGHT, SECOND_SHEET
from service.messages.verdict import verdict_of, verdict_on

_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
NAME_KNOWN = "Is dit de goede persoon? Dan gaat u verder:"
_BY_VALUE = frozenset({"P02", "P04", "P06", "F05", "F06", "F07"})
_APPOINTMENT = ("#/afspraak", "Leg eerst een afspraak vast, of kies een sjabloon waarin geen afspraak staat.")
_SETTING = "Vraag de beheerder om {} in te vullen, of kies een ander sjabloon."
_MISSING = {
    Placeholder.APPOINTMENT_DAY: _APPOINTMENT,
    Placeholder.APPOINTMENT_TIME: _APPOINTMENT,
    Placeholder.APPOINTMENT_PLACE: _APPOINTMENT,
    Placeholder.APPOINTMENT_LINK: _APPOINTMENT,
    Placeholder.WORKER_PHONE: ("#/telefoon", "Geef het nummer waarop de inwoner u kan bellen."),
    Placeholder.SIGNAL_SOURCE: (
        "#/sjabloon", "Bij deze verwijzing hoort geen signaal met een bron. Kies een sjabloon zonder bron.",
    ),
    Placeholder.PRIVACY_LINK: (
        "#/sjabloon", f"De tekst noemt de pagina over gegevens. {_SETTING.format('die pagina')}",
    ),
    Placeholder.RETURN_ADDRESS: (
        "#/sjabloon", f"De tekst noemt het retouradres. {_SETTING.format('dat adres')}",
    ),
    Placeholder.RESIDENT_ADDRESS: ("#/sjabloon", "Van de inwoner is geen adres bekend. Kies een ander sjabloon."),
}
_NO_VALUE = ("#/sjabloon", "Een invulveld van dit sjabloon is hier niet bekend. Kies een ander sjabloon.")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as the resident sees it, and what the rules say of it, in the form of `verdict`."""

    text: str
    subject: str | None
    findings: tuple[dict[str, Any], ...]


def compose(template: Template, values: Mapping[Placeholder, str]) -> Composed:
    """Fill in a template. Raises `InvalidInput` with everything that is missing at once."""
    faults = list(dict.fromkeys(_faults(template, values)))
    if faults:
        raise InvalidInput(faults)
    spelled = {name: _spelled(template, value) for name, value in values.items()}
    text = _filled(template.body, spelled)
    subject = _filled(template.line, spelled) if template.line else None
    return Composed(text, subject, tuple(_findings(template, text, subject if template.subject else None)))


def with_plain_links(text: str) -> str:
    """A link as people read it where it cannot be followed: its words, and then its address."""
    return _LINK.sub(r"\1: \2", text)


def without_marks(text: str) -> str:
    """A text as people read it where there is no lay-out: no marks for bold, links, a new sheet or a known name."""
    text = with_plain_links(text.replace("**", "")).replace(NAME_IS_RIGHT, NAME_KNOWN)
    return text.replace(f"\n{SECOND_SHEET}\n", "\n")


def _faults(template: Template, values: Mapping[Placeholder, str]) -> Iterator[Fault]:
    for name in sorted(template.placeholders):
        if not may_carry(template.kind, name):
            told = f"Een tekst van deze soort mag {name} niet bevatten. Kies een ander sjabloon."
            yield Fault("#/sjabloon", "magNietInKanaal", told)
        elif not values.get(name, "").strip():
            pointer, told = _MISSING.get(name, _NO_VALUE)
            yield Fault(pointer, "invulveldLeeg", told)


def _findings(template: Template, text: str, subject: str | None) -> Iterator[dict[str, Any]]:
    yield from verdict_on(template)
    whole = text if subject is None else f"Onderwerp: {subject}\n{text}"
    seen = {finding["id"] for finding in verdict_on(template)}
    for finding in verdict_of(whole, template.kind, template.situation, template.manner):
        if finding["id"] in _BY_VALUE - seen:
            yield finding


def _filled(text: str, values: Mapping[Placeholder, str]) -> str:
    return WRITTEN_AS.sub(lambda found: values[Placeholder(found[1])], text)


def _spelled(template: Template, value: str) -> str:
    """A value on one line; in an SMS with the letters that fit, so that a name makes no three messages of one."""
    line = " ".join(value.split())
    return carried(line, fits_sms) if template.kind.channel is MessageChannel.SMS else line
