"""What partners have of a referral, the form to refer on, and the page that shows first what a partner will get."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from service.clock import day_of
from service.messages.resident import name_of
from service.onward.given import CONSENT_BASIS, NAME, WAYS, PartnerAsk, PartnerData
from service.onward.refer_on import Prepared
from service.onward.sent import Awaited, Sent, sent_of
from service.partners.onward import KnownPartner, partners_of
from service.policy.model import Desk
from service.referrals.status import SEEN_BY_PARTNER, OnwardStatus
from service.referrals.tables import Referral
from service.rules.facts import ConsentGiver, ConsentManner, Destination, Ground
from service.web import address, words
from service.web import onward_words as own
from service.web.dates import day_and_weekday, euros, in_dutch, read_day
from service.web.page import Link
from service.web.show.forms import BOXES, Field, Form, choice, options_of
from service.web.show.household import address_of
from service.web.show.passing_on import consent_fields
from service.web.show.signals import Fact
from service.web.show.worklist import mark_of

SEND, STOP = "doorverwijzen", "doorverwijzing-stoppen"
_GROUND = {
    Destination.DEBT_HELP:
        "De wet noemt partners niet als ontvanger van gegevens van de schuldhulp (Wgs artikel 8, tweede lid).",
    Destination.NEIGHBOURHOOD_TEAM:
        "Zonder toestemming geeft het wijkteam geen gegevens aan anderen (Wmo 2015 artikel 5.3.3).",
}
_LIMITS = (
    f"Daarom mag dit alleen met uitdrukkelijke toestemming van de inwoner of een vertegenwoordiger ({CONSENT_BASIS}).",
    "De toestemming geldt voor deze partner, deze vraag en deze gegevens.",
    "De inwoner kiest vrij. Nee zeggen heeft geen gevolgen voor de hulp, en intrekken kan altijd (AVG artikel 7).",
    "Vertel ook dat de partner aan u meldt of zij helpt en wanneer het klaar is. Meer meldt zij niet.",
)
NEVER = "Nooit gaan mee: zorgen, andere verwijzingen, en wat de corporatie verder meldde."


@dataclass(frozen=True, slots=True)
class SentLine:
    partner: str
    status: str
    overdue: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class OnwardView:
    lines: tuple[SentLine, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    link: Link
    told: str


@dataclass(frozen=True, slots=True)
class OnwardPreview:
    """`fields` are what was typed, to be sent again; `facts` are all that the partner will see."""

    mark: str
    href: str
    version: int
    partner: str
    facts: tuple[Fact, ...]
    left_out: tuple[str, ...]
    consent: tuple[Fact, ...]
    limits: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def onward_view(session: Session, referral: Referral, today: date, *, may_work: bool) -> OnwardView:
    sent = sent_of(session, referral.id)
    partners = partners_of(session, referral.municipality_code) if may_work else []
    return OnwardView(
        tuple(_line(one, today) for one in sent), tuple(_forms(referral, sent, partners, may_work=may_work)),
    )


def onward_form(referral: Referral, partners: Iterable[KnownPartner]) -> Form:
    """To choose; what the partner gets is shown before anything is sent."""
    chosen = {str(one.id): _described(one) for one in partners if not one.ended}
    data = {code: told for code, told in own.DATA.items() if code is not PartnerData.ARREARS or _has_arrears(referral)}
    return Form(f"{SEND}/voorbeeld", "Doorverwijzen naar een partner", "Bekijk wat de partner krijgt", (
        choice("partner", "Naar welke partner?", chosen, "Kies een partner."),
        Field("vragen", "Wat vraagt de inwoner?", BOXES, (options_of(own.ASK),), "Kies wat de inwoner vraagt."),
        Field("gegevens", "Welke gegevens mag de partner krijgen?", BOXES, (options_of(data),),
              "Kies ten minste een manier om de inwoner te bereiken.", hint="De naam en de vraag gaan altijd mee."),
        *consent_fields(),
    ), (*limits_of(referral), NEVER))


def awaited_lines(found: Iterable[Awaited]) -> tuple[AwaitedLine, ...]:
    return tuple(
        AwaitedLine(
            Link(address.referral(one.referral.id), f"Verwijzing {mark_of(one.referral.id)}"),
            f"{one.partner} zou uiterlijk {day_and_weekday(one.reply_by)} antwoorden.",
        )
        for one in found
    )


def stop_form(sent: Sequence[Sent]) -> Form:
    standing = {
        str(one.row.id): f"{one.partner}, sinds {in_dutch(day_of(one.row.sent_at))}"
        for one in sent if one.row.status in SEEN_BY_PARTNER
    }
    return Form(STOP, "Doorverwijzing stoppen", "Stop de doorverwijzing", (
        choice("doorverwijzing", "Welke doorverwijzing stopt?", standing, "Kies een doorverwijzing."),
        choice("waarom", "Waarom stopt zij?", own.WHY_STOP, "Kies waarom de doorverwijzing stopt."),
    ), ("De partner ziet er meteen niets meer van. Intrekken is even makkelijk als geven (AVG artikel 7, derde lid).",))


def preview_of(ready: Prepared, form: Form) -> OnwardPreview:
    asks = [PartnerAsk(code) for code in form.codes("vragen")]
    return OnwardPreview(
        mark=mark_of(ready.referral.id), href=address.referral(ready.referral.id), version=ready.referral.version,
        partner=ready.partner.terms.name, facts=content_facts(ready.given.content, asks, ready.reply_by),
        left_out=(*(f"{own.DATA[data]}: {why}" for data, why in ready.given.left_out), NEVER),
        consent=(
            Fact("Gegeven door", words.CONSENT_GIVER[ConsentGiver(form.text("gegevenDoor"))]),
            Fact("Op", in_dutch(form.sure_day("gegevenOp"))),
            Fact("Hoe", words.CONSENT_MANNER[ConsentManner(form.text("wijze"))]),
        ),
        limits=limits_of(ready.referral),
        fields=tuple((field.name, value) for field in form.fields for value in _values(field)),
    )


def content_facts(content: dict[str, Any], asks: Iterable[PartnerAsk], reply_by: date | None) -> tuple[Fact, ...]:
    """All that a partner sees of one referral; the caseworker reads the same beforehand."""
    found = [Fact("Naam", name_of(content[NAME])), Fact("Vraag", words.listed([own.ASK[ask] for ask in asks]))]
    found += [Fact(own.DATA[data], _shown(data, content[data])) for data in PartnerData if data in content]
    found.append(Fact("Zo mag de inwoner worden bereikt", words.listed(content[WAYS])))
    if reply_by:
        found.append(Fact("Antwoord graag uiterlijk", day_and_weekday(reply_by)))
    return tuple(found)


def limits_of(referral: Referral) -> tuple[str, ...]:
    return (_GROUND[Destination(referral.destination)], *_LIMITS)


def _values(field: Field) -> Iterable[str]:
    return field.value.split() if field.kind == BOXES else (field.value,)


def _shown(data: PartnerData, value: Any) -> str:
    if data is PartnerData.ADDRESS:
        return address_of(value)
    if data is PartnerData.BORN:
        return read_day(value)
    if data is PartnerData.ARREARS:
        return euros(value["bedragInCenten"]) + (f", sinds {read_day(value['sinds'])}" if value["sinds"] else "")
    return str(value)


def _forms(
    referral: Referral, sent: Sequence[Sent], partners: Sequence[KnownPartner], *, may_work: bool
) -> Iterator[Form]:
    """Stopping needs no holder: any caseworker of the desk records that consent is gone."""
    if may_work and referral.destination != Desk.TRIAGE and any(not one.ended for one in partners):
        yield onward_form(referral, partners)
    if any(one.row.status in SEEN_BY_PARTNER for one in sent):
        yield stop_form(sent)


def _line(one: Sent, today: date) -> SentLine:
    row, consent = one.row, one.consent
    given = [own.DATA[PartnerData(code)].partition(":")[0].lower() for code in consent.covers or ()]
    facts = [
        Fact("Doorverwezen op", in_dutch(day_of(row.sent_at))),
        Fact("Toestemming voor", words.listed(["naam", "vraag", *given])),
        Fact("Gegeven", f"door {words.CONSENT_GIVER[ConsentGiver(consent.given_by)]} op {in_dutch(consent.given_on)}, "
                        f"{words.CONSENT_MANNER[ConsentManner(consent.manner)]}"),
    ]
    if row.asks:
        facts.insert(1, Fact("Vraag", words.listed([own.ASK[PartnerAsk(ask)] for ask in row.asks])))
    if row.status == OnwardStatus.OFFERED:
        facts.append(Fact("Antwoord verwacht uiterlijk", day_and_weekday(row.reply_by)))
    told = own.reason_told(row.status, row.reason)
    if told:
        facts.append(Fact("Reden" if row.status != OnwardStatus.DONE else "De partner meldde", told))
    overdue = row.status == OnwardStatus.OFFERED and row.reply_by < today
    return SentLine(one.partner, own.STATUS[OnwardStatus(row.status)], overdue, tuple(facts))


def _described(one: KnownPartner) -> str:
    days = words.plural(one.terms.reply_days, "werkdag", "werkdagen")
    return f"{one.terms.name} ({own.KIND[one.terms.kind].lower()}): {one.terms.offers}. Antwoordt binnen {days}."


def _has_arrears(referral: Referral) -> bool:
    return referral.ground == Ground.SIGNAL
