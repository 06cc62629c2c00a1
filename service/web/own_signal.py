"""For somebody of a corporation: one own signal, what was told about it, its receipt, taking it back."""

from uuid import UUID

from flask import Response as FlaskResponse
from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from service import clock
from service.answers import json_answer
from service.errors import InvalidInput
from service.identity.access import parts
from service.partners.store import municipalities_with
from service.signals.amend import amend_signal
from service.signals.feed import told_about
from service.signals.receipt.api import paper_answer
from service.signals.receipt.issue import Issued, Issuer, issue_receipt
from service.signals.receipt.sign import signed
from service.signals.store import own_signal
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.attempt import Mistake
from service.web.show.own_signal import AMOUNT, REASON, OwnForms, own_view, read_amount, read_reason


@desk.get("/corporatie/signalen/<uuid:signal_id>")
@signed_in("corporatie")
def show_own_signal(signal_id: UUID) -> Response:
    return _page(signal_id)


@desk.post("/corporatie/signalen/<uuid:signal_id>/intrekken")
@signed_in("corporatie")
def take_signal_back(signal_id: UUID) -> Response:
    actor, reason = person().corporation(), read_reason(request.form)
    if reason is None:
        return _page(signal_id, OwnForms(mistakes=(Mistake(REASON, "Kies een reden."),)), 400)
    here = parts()
    with here.database.transaction() as session:
        withdraw_signal(session, here.vault, Withdrawal(signal_id, reason), actor, clock.now())
    return redirect(address.own_signal(signal_id, "teruggenomen"), 303)


@desk.post("/corporatie/signalen/<uuid:signal_id>/bedrag")
@signed_in("corporatie")
def change_amount(signal_id: UUID) -> Response:
    """A new amount; what is known of a threat stays as it was."""
    actor, typed = person().corporation(), _typed(request.form)
    cents = read_amount(typed)
    if isinstance(cents, str):
        return _page(signal_id, OwnForms(typed, (Mistake(AMOUNT, cents),)), 400)
    try:
        with parts().database.transaction() as session:
            amend_signal(session, signal_id, {"bedragInCenten": cents}, actor, clock.now())
    except InvalidInput as error:
        return _page(signal_id, OwnForms(typed, (Mistake(AMOUNT, error.faults[0].detail),)), 400)
    return redirect(address.own_signal(signal_id, "bijgewerkt"), 303)


@desk.get("/corporatie/signalen/<uuid:signal_id>/ontvangstbewijs.pdf")
@signed_in("corporatie")
def paper_receipt(signal_id: UUID) -> FlaskResponse:
    return paper_answer(_issued(signal_id))


@desk.get("/corporatie/signalen/<uuid:signal_id>/ontvangstbewijs.json")
@signed_in("corporatie")
def json_receipt(signal_id: UUID) -> FlaskResponse:
    issued = _issued(signal_id)
    name = f"ontvangstbewijs-{issued.content['bewijsnummer']}.json"
    return json_answer(
        signed(issued.content, issued.key), headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _issued(signal_id: UUID) -> Issued:
    here, actor = parts(), person().corporation()
    with here.database.transaction() as session:
        return issue_receipt(session, signal_id, Issuer(here.vault, here.settings.service_url), actor, clock.now())


def _typed(sent: MultiDict[str, str]) -> str:
    return sent.get(AMOUNT, "").strip()


def _page(signal_id: UUID, forms: OwnForms | None = None, status: int = 200) -> Response:
    actor = person().corporation()
    with parts().database.transaction() as session:
        signal = own_signal(session, signal_id, actor)
        names = municipalities_with(session, actor.organisation_id, clock.today())
        view = own_view(signal, told_about(session, signal), names, forms or OwnForms())
    return page("corporatie/signal.html", status, view=view, notice=done())
