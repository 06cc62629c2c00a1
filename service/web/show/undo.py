"""The form to take back a contact attempt of a moment ago. Pure."""

from collections.abc import Iterable
from datetime import datetime

from service.actors import Actor
from service.referrals.follow_up import UNDO_WITHIN, may_undo
from service.referrals.tables import ContactAttempt
from service.web.dates import moment
from service.web.show.forms import Form, choice


def undo_form(rows: Iterable[ContactAttempt], actor: Actor, now: datetime) -> Form:
    """To take back the own attempts of a moment ago; without any there is nothing to choose."""
    own = {str(row.id): f"{row.kind}, vastgelegd op {moment(row.made_at)}" for row in rows if may_undo(row, actor, now)}
    minutes = int(UNDO_WITHIN.total_seconds() // 60)
    return Form("contactpoging-ongedaan", "Contactpoging ongedaan maken", "Maak ongedaan", (
        choice("poging", "Welke contactpoging klopt niet?", own, "Kies een contactpoging."),
    ), (f"Dit kan {minutes} minuten na het vastleggen. De poging telt dan nergens mee.",))
