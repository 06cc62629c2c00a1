"""The form with which a resident asks for help: what was typed, and every mistake at once. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from service.errors import InvalidInput
from service.forms import load
from service.help.ask import ASKS, Asked
from service.policy.model import Channel
from service.rules.facts import Concern
from service.signals.assemble import subject_of
from service.signals.contact_wish import ELECTRONIC, MessageCategory
from service.signals.report import Subject, ThreatKind
from service.signals.schemas import SubjectForm
from service.web.help_words import UNSAFE, WAY, WISH, WORRY
from service.web.show.attempt import Mistake

NOTHING_HERE = "website"
"""A field that nobody sees; who fills it in is a program."""
_TOLD = {
    "voorletters": "Vul uw voorletters in met gewone letters, of laat dit leeg.",
    "achternaam": "Vul uw achternaam in.",
    "postcode": "Vul uw postcode in, bijvoorbeeld 1234 AB.",
    "huisnummer": "Vul uw huisnummer in, met alleen cijfers.",
    "huisnummertoevoeging": "Vul alleen letters en cijfers in, of laat dit leeg.",
    "telefoonnummer": "Vul uw nummer in, bijvoorbeeld 0612345678.",
    "emailadres": "Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
}
_NEEDS = {
    Channel.PHONE: "telefoonnummer", Channel.TEXT_MESSAGE: "telefoonnummer", Channel.EMAIL: "emailadres",
}
_ELECTRONIC_WAYS = frozenset(str(channel) for channel, way in ASKS.items() if way in ELECTRONIC)
_PLACE = frozenset({"postcode", "huisnummer", "huisnummertoevoeging"})


@dataclass(frozen=True, slots=True)
class RequestForm:
    """What stands in the fields, as typed."""

    typed: dict[str, str]
    way: str = ""
    unsafe: tuple[str, ...] = ()
    worries: tuple[str, ...] = ()
    batch: str = ""
    wishes: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def text(self, field: str) -> str:
        return self.typed.get(field, "")

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")

    def with_mistake(self, field: str, text: str) -> "RequestForm":
        return replace(self, mistakes=(Mistake(field, text),))


def typed_request(sent: MultiDict[str, str]) -> RequestForm:
    typed = {name: " ".join(sent.get(name, "").split()) for name in _TOLD}
    return RequestForm(
        typed, sent.get("manier", ""), tuple(sent.getlist("onveilig")), tuple(sent.getlist("zorgen")),
        sent.get("kaart", "")[:4], tuple(sent.getlist("soorten")),
    )


def read_request(form: RequestForm, key: UUID) -> Asked | RequestForm:
    """What was asked, or the form again with everything that is wrong."""
    subject, mistakes = _subject(form)
    mistakes = (*mistakes, *_mistakes(form))
    if subject is None or mistakes:
        return replace(form, mistakes=mistakes)
    eviction = str(ThreatKind.EVICTION)
    concerns = tuple(Concern(code) for code in WORRY if code in form.worries and code != eviction)
    return Asked(
        key, subject, Channel(form.way), frozenset(map(Channel, form.unsafe)), concerns, eviction in form.worries,
        form.batch, _categories(form),
    )


def _categories(form: RequestForm) -> frozenset[MessageCategory]:
    electronic = ASKS[Channel(form.way)] in ELECTRONIC
    return frozenset(map(MessageCategory, form.wishes)) if electronic else frozenset()


def _subject(form: RequestForm) -> tuple[Subject | None, tuple[Mistake, ...]]:
    """The person by the same form as in a signal, so that both can be compared."""
    try:
        return subject_of(load(SubjectForm(), _document(form))), ()
    except InvalidInput as wrong:
        names = [fault.pointer.rsplit("/", 1)[-1] for fault in wrong.faults]
        return None, tuple(Mistake(name, _TOLD[name]) for name in dict.fromkeys(names) if name in _TOLD)


def _document(form: RequestForm) -> dict[str, Any]:
    spelled = form.typed | {
        "postcode": form.text("postcode").replace(" ", "").upper(),
    }
    known: dict[str, Any] = {name: text for name, text in spelled.items() if text or name in {"achternaam", "postcode"}}
    if re.fullmatch(r"[0-9]{1,5}", form.text("huisnummer")):
        known["huisnummer"] = int(known["huisnummer"])
    place = {name: known.pop(name) for name in _PLACE if name in known}
    return known | {"adres": place}


def _mistakes(form: RequestForm) -> Iterator[Mistake]:
    if form.way not in WAY:
        yield Mistake("manier", "Kies hoe wij contact met u zoeken.")
    elif form.way in form.unsafe:
        yield Mistake("manier", "U koos deze manier ook bij wat niet veilig is. Kies een andere manier.")
    elif (needed := _NEEDS.get(Channel(form.way))) and not form.text(needed):
        yield Mistake(needed, _TOLD[needed])
    if form.way in _ELECTRONIC_WAYS - set(form.unsafe) and not form.wishes:
        yield Mistake("soorten", "Kies wat wij u zo mogen sturen. Of kies hierboven een andere manier.")
    if not set(form.wishes) <= set(WISH):
        yield Mistake("soorten", "Kies uit de lijst.")
    if not set(form.unsafe) <= set(UNSAFE):
        yield Mistake("onveilig", "Kies uit de lijst.")
    if not set(form.worries) <= set(WORRY):
        yield Mistake("zorgen", "Kies uit de lijst.")
