"""What a caseworker says to a resident: look first, then send; appointments and safe contact."""

from datetime import date, datetime, time
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.help.catalogue import offers_on
from service.identity.access import parts
from service.messages.appointments import (
    Offered,
    appointment_of,
    change_appointment,
    coming_appointment,
    current_of,
    offer_appointment,
)
from service.messages.ask_safety import record_safety
from service.messages.calendar_file import Told, calendar_file
from service.messages.contact_answers import ContactAnswer
from service.messages.follow_up_tasks import tasks_of, tick_off
from service.messages.letter_address import LookedUp, record_address
from service.messages.moments import at
from service.messages.prepare import Office, Wish, prepare
from service.messages.read import messages_of, withdraw_message
from service.messages.resident import Postal
from service.messages.send import send
from service.messages.status import AddressSource, AppointmentPlace, AppointmentReply, DeviationReason
from service.messages.template import template_named
from service.referrals.read import own_referral
from service.signals.contact_wish import ContactWay, MessageCategory
from service.web import address
from service.web.carry_out import Asked, carry_out, told
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.message_words import NOT_ASKED, PLACE
from service.web.page import calendar_answer, page
from service.web.referral import referral_answer
from service.web.show.contact import SAFETY
from service.web.show.draft import draft_page
from service.web.show.follow_up import tick_off_form
from service.web.show.forms import Form, typed_in, with_faults
from service.web.show.help_page import help_groups
from service.web.show.messages import (
    ADDRESS,
    APPOINTMENT,
    LARGE_TYPE,
    OTHERS,
    REPLY,
    whole_message_form,
    withdrawal_form,
)
from service.web.show.worklist import mark_of


@desk.post("/verwijzingen/<uuid:referral_id>/berichten/voorbeeld")
@signed_in("behandelaar")
def show_message(referral_id: UUID) -> Response:
    """The message as the resident would get it. By POST, because a number does not belong in an address."""
    actor, form = person().caseworker(), None
    try:
        with parts().database.transaction() as session:
            form = typed_in(whole_message_form(own_referral(session, referral_id, actor)), request.form)
            if form.mistakes:
                return referral_answer(referral_id, 400, again=form)
            draft = prepare(session, _office(), _wish(referral_id, form), actor, clock.now())
            view = draft_page(draft, form, clock.today())
            offers = offers_on(session, actor.municipality_code, clock.today()) if view.spoken else ()
    except InvalidInput as wrong:
        return referral_answer(referral_id, 400, again=form and with_faults(form, wrong.faults))
    except Conflict as conflict:
        return referral_answer(referral_id, 409, told(conflict), again=form)
    return page("message.html", view=view, groups=help_groups(offers))


@desk.post("/verwijzingen/<uuid:referral_id>/berichten")
@signed_in("behandelaar")
def send_message(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        send(asked.session, _office(), _wish(referral_id, asked.form), asked.actor, asked.now)
        return address.referral(referral_id, "bericht")

    return carry_out(referral_id, lambda _, referral: whole_message_form(referral), act)


@desk.post("/verwijzingen/<uuid:referral_id>/bericht-intrekken")
@signed_in("behandelaar")
def take_back_message(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        place = (referral_id, UUID(asked.form.text("bericht")))
        withdraw_message(asked.session, place, asked.actor, asked.now)
        return address.referral(referral_id, "bericht-weg")

    return carry_out(referral_id, lambda session, _: withdrawal_form(messages_of(session, referral_id)), act)


@desk.post("/verwijzingen/<uuid:referral_id>/bericht-vervolg")
@signed_in("behandelaar")
def finish_follow_up(referral_id: UUID) -> Response:
    """By anyone of the desk, also where the referral is closed: the duty to send again does not end there."""
    def act(asked: Asked) -> str:
        tick_off(asked.session, (referral_id, UUID(asked.form.text("vervolg"))), asked.actor, asked.now)
        return address.referral(referral_id, "vervolg")

    return carry_out(
        referral_id, lambda session, _: tick_off_form(tasks_of(session, referral_id)), act, anyone=True,
    )


@desk.post("/verwijzingen/<uuid:referral_id>/afspraken")
@signed_in("behandelaar")
def add_appointment(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        form = asked.form
        offered = Offered(
            referral_id, form.sure_day("datum"), time.fromisoformat(form.text("tijd")),
            AppointmentPlace(form.text("plaats")), form.text("bevestigd") == "ja", alternatives=_others(form),
        )
        offer_appointment(asked.session, offered, asked.actor, asked.now)
        return address.referral(referral_id, "afspraak")

    return carry_out(referral_id, lambda *_: APPOINTMENT, act)


@desk.get("/verwijzingen/<uuid:referral_id>/afspraken/<uuid:appointment_id>/agenda")
@signed_in("behandelaar")
def give_calendar_file(referral_id: UUID, appointment_id: UUID) -> Response:
    """For the caseworker's own calendar, into which colleagues may look: no name and no address."""
    with parts().database.transaction() as session:
        own_referral(session, referral_id, person().caseworker())
        row = current_of(session, appointment_of(session, referral_id, appointment_id))
    told = Told(f"Afspraak {mark_of(referral_id)}", PLACE[AppointmentPlace(row.place)])
    return calendar_answer(calendar_file(row, told, clock.now()))


@desk.post("/verwijzingen/<uuid:referral_id>/afspraak-antwoord")
@signed_in("behandelaar")
def answer_appointment(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        coming = coming_appointment(asked.session, referral_id, asked.now)
        if coming is None:
            raise Conflict("Er staat geen afspraak meer die nog moet komen. Leg een nieuwe afspraak vast.")
        reply = AppointmentReply(asked.form.text("status"))
        change_appointment(asked.session, (referral_id, coming.id), reply, asked.actor, asked.now)
        return address.referral(referral_id, "afspraak")

    return carry_out(referral_id, lambda *_: REPLY, act)


@desk.post("/verwijzingen/<uuid:referral_id>/briefadres")
@signed_in("behandelaar")
def add_letter_address(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        form = asked.form
        postal = Postal(form.text("straat"), form.text("plaats"))
        found = LookedUp(referral_id, postal, AddressSource(form.text("bron")))
        record_address(asked.session, parts().vault, found, asked.actor, asked.now)
        return address.referral(referral_id, "briefadres")

    return carry_out(referral_id, lambda *_: ADDRESS, act)


@desk.post("/verwijzingen/<uuid:referral_id>/veilig-contact")
@signed_in("behandelaar")
def add_safety(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        form = asked.form
        wanted = _yes_or_no(form.text("bereikbaar"))
        categories = frozenset(map(MessageCategory, form.codes("soorten"))) if wanted else frozenset()
        answer = ContactAnswer(
            ContactWay(form.text("manier")), _yes_or_no(form.text("veilig")), wanted, categories,
            form.sure_day("gevraagdOp"),
        )
        record_safety(asked.session, parts().vault, (referral_id, answer), asked.actor, asked.now)
        return address.referral(referral_id, "veilig")

    return carry_out(referral_id, lambda *_: SAFETY, act)


def _yes_or_no(answer: str) -> bool | None:
    return None if answer == NOT_ASKED else answer == "ja"


def _others(form: Form) -> tuple[tuple[date, time], ...]:
    """The other moments of which both the day and the time were filled in. Raises `InvalidInput` for half of one."""
    found = []
    for number in OTHERS:
        day, hour = form.day(f"datum{number}"), form.text(f"tijd{number}")
        if (day is None) != (not hour):
            told = "Vul van dit moment de dag en de tijd in, of laat allebei leeg."
            raise InvalidInput([Fault(f"#/{'tijd' if day else 'datum'}{number}", "halfMoment", told)])
        if day is not None:
            found.append((day, time.fromisoformat(hour)))
    return tuple(found)


def _office() -> Office:
    return Office(parts().vault, parts().settings)


def _wish(referral_id: UUID, form: Form) -> Wish:
    template = template_named(form.text("sjabloon"))
    if template is None:
        raise NotFound("Dit bericht is er niet. Ga terug naar de verwijzing en kies opnieuw.")
    reason = form.text("afwijkreden")
    return Wish(
        referral_id, template.code, template.kind.channel, form.text("telefoon"), moment=_moment(form),
        because=DeviationReason(reason) if reason else None, large_type="groot" in form.codes(LARGE_TYPE.name),
    )


def _moment(form: Form) -> datetime | None:
    day, hour = form.day("moment"), form.text("momentTijd")
    if day and hour:
        return at(day, time.fromisoformat(hour))
    if day or hour or form.text("afwijkreden"):
        told = "Kies bij een eigen moment een dag en een tijd."
        raise InvalidInput([Fault("#/momentTijd" if day else "#/moment", "verplicht", told)])
    return None

