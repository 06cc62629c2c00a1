"""One referral. What is done there stands in `work`, `closing`, `steps`, `messages`, `passing_on` and `triage`."""

from uuid import UUID

from flask import Response

from service import clock
from service.identity.access import parts
from service.referrals.read import look_at
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.notice_words import BECAUSE
from service.web.page import Notice, done, page
from service.web.show.attempt import ANSWERS, KINDS, PARTS, AttemptForm, blank
from service.web.show.forms import Form
from service.web.show.messages import messages_view
from service.web.show.more import Contact, more_of
from service.web.show.names import policy_names
from service.web.show.notices import notices_view, step_forms
from service.web.show.onward import onward_view
from service.web.show.outreach import outreach_of
from service.web.show.referral import referral_page
from service.web.show.shortcuts import QUICK


@desk.get("/verwijzingen/<uuid:referral_id>")
@signed_in("behandelaar")
def show_referral(referral_id: UUID) -> Response:
    return referral_answer(referral_id, notice=done())


def referral_answer(
    referral_id: UUID, status: int = 200, notice: Notice | None = None, form: AttemptForm | None = None,
    again: Form | None = None,
) -> Response:
    """The page of a referral as it is now; that it was seen is recorded."""
    actor, now = person().caseworker(), clock.now()
    with parts().database.transaction() as session:
        seen = look_at(session, parts().vault, referral_id, actor, now)
        names = policy_names(session, actor.municipality_code, clock.day_of(now))
        view = referral_page(session, seen, actor, names, form or blank(now))
        said = messages_view(session, parts().vault, seen.referral, now, may_work=view.state.may_work)
        onward = onward_view(session, seen.referral, clock.day_of(now), may_work=view.state.may_work)
        contact = Contact(
            said, onward, outreach_of(session, parts().vault, seen, actor, (names, now)),
            notices_view(session, seen, actor, may_work=view.state.may_work),
            step_forms(session, seen.referral, seen.progress, seen.notices),
        )
        more = more_of(seen, contact, again, may_work=view.state.may_work)
    return page(
        "referral.html", status, view=view, more=more, notice=notice, kinds=KINDS, part_labels=PARTS,
        answer_labels=ANSWERS, quick=QUICK, notice_because=BECAUSE,
    )
