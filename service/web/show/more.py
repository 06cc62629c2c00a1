"""The parts of a referral's page that follow from the law's steps: terms and tasks, passing on, and triage."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from service.referrals.documents import whole_document
from service.referrals.read import ReferralView
from service.web.show.attempt import Mistake
from service.web.show.forms import Form
from service.web.show.messages import MessagesView
from service.web.show.notices import NoticesView
from service.web.show.onward import OnwardView
from service.web.show.outreach import Outreach
from service.web.show.passing_on import PassingOnView, passing_on_view
from service.web.show.steps import StepForms, StepsView, steps_view
from service.web.show.triage import TriageView, triage_view

Part = TypeVar("Part", StepsView, PassingOnView, MessagesView, OnwardView, Outreach, NoticesView)


@dataclass(frozen=True, slots=True)
class Contact:
    """What the page says of contact with the resident, partners and corporations, and the forms of the steps."""

    messages: MessagesView
    onward: OnwardView
    outreach: Outreach
    notices: NoticesView
    steps: StepForms


@dataclass(frozen=True, slots=True)
class More:
    """`mistakes` are those of the form that was sent, as far as it still stands on the page."""

    steps: StepsView
    passing_on: PassingOnView
    messages: MessagesView
    onward: OnwardView
    outreach: Outreach
    notices: NoticesView
    triage: TriageView | None
    mistakes: tuple[Mistake, ...]


def more_of(view: ReferralView, contact: Contact, again: Form | None, *, may_work: bool) -> More:
    """With `again` in the place of the same form, as it was typed."""
    document = whole_document(view)
    steps = _again(steps_view(view, document, contact.steps, may_work=may_work), again)
    passing_on = _again(passing_on_view(view, document, may_work=may_work), again)
    messages, onward = _again(contact.messages, again), _again(contact.onward, again)
    outreach, notices = _again(contact.outreach, again), _again(contact.notices, again)
    triage = triage_view(document, view.referral, may_work=may_work)
    if triage and triage.form and again and triage.form.key == again.key:
        triage = replace(triage, form=again)
    asked = [triage.form] if triage and triage.form else []
    shown = [*outreach.forms, *steps.forms, *notices.forms, *messages.forms, *passing_on.forms, *onward.forms, *asked]
    return More(steps, passing_on, messages, onward, outreach, notices, triage, tuple(_mistakes(shown)))


def _again(part: Part, again: Form | None) -> Part:
    forms = tuple(again if again and form.key == again.key else form for form in part.forms)
    return replace(part, forms=forms)


def _mistakes(forms: list[Form]) -> Iterator[Mistake]:
    for form in forms:
        yield from form.mistakes
