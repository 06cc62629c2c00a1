"""Messages, appointments and safe contact on the page of a referral, and the forms for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from service.clock import day_of
from service.messages.appointments import appointments_of, coming_appointment, last_moment
from service.messages.compose import without_marks
from service.messages.documents import message_document
from service.messages.follow_up_tasks import successors_of, tasks_of
from service.messages.kind import MessageChannel, MessageSituation
from service.messages.public import appointment_path, link_to
from service.messages.read import messages_of
from service.messages.schemas import PLACE, STREET
from service.messages.status import (
    AppointmentPlace,
    AppointmentStatus,
    Delivery,
    DeviationReason,
    MessageEnd,
    MessageStatus,
)
from service.messages.tables import Appointment, Message
from service.messages.template import Template, situation_of, suited
from service.phone_numbers import OFFICE_SHAPE
from service.referrals.deadlines import THREATENING
from service.referrals.tables import Referral
from service.rules.facts import Ground
from service.vault import Vault
from service.web import address
from service.web import message_words as words
from service.web.dates import in_dutch, moment
from service.web.show.contact import SAFETY, contact_answers
from service.web.show.follow_up import task_facts, tick_off_form
from service.web.show.forms import BOXES, SELECT, TEXT, Field, Form, Group, choice, options_of
from service.web.show.signals import Fact

_HOURS = tuple(f"{hour:02}:{minute:02}" for hour in range(8, 20) for minute in (0, 30))
_TIMES = (Group(tuple((hour, hour.replace(":", ".") + " uur") for hour in _HOURS)),)
_DAY = tuple(f"{hour:02}:{minute:02}" for hour in range(7, 22) for minute in (0, 30))
OTHERS = (2, 3)
"""The numbers of the other moments that a resident may choose, as they stand in the names of the fields."""


def _other(number: int) -> tuple[Field, Field]:
    hint = "Dit hoeft niet. De inwoner kan dit moment dan zelf kiezen." if number == OTHERS[0] else ""
    return (
        Field(f"datum{number}", f"Moment {number}: welke dag?", ahead=True, required=False, hint=hint),
        Field(f"tijd{number}", f"Moment {number}: hoe laat?", SELECT, _TIMES, "Kies een tijd.", required=False),
    )


_YES_NO = {"ja": "Ja", "nee": "Nog niet"}
APPOINTMENT = Form("afspraken", "Afspraak vastleggen", "Afspraak vastleggen", (
    Field("datum", "Op welke dag?", ahead=True),
    Field("tijd", "Hoe laat?", SELECT, _TIMES, "Kies een tijd."),
    choice("plaats", "Waar?", words.PLACE, "Kies waar de afspraak is."),
    choice("bevestigd", "Zei de inwoner al ja?", _YES_NO, "Kies of de inwoner al ja zei."),
    *(field for number in OTHERS for field in _other(number)),
), ("Stond er al een afspraak? Dan komt deze ervoor in de plaats. Wat over de oude gepland stond, gaat niet weg.",))
REPLY = Form("afspraak-antwoord", "Afspraak bevestigen of afzeggen", "Vastleggen", (
    choice("status", "Wat gebeurt er met de afspraak?", words.REPLY, "Kies wat er met de afspraak gebeurt."),
))
OWN_MOMENT = (
    Field("moment", "Op welke dag komt het aan?", ahead=True, required=False,
          hint="Een brief komt een werkdag nadat hij weggaat."),
    Field("momentTijd", "Hoe laat?", SELECT, (Group(tuple((hour, hour.replace(":", ".") + " uur") for hour in _DAY)),),
          "Kies een tijd.", required=False),
    Field("afwijkreden", "Waarom op dit moment?", SELECT, (options_of(words.DEVIATION),), "Kies een reden.",
          required=False, hint="Alleen nodig als het moment tegen een regel ingaat. De reden komt op de tijdlijn."),
)
ADDRESS = Form("briefadres", "Adres voor een brief", "Adres vastleggen", (
    Field("straat", "Straat", TEXT, missing="Vul de naam van de straat in.", shape=STREET, hint="Zonder huisnummer."),
    Field("plaats", "Plaats", TEXT, missing="Vul de plaats in.", shape=PLACE),
    choice("bron", "Waar zocht u dit op?", words.ADDRESS_SOURCE, "Kies waar u het opzocht."),
), ("In een signaal staan geen straat en plaats, alleen de postcode en het huisnummer. Voor een brief zijn ze nodig.",
    "Voordeur zoekt ze niet op. Ze gelden voor dit huishouden en staan nergens anders dan op een brief."))


@dataclass(frozen=True, slots=True)
class MessageLine:
    title: str
    status: str
    facts: tuple[Fact, ...]
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """`calendar` and `link` are where it can be kept and where the resident finds it; empty once it does not stand."""

    told: str
    calendar: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class MessagesView:
    appointments: tuple[AppointmentLine, ...]
    safety: tuple[Fact, ...]
    tasks: tuple[Fact, ...]
    lines: tuple[MessageLine, ...]
    forms: tuple[Form, ...]


def messages_view(
    session: Session, vault: Vault, referral: Referral, now: datetime, *, may_work: bool
) -> MessagesView:
    messages = messages_of(session, referral.id)
    coming, tasks = coming_appointment(session, referral.id, now), tasks_of(session, referral.id)
    followed = successors_of(session, referral.id)
    return MessagesView(
        tuple(_appointment(row, coming, vault) for row in appointments_of(session, referral.id)),
        contact_answers(session, vault, referral), task_facts(tasks),
        tuple(_line(vault, row, followed.get(row.id)) for row in messages),
        (*((tick_off_form(tasks),) if tasks else ()), *(_forms(referral, messages, coming) if may_work else ())),
    )


LARGE_TYPE = Field(
    "letters", "Leest de inwoner moeilijk kleine letters?", BOXES,
    (Group((("groot", "Een brief in grote letters (14 punten)"),)),), required=False,
)


def message_form(referral: Referral) -> Form:
    """To choose a text; what it says is shown first."""
    return Form("berichten/voorbeeld", "Bericht maken", "Voorbeeld bekijken", (
        Field("sjabloon", "Welk bericht?", SELECT, tuple(_by_channel(referral)), "Kies een bericht."),
        Field("telefoon", "Op welk nummer kan de inwoner u bellen?", TEXT, missing="Vul een telefoonnummer in.",
              shape=OFFICE_SHAPE, hint="Uw eigen nummer, bijvoorbeeld 0612345678."),
        LARGE_TYPE,
    ), ("U ziet eerst wat de inwoner krijgt, en wanneer. Noemt de tekst een afspraak? Leg die dan eerst vast.",))


def whole_message_form(referral: Referral) -> Form:
    """The same with a moment of the caseworker's own, which the page with the preview asks for."""
    form = message_form(referral)
    return replace(form, fields=(*form.fields, *OWN_MOMENT))


def withdrawal_form(messages: Iterable[Message]) -> Form:
    planned = {
        str(row.id): f"{words.CHANNEL[_of(row)]} van {moment(row.made_at)}"
        for row in messages if row.status == MessageStatus.PLANNED
    }
    return Form("bericht-intrekken", "Gepland bericht intrekken", "Intrekken", (
        choice("bericht", "Welk bericht mag niet weg?", planned, "Kies een bericht."),
    ))


def texts_for(referral: Referral) -> tuple[Template, ...]:
    """The texts for what goes on here: a threat, a worry, or neither."""
    return suited(_situation(referral), names_source=referral.ground == Ground.SIGNAL)


def _situation(referral: Referral) -> MessageSituation:
    return situation_of(threatening=referral.urgency == THREATENING, care=referral.ground == Ground.CARE)


def _by_channel(referral: Referral) -> Iterable[Group]:
    for channel, texts in groupby(sorted(texts_for(referral), key=_place_of), key=lambda one: one.kind.channel):
        yield Group(tuple((one.code, words.purpose_label(one).capitalize()) for one in texts), words.CHANNEL[channel])


def _place_of(template: Template) -> int:
    return list(MessageChannel).index(template.kind.channel)


def _forms(referral: Referral, messages: list[Message], coming: Appointment | None) -> Iterable[Form]:
    yield message_form(referral)
    if any(row.status == MessageStatus.PLANNED for row in messages):
        yield withdrawal_form(messages)
    yield APPOINTMENT
    if coming is not None:
        yield REPLY
    yield SAFETY
    yield ADDRESS


def _appointment(row: Appointment, coming: Appointment | None, vault: Vault) -> AppointmentLine:
    place = words.PLACE[AppointmentPlace(row.place)].lower()
    told = f"{words.APPOINTMENT[AppointmentStatus(row.status)]}: {moment(row.at)}, {place}, met {row.held_by}"
    if coming is None or row.id != coming.id:
        return AppointmentLine(told)
    others = "".join(f". Kan ook: {moment(one)}" for one in row.alternatives)
    return AppointmentLine(
        told + others, address.calendar_of(row.referral_id, row.id),
        appointment_path(link_to(vault, row.id, last_moment(row))),
    )


def _line(vault: Vault, row: Message, successor: Message | None) -> MessageLine:
    document = message_document(vault, row)
    facts = [Fact("Komt aan" if row.status == MessageStatus.PLANNED else "Moment", moment(row.arrives_at))]
    if row.deviation:
        facts.append(Fact("Zelf gekozen moment", words.DEVIATION[DeviationReason(row.deviation)]))
    against = "Tegen deze regel" if row.deviation else "Waarom dan"
    facts += [Fact(against, reason["uitleg"]) for reason in row.reasons]
    if row.ended_at:
        facts.append(Fact("Afgehandeld", moment(row.ended_at)))
    if row.delivery:
        facts.append(Fact("Bezorging", words.DELIVERY[Delivery(row.delivery)]))
    if row.ended_because:
        facts.append(Fact("Waarom niet verstuurd", words.ENDED[MessageEnd(row.ended_because)]))
    if successor:
        told = f"Vanzelf gepland: {words.CHANNEL[_of(successor)].lower()}, komt aan {moment(successor.arrives_at)}"
        facts.append(Fact("Vervolg", told))
    title = f"{words.CHANNEL[_of(row)]}, gemaakt op {in_dutch(day_of(row.made_at))}"
    status = words.STATUS[MessageStatus(row.status)]
    return MessageLine(title, status, tuple(facts), document["onderwerp"] or "", without_marks(document["tekst"] or ""))


def _of(row: Message) -> MessageChannel:
    return MessageChannel(row.channel)
