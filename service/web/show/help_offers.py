"""The form for help on offer and for whom residents can call: what was typed, and every mistake at once. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from service.errors import Fault
from service.help.catalogue import HelpDesk, Kept
from service.help.offer import HelpOffer, OfferKind, Remark, remarks_on
from service.phone_numbers import OFFICE_SHAPE
from service.web.dates import in_dutch, typed_day
from service.web.help_words import OFFER_KIND
from service.web.show.agreements import line_mistake
from service.web.show.attempt import Mistake

_NEEDED = {
    "naam": "Vul in hoe deze hulp heet.", "voorWie": "Vul in voor wie deze hulp is.",
    "hoe": "Vul in hoe iemand deze hulp krijgt.", "waar": "Vul in waar iemand heen kan.",
}
_LONGEST = timedelta(days=2 * 365)
_LONGEST_ADDRESS = 80
_DAY = "Vul de laatste dag in, bijvoorbeeld 31-12-2027."
_NUMBER = "Vul een telefoonnummer in, bijvoorbeeld 020 123 45 67."


@dataclass(frozen=True, slots=True)
class OfferLine:
    id: UUID
    name: str
    kind: str
    until: str
    past: bool


@dataclass(frozen=True, slots=True)
class OfferForm:
    """What stands in the fields. `remarks` are what the rules for plain language say and what stops nothing."""

    typed: Mapping[str, str]
    action: str
    mistakes: tuple[Mistake, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def text(self, field: str) -> str:
        return self.typed.get(field, "")

    def mistake(self, field: str) -> str:
        return " ".join(one.text for one in self.mistakes if one.field == field)


def offer_line(kept: Kept, today: date) -> OfferLine:
    offer = kept.offer
    return OfferLine(
        kept.id, offer.name, OFFER_KIND[offer.kind], in_dutch(offer.valid_until), offer.valid_until < today,
    )


def blank_offer() -> OfferForm:
    return OfferForm({}, "/beheer/hulp/nieuw")


def offer_form(offer: HelpOffer, offer_id: UUID) -> OfferForm:
    typed = offer.texts | {"soort": str(offer.kind), "geldigTot": offer.valid_until.isoformat()}
    soft = tuple(one for one in remarks_on(offer.texts) if not one.stops)
    return OfferForm(typed, f"/beheer/hulp/{offer_id}", remarks=soft)


def read_offer(sent: Mapping[str, str], action: str, today: date) -> HelpOffer | OfferForm:
    """The entry, or the form again with everything that is wrong, also in its language."""
    names = ("soort", *_NEEDED, "open", "geldigTot")
    form = OfferForm({name: " ".join(sent.get(name, "").split()) for name in names}, action)
    mistakes = tuple(_mistakes(form, today))
    if mistakes:
        return replace(form, mistakes=mistakes)
    day = typed_day(form.text("geldigTot"))
    assert day is not None, "a form without mistakes has this day"
    name, for_whom, how, place, hours = (form.text(field) for field in (*_NEEDED, "open"))
    return HelpOffer(OfferKind(form.text("soort")), name, for_whom, how, place, hours, day)


def with_faults(form: OfferForm, faults: list[Fault]) -> OfferForm:
    told = [Mistake(fault.pointer.rsplit("/", 1)[-1], fault.detail) for fault in faults]
    return replace(form, mistakes=tuple(told))


def _mistakes(form: OfferForm, today: date) -> Iterator[Mistake]:
    if form.text("soort") not in set(OfferKind):
        yield Mistake("soort", "Kies een soort hulp.")
    for name, told in _NEEDED.items():
        if not form.text(name):
            yield Mistake(name, told)
    texts = {name: form.text(name) for name in (*_NEEDED, "open") if form.text(name)}
    for name, text in texts.items():
        wrong = line_mistake(text)
        if wrong:
            yield Mistake(name, wrong)
    for one in remarks_on(texts):
        if one.stops:
            yield Mistake(one.field, one.told)
    day = typed_day(form.text("geldigTot"))
    if day is None:
        yield Mistake("geldigTot", _DAY)
    elif not today <= day <= today + _LONGEST:
        yield Mistake("geldigTot", "Kies een dag vanaf vandaag, en ten hoogste twee jaar vooruit.")


def read_desk(sent: Mapping[str, str], desk: HelpDesk) -> HelpDesk | OfferForm:
    typed = {name: " ".join(sent.get(name, "").split()) for name in ("contact", "telefoon", "uren", "bezoekadres")}
    form = OfferForm(typed, "/beheer/hulp/contact")
    mistakes = tuple(_desk_mistakes(form))
    if mistakes:
        return replace(form, mistakes=mistakes)
    return replace(
        desk, contact=typed["contact"], phone=typed["telefoon"], hours=typed["uren"],
        visiting_address=typed["bezoekadres"],
    )


def desk_form(desk: HelpDesk) -> OfferForm:
    return OfferForm(
        {"contact": desk.contact, "telefoon": desk.phone, "uren": desk.hours, "bezoekadres": desk.visiting_address},
        "/beheer/hulp/contact",
    )


def _desk_mistakes(form: OfferForm) -> Iterator[Mistake]:
    if line_mistake(form.text("contact")) or len(form.text("contact")) > 25:
        yield Mistake("contact", "Vul een naam in van ten hoogste 25 letters, zoals Noor van het stadhuis.")
    if not re.fullmatch(OFFICE_SHAPE, form.text("telefoon")):
        yield Mistake("telefoon", _NUMBER)
    if not form.text("uren") or line_mistake(form.text("uren")):
        yield Mistake("uren", "Vul in wanneer iemand kan bellen.")
    address = form.text("bezoekadres")
    if address and (line_mistake(address) or len(address) > _LONGEST_ADDRESS):
        yield Mistake("bezoekadres", f"Vul een adres in van ten hoogste {_LONGEST_ADDRESS} tekens, of laat dit leeg.")
    for one in remarks_on({"uren": form.text("uren")}):
        if one.stops:
            yield Mistake("uren", one.told)
