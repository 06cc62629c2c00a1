"""How to reach one household: what to try next and why, and whether to go with a colleague."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.messages.open_channels import open_channels_of
from service.messages.visit_with_two import with_two_of
from service.policy.model import Channel
from service.referrals.day import tried_of
from service.referrals.follow_up import may_undo
from service.referrals.next_step import Advice, advise
from service.referrals.read import ReferralView
from service.referrals.status import ReferralStatus
from service.vault import Vault
from service.web.show.forms import Form
from service.web.show.names import PolicyNames
from service.web.show.undo import undo_form
from service.web.show.visits import WITH_TWO, with_two_text

_PART = {"Ochtend": "in de ochtend", "Middag": "in de middag", "Avond": "in de avond"}


@dataclass(frozen=True, slots=True)
class Outreach:
    """`step` is empty when nobody works on it; `reasons` are told beside it unless they say the same."""

    with_two: str
    step: str
    reasons: tuple[str, ...]
    forms: tuple[Form, ...]
    undo: tuple[Form, ...]


def outreach_of(
    session: Session, vault: Vault, view: ReferralView, actor: Caseworker, at: tuple[PolicyNames, datetime]
) -> Outreach:
    referral, (names, now) = view.referral, at
    if referral.status == ReferralStatus.CLOSED:
        return Outreach("", "", (), (), ())
    order = [Channel(name) for name in names.channels(referral.tray)] or list(Channel)
    usable = open_channels_of(session, vault, [referral], now)[referral.id]
    advice = advise([tried_of(row) for row in view.attempts], order, usable)
    step = step_text(advice)
    recent = any(may_undo(one, actor, now) for one in view.attempts)
    undo = (undo_form(view.attempts, actor, now),) if recent else ()
    found = with_two_of(session, [referral], actor).get(referral.id)
    reasons = tuple(why for why in advice.why if why != step)
    return Outreach(with_two_text(found), step, reasons, (WITH_TWO,), undo)


def step_text(advice: Advice) -> str:
    """What to try now; when nothing has to be tried, why."""
    if advice.channel is None:
        return advice.why[0] if advice.why else ""
    part = _PART[advice.part_of_day] if advice.part_of_day else ""
    return " ".join(filter(None, (f"Probeer nu: {str(advice.channel).lower()}", part))) + "."
