"""What a resident reads about data: from the agreements and the policy in force, so that it is always true."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from service.help.catalogue import HelpDesk
from service.partners.general_consent import general_consent_on
from service.partners.store import Agreed, agreements_of
from service.policy.model import DataContact, MissingAgreement
from service.policy.periods import Period, PeriodUnit, Retention
from service.policy.store import in_force
from service.rules.facts import Kind
from service.web.show.automatic_decision import answer_of
from service.web.show.signals import Fact
from service.web.words import plural

_YEAR = 12


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """`sources` share arrears, `door` share worries with consent; `kept` is the retention of the policy in force,
    `decides` what a computer decides under it.

    `from_any`: the municipality takes arrears of other landlords too, by its general consent or its policy.
    """

    desk: HelpDesk
    sources: tuple[str, ...]
    door: tuple[str, ...]
    kept: tuple[Fact, ...]
    decides: tuple[str, ...]
    contact: DataContact
    from_any: bool


def privacy_page(session: Session, desk: HelpDesk, today: date) -> PrivacyPage:
    agreed = [one for one in agreements_of(session, desk.municipality_code) if _holds(one, today)]
    found = in_force(session, desk.municipality_code, today)
    return PrivacyPage(
        desk, _sharing(agreed, Kind.RENT_ARREARS), _sharing(agreed, Kind.BEHIND_THE_DOOR),
        _kept(found.policy.retention if found else Retention()),
        answer_of(found.policy if found else None),
        found.policy.data_contact if found else DataContact(),
        general_consent_on(session, desk.municipality_code, today) is not None
        or (found is not None and found.policy.missing_agreement is MissingAgreement.TRIAGE),
    )


def _holds(agreed: Agreed, today: date) -> bool:
    return agreed.valid_from <= today and (agreed.valid_until is None or today <= agreed.valid_until)


def _sharing(agreed: list[Agreed], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.corporation for one in agreed if kind in one.kinds))


def _kept(retention: Retention) -> tuple[Fact, ...]:
    return (
        Fact("Wij deden niets met de melding", _period(retention.declined)),
        Fact("Het lukte niet om u te spreken", _period(retention.not_reached)),
        Fact("U wilde geen hulp, of had die niet nodig", _period(retention.no_help)),
        Fact("U kreeg advies of hulp", _period(retention.accepted)),
    )


def _period(period: Period) -> str:
    if period.unit is PeriodUnit.DAYS:
        return plural(period.count, "dag", "dagen")
    if period.count % _YEAR == 0:
        return f"{period.count // _YEAR} jaar"
    return plural(period.count, "maand", "maanden")
