"""For a team lead: who has how much work, what is too late, moving work to a colleague, and who is away."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import InvalidInput
from service.identity.access import parts
from service.partners.absence import set_absence
from service.partners.store import colleague_of, colleagues_of
from service.referrals.reassign import reassign
from service.referrals.workload import late_work, loads_of, work_of
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.dividing import AbsenceForm, Choice, Dividing, division, read_absence, read_choice
from service.web.show.names import policy_names
from service.web.show.workload import workload_page


@desk.get("/werkverdeling")
@signed_in("teamleider")
def show_workload() -> Response:
    actor, today = person().team_lead(), clock.today()
    with parts().database.transaction() as session:
        names = policy_names(session, actor.municipality_code, today)
        view = workload_page(loads_of(session, actor, today), colleagues_of(session, actor.organisation_id), names)
    return page("werkverdeling/workload.html", view=view, notice=done())


@desk.get("/werkverdeling/te-laat")
@signed_in("teamleider")
def show_late_work() -> Response:
    return _division(None)


@desk.get("/werkverdeling/<uuid:account_id>")
@signed_in("teamleider")
def show_work_of(account_id: UUID) -> Response:
    return _division(account_id)


@desk.post("/werkverdeling/te-laat")
@signed_in("teamleider")
def move_late_work() -> Response:
    return _move(None)


@desk.post("/werkverdeling/<uuid:account_id>")
@signed_in("teamleider")
def move_work_of(account_id: UUID) -> Response:
    return _move(account_id)


@desk.post("/werkverdeling/<uuid:account_id>/afwezig")
@signed_in("teamleider")
def save_absence(account_id: UUID) -> Response:
    read = read_absence(request.form)
    if isinstance(read, AbsenceForm):
        return _division(account_id, absence=read, status=400)
    with parts().database.transaction() as session:
        set_absence(session, account_id, read, person().team_lead(), clock.now())
    return redirect(address.work_of(account_id, "afwezig"), 303)


@desk.post("/werkverdeling/<uuid:account_id>/aanwezig")
@signed_in("teamleider")
def remove_absence(account_id: UUID) -> Response:
    with parts().database.transaction() as session:
        set_absence(session, account_id, None, person().team_lead(), clock.now())
    return redirect(address.work_of(account_id, "aanwezig"), 303)


def _move(account_id: UUID | None) -> Response:
    choice = read_choice(request.form)
    if choice.mistakes or choice.to is None:
        return _division(account_id, choice, status=400)
    try:
        with parts().database.transaction() as session:
            reassign(session, choice.held, choice.to, person().team_lead(), clock.now())
    except InvalidInput as error:
        return _division(account_id, choice.refused(error.faults[0].detail), status=400)
    return redirect(address.work_of(account_id, "verdeeld") if account_id else address.workload("verdeeld"), 303)


def _division(
    account_id: UUID | None, choice: Choice | None = None, absence: AbsenceForm | None = None, status: int = 200
) -> Response:
    """The work of one colleague, or what is too late; with the forms as they were sent."""
    actor, today, cursor = person().team_lead(), clock.today(), request.args.get("vanaf")
    with parts().database.transaction() as session:
        names = policy_names(session, actor.municipality_code, today)
        colleagues = colleagues_of(session, actor.organisation_id)
        holder = colleague_of(session, account_id, actor.organisation_id) if account_id else None
        rows, following = (
            work_of(session, actor, holder.id, cursor) if holder else late_work(session, actor, today, cursor)
        )
        view = division(Dividing(holder, rows, following), colleagues, names, choice or Choice())
    form = absence or AbsenceForm.of(holder)
    return page("werkverdeling/division.html", status, view=view, absence=form, notice=done())
