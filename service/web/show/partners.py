"""The partners of a municipality as an administrator reads them, and the form to add or change one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from service.partners.onward import KnownPartner, PartnerKind, PartnerTerms
from service.web import address
from service.web.onward_words import KIND
from service.web.show.agreements import line_mistake
from service.web.show.attempt import Mistake
from service.web.words import plural

LONGEST_REPLY = 20


@dataclass(frozen=True, slots=True)
class PartnerLine:
    href: str
    name: str
    kind: str
    offers: str
    contact: str
    reply: str
    state: str


@dataclass(frozen=True, slots=True)
class PartnerForm:
    """What stands in the fields, as typed."""

    name: str = ""
    kind: str = ""
    offers: str = ""
    contact: str = ""
    days: str = "5"
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


def partner_line(one: KnownPartner) -> PartnerLine:
    terms = one.terms
    return PartnerLine(
        address.partner(one.id), terms.name, KIND[terms.kind], terms.offers, terms.contact,
        plural(terms.reply_days, "werkdag", "werkdagen"), "Beëindigd" if one.ended else "Wij werken samen",
    )


def form_of(one: KnownPartner) -> PartnerForm:
    terms = one.terms
    return PartnerForm(terms.name, str(terms.kind), terms.offers, terms.contact, str(terms.reply_days))


def read_partner(fields: Mapping[str, str]) -> PartnerTerms | PartnerForm:
    """What a partner is, or the form again with everything that is wrong."""
    name, kind, offers, contact, days = (
        fields.get(one, "").strip() for one in ("naam", "soort", "doet", "contact", "dagen")
    )
    typed = PartnerForm(name, kind, offers, contact, days)
    mistakes = tuple(_mistakes(typed))
    if mistakes:
        return replace(typed, mistakes=mistakes)
    return PartnerTerms(typed.name, PartnerKind(typed.kind), typed.offers, typed.contact, int(typed.days))


def _mistakes(typed: PartnerForm) -> Iterator[Mistake]:
    for field, text in (("naam", typed.name), ("doet", typed.offers), ("contact", typed.contact)):
        wrong = line_mistake(text)
        if wrong:
            yield Mistake(field, wrong)
    if typed.kind not in set(PartnerKind):
        yield Mistake("soort", "Kies wat voor organisatie het is.")
    days = int(typed.days) if typed.days.isascii() and typed.days.isdigit() and len(typed.days) < 4 else 0
    if not 1 <= days <= LONGEST_REPLY:
        yield Mistake("dagen", f"Vul een aantal werkdagen in, van 1 tot en met {LONGEST_REPLY}.")
