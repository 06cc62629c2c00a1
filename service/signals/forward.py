"""A rent signal that goes on to another municipality, as a signal of its own there.

It gets a day of receipt, a judgement and a household of its own there; of the work done here nothing goes along. Its
sender is the municipality that forwards it: so its corporation finds it nowhere, hears nothing of it, and is not
counted twice. What the corporation changes or takes back reaches it all the same (`amend`, `withdraw`). See
docs/decisions/0034-forwarding-to-another-municipality.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace as redecide
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service import clock
from service.actors import Robot
from service.errors import Conflict
from service.journal import Entry, record
from service.partners.tables import Organisation
from service.policy.agreement import SendingPermission
from service.policy.model import MissingAgreement
from service.rules.core import Decision, Verdict
from service.rules.facts import Kind
from service.signals import store
from service.signals.accept import new_signal
from service.signals.assemble import subject_of
from service.signals.blocks import subject_context
from service.signals.footing import Footing, Question, look_up
from service.signals.forwarding_chain import SignalOrigin, origins_of
from service.signals.judge import judge
from service.signals.judgement import Judged
from service.signals.report import Report
from service.signals.schemas import WithdrawalReason, read_rent
from service.signals.spelled import spelled
from service.signals.tables import Signal
from service.signals.withdraw import WithdrawalRecord, withdraw_at
from service.vault import Vault

BASIS = (
    "Besluit gemeentelijke schuldhulpverlening, artikel 2; Wgs artikel 3, eerste lid, onder b, en artikel 8b, tweede "
    "lid"
)
"""On which a municipality passes on to another what a corporation sent about somebody who lives there."""
RECEIVED, TAKEN_BACK = "signaal-van-andere-gemeente", "signaal-teruggehaald"
TAKEN_BACK_BY = "teruggehaaldDoor"
"""In the detail of a withdrawal: the municipality that forwarded the signal and took it back."""


@dataclass(frozen=True, slots=True)
class Connected:
    """A municipality that works with this installation."""

    organisation_id: UUID
    code: str
    name: str

    @property
    def robot(self) -> Robot:
        """Who writes in the journal of a municipality what came from elsewhere: no name of another's caseworker."""
        return Robot("Voordeur", organisation_id=self.organisation_id)


def connected(session: Session, code: str) -> Connected | None:
    """The municipality with this code, when it works with this installation."""
    row = session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.municipality_code == code),
    ).one_or_none()
    return Connected(row.id, code, row.name) if row else None


def forward_signal(session: Session, vault: Vault, signal: Signal, to: Connected, now: datetime) -> UUID:
    """Make the signal at the other municipality of what the corporation sent; its id. The signal must be locked.

    Raises `Conflict` when it was there already, or when the law of today refuses it.
    """
    assert signal.subject is not None, "whose person is erased, is not forwarded"
    origin = origins_of(session, [signal]).get(signal.id) or origin_here(signal)
    if to.code in origin.municipalities:
        raise Conflict(
            "Dit signaal kwam uit die gemeente. Terugsturen kan hier niet. Overleg met die gemeente wie het oppakt."
        )
    report = _report(signal, origin, to.code, vault.open(signal.subject, subject_context(signal.id)))
    on = clock.day_of(now)
    admission = look_up(session, Question(origin.corporation_id, to.code, Kind.RENT_ARREARS, on))
    decision = _judged(report, admission, on)
    sender = connected(session, signal.municipality_code)
    assert sender is not None, "who forwards works here"
    judged = Judged(report, sender.organisation_id, on, decision, spelled(decision), admission.policy_id)
    row = new_signal(judged, signal.content_mac, vault)
    # Two corporations may have used the same reference; the sender here is one. `SignalOrigin` has the corporation's.
    row = replace(row, reference=str(row.id))
    store.insert_new(session, row, to.robot, now, on)
    session.execute(update(Signal).where(Signal.id == row.id).values(forwarded_from=signal.id))
    detail = {"van": signal.municipality_code, "daarOntvangenOp": signal.received_on.isoformat()}
    record(session, [Entry(RECEIVED, row.id, BASIS, detail)], to.robot, now)
    return row.id


def take_back(session: Session, forwarded: Signal, to: Connected, by: str, now: datetime) -> None:
    """Undo forwarding: the signal at the other municipality is withdrawn, and its person erased there."""
    withdrawal = WithdrawalRecord(WithdrawalReason.MISTAKEN, to.robot, now, {TAKEN_BACK_BY: by})
    withdraw_at(session, forwarded, withdrawal)
    record(session, [Entry(TAKEN_BACK, forwarded.id, BASIS, {"door": by})], to.robot, now)


def origin_here(signal: Signal) -> SignalOrigin:
    """The origin of a signal that a corporation sent to this municipality itself."""
    return SignalOrigin(
        signal.corporation_id, signal.reference, signal.received_on, (signal.municipality_code,),
    )


def _report(signal: Signal, origin: SignalOrigin, code: str, subject: Mapping[str, Any]) -> Report:
    """What the corporation sent, as far as it stands now, for another municipality."""
    born = subject.get("geboortedatum")
    person = subject_of({**subject, "geboortedatum": date.fromisoformat(born) if born else None})
    return Report(
        kind=Kind.RENT_ARREARS, reference=origin.reference, municipality_code=code, signal_date=signal.signal_date,
        subject=person, rent=read_rent(signal.facts),
    )


def _judged(report: Report, admission: Footing, on: date) -> Decision:
    """The judgement there. Without an agreement a person decides, whatever that policy says of a first signal."""
    policy, permission = admission.policy, admission.permission
    if permission is SendingPermission.NONE and policy is not None:
        policy = replace(policy, missing_agreement=MissingAgreement.TRIAGE)
    decision = judge(report, permission=permission, policy=policy, on=on)
    if permission is SendingPermission.NONE and policy is None:
        agreed = judge(report, permission=SendingPermission.AGREEMENT, policy=None, on=on)
        decision = redecide(agreed, verdict=Verdict.PERSON_DECIDES, findings=decision.findings)
    if decision.verdict is Verdict.REFUSED:
        raise Conflict(
            "Naar de regels van vandaag wordt dit signaal geweigerd. Het kan niet worden doorgezonden. Sluit de "
            "verwijzing af zonder door te zenden."
        )
    return decision
