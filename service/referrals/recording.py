"""Appending a step to a referral, with the term that follows from it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Conflict, Fault, InvalidInput
from service.journal import Entry, record
from service.referrals.progress import Progress, Step, StepKind
from service.referrals.tables import Referral, ReferralStep
from service.rules.dutch import day as in_dutch


def day_faults(pointer: str, day: date, first: date, today: date) -> Iterator[Fault]:
    """A step is not in the future, and not before the step before it."""
    if day > today:
        yield Fault(pointer, "dagInToekomst", "Deze dag moet nog komen. Kies een dag tot en met vandaag.")
    elif day < first:
        yield Fault(pointer, "voorVorigeStap", f"Kies een dag vanaf {in_dutch(first)}, de dag van de vorige stap.")


def refuse(faults: list[Fault]) -> None:
    if faults:
        raise InvalidInput(faults)


def stands(progress: Progress, step: Step) -> bool:
    """Whether this very step is the one that counts already: then nothing changes."""
    last = progress.last(step.kind)
    return last is not None and last.on_day == step.on_day and step.detail.items() <= last.detail.items()


def require_no_later(progress: Progress, kind: StepKind, told: str) -> None:
    if progress.last(kind) is not None:
        raise Conflict(told)


def append(session: Session, referral: Referral, step: Step, actor: Caseworker, now: datetime) -> None:
    """Append a step and journal it. Whoever looks afterwards has seen the news."""
    session.add(ReferralStep(
        referral_id=referral.id, kind=step.kind, on_day=step.on_day, detail=step.detail, recorded_by=actor.id,
        recorded_at=now,
    ))
    detail = {"stap": step.kind, "dag": step.on_day.isoformat()}
    told = {name: step.detail[name] for name in ("reactie", "reactieOp", "soort") if name in step.detail}
    record(session, [Entry("stap-vastgelegd", referral.id, referral.ground, detail | told)], actor, now)
    change(session, referral, {"news": None})


def change(session: Session, referral: Referral, values: dict[str, Any]) -> None:
    """Write columns of a locked referral.

    Raises `Conflict` when its term would run again beside that of a newer referral of the household.
    """
    try:
        with session.begin_nested():
            session.execute(
                update(Referral).where(Referral.id == referral.id).values(values | {"version": Referral.version + 1}),
            )
    except IntegrityError:
        raise Conflict(
            "Er loopt intussen een nieuwe verwijzing voor dit huishouden. Werk daar verder en sluit deze af."
        ) from None
    session.refresh(referral)
