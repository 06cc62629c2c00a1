"""Corporations and systems as an administrator sees them, and the form to give a system access."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from service.errors import InvalidInput
from service.glossary import CODES
from service.partners.enrol import SCOPES, System
from service.partners.store import Agreed
from service.partners.systems import KnownSystem, public_keys_in
from service.web.dates import moment
from service.web.show.agreements import line_mistake
from service.web.show.attempt import Mistake
from service.web.words import listed

KEY, SECRET = "sleutel", "secret"
_WORDS = {entry.name: entry.definition for found in CODES if found.english == "scopes" for entry in found.entries}


@dataclass(frozen=True, slots=True)
class SystemLine:
    """`revoke` is where its access is taken away; empty when that was done."""

    organisation: str
    name: str
    way: str
    scopes: str
    since: str
    state: str
    revoke: str


@dataclass(frozen=True, slots=True)
class CorporationLine:
    name: str
    state: str
    keeper: str


@dataclass(frozen=True, slots=True)
class Access:
    """What to tell once: a secret stands nowhere else. It is empty for a system with a key of its own."""

    organisation: str
    name: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SystemForm:
    """What stands in the fields, as typed."""

    organisation: str = ""
    name: str = ""
    scopes: tuple[str, ...] = ()
    way: str = ""
    keys: str = ""
    mistakes: tuple[Mistake, ...] = ()

    @classmethod
    def of(cls, sent: MultiDict[str, str]) -> "SystemForm":
        return cls(
            sent.get("organisatie", ""), sent.get("naam", "").strip(), tuple(sent.getlist("rechten")),
            sent.get("wijze", ""), sent.get("sleutels", "").strip(),
        )

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


def scope_choices() -> dict[str, str]:
    return {name: told.rstrip(".") for name, told in _WORDS.items()}


def system_line(system: KnownSystem) -> SystemLine:
    return SystemLine(
        system.organisation, system.client_id, "Eigen sleutel" if system.by_key else "Secret", ", ".join(system.scopes),
        moment(system.created_at), "Open" if system.active else "Ingetrokken",
        f"/beheer/systemen/{system.id}/intrekken" if system.active else "",
    )


def corporation_lines(
    agreed: Iterable[Agreed], kept: Collection[str], today: date, *, consented: bool
) -> tuple[CorporationLine, ...]:
    """Every corporation with an agreement, once; and who gives its systems access.

    `consented`: the municipality takes rent signals of everybody. That gives nobody access.
    """
    without = "Mag nu alleen huursignalen sturen" if consented else "Mag nu geen signalen sturen"
    valid: dict[str, bool] = {}
    for one in agreed:
        holds = one.valid_from <= today and (one.valid_until is None or one.valid_until >= today)
        valid[one.corporation] = valid.get(one.corporation, False) or holds
    return tuple(
        CorporationLine(
            name, "Mag signalen sturen" if holds else without,
            "U" if name in kept else "De beheerder van de installatie, want zij werkt ook met andere gemeenten",
        )
        for name, holds in valid.items()
    )


def read_system(
    sent: MultiDict[str, str], kinds: Mapping[str, str], *, secrets_allowed: bool
) -> tuple[UUID, System] | SystemForm:
    """For whom and which system, or the form again with everything that is wrong. `kinds` by organisation id."""
    form = SystemForm.of(sent)
    mistakes = tuple(_mistakes(form, kinds, secrets_allowed=secrets_allowed))
    if mistakes:
        return replace(form, mistakes=mistakes)
    keys: dict[str, Any] | None = public_keys_in(form.keys) if form.way == KEY else None
    return UUID(form.organisation), System(form.name, keys, form.scopes)


def _mistakes(form: SystemForm, kinds: Mapping[str, str], *, secrets_allowed: bool) -> Iterator[Mistake]:
    if form.organisation not in kinds:
        yield Mistake("organisatie", "Kies een organisatie.")
    wrong = line_mistake(form.name)
    if wrong:
        yield Mistake("naam", f"Naam: {wrong}")
    fitting = SCOPES.get(kinds.get(form.organisation, ""), frozenset(_WORDS))
    if not form.scopes:
        yield Mistake("rechten", "Kies een of meer rechten.")
    elif not set(form.scopes) <= fitting:
        yield Mistake("rechten", f"Deze organisatie kan alleen: {listed(sorted(fitting))}.")
    if form.way != KEY and not (form.way == SECRET and secrets_allowed):
        yield Mistake("wijze", "Kies hoe het systeem bewijst wie het is.")
    if form.way == KEY:
        yield from _key_mistakes(form.keys)


def _key_mistakes(keys: str) -> Iterator[Mistake]:
    try:
        public_keys_in(keys)
    except InvalidInput as error:
        yield Mistake("sleutels", error.faults[0].detail)
