"""For a corporation without a system: one signal by form, through the same form and the same use case as the API."""

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, NotFound
from service.identity.access import parts
from service.partners.store import municipalities_with
from service.rules.facts import Kind
from service.signals.delivery.read_row import Invalid
from service.signals.receipt.issue import Issuer
from service.signals.receipt.issue_statement import statement
from service.signals.receive import Refusal, count_invalid, receive
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.attempt import Mistake
from service.web.show.refusal import ProofView, RefusalView, refusal_view
from service.web.show.report_form import ReportForm, blank_form, read_form, typed_form, with_faults, with_mistake
from service.web.words import KIND

_TAKEN = Mistake("referentie", "Dit kenmerk hoort al bij een ander signaal van u. Kies een ander kenmerk.")


@desk.get("/corporatie/signalen/nieuw/<kind>")
@signed_in("corporatie")
def show_new_signal(kind: str) -> Response:
    return _form(blank_form(_kind(kind), _municipalities(), clock.today()))


@desk.post("/corporatie/signalen/nieuw/<kind>")
@signed_in("corporatie")
def save_signal(kind: str) -> Response:
    """What was typed is in this answer alone: nothing is kept of a form that is not accepted but a count."""
    actor, now = person().corporation(), clock.now()
    form = typed_form(_kind(kind), _municipalities(), request.form)
    read = read_form(form, clock.day_of(now))
    if isinstance(read, Invalid):
        with parts().database.transaction() as session:
            count_invalid(session, read.faults, actor.organisation_id, clock.day_of(now))
        return _form(with_faults(form, read.faults), 400)
    try:
        answer = receive(parts().database, parts().vault, read, actor, now)
    except Conflict:
        return _form(with_mistake(form, _TAKEN), 409)
    if isinstance(answer, Refusal):
        return _form(form, 422, refusal_view(answer.decision, _proof(answer)))
    return redirect(address.own_signal(answer.id, "ontvangen" if answer.created else "bekend"), 303)


def _proof(answer: Refusal) -> ProofView | None:
    """Only about rent: a court weighs the absence of no other signal, and a paper on what was seen at home harms."""
    signal = answer.judged.refused_signal
    if signal is None or signal.kind != Kind.RENT_ARREARS:
        return None
    here = parts()
    issuer = Issuer(here.vault, here.settings.service_url)
    found = statement(here.database, issuer, person().corporation(), signal)
    return ProofView(signal.reference, found["jws"], found["zout"]) if found else None


def _kind(told: str) -> Kind:
    if told not in set(Kind):
        raise NotFound("Deze soort signaal kennen wij niet. Ga terug naar Signalen en kies opnieuw.")
    return Kind(told)


def _municipalities() -> dict[str, str]:
    with parts().database.transaction() as session:
        return municipalities_with(session, person().organisation_id, clock.today())


def _form(form: ReportForm, status: int = 200, refusal: RefusalView | None = None) -> Response:
    return page("corporatie/report.html", status, form=form, title=KIND[form.kind].lower(), refusal=refusal)
