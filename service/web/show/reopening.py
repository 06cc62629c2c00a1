"""Reopening a closed referral: why, what the corporation hears, and what it means for the terms."""

from dataclasses import dataclass

from service.referrals.sharing import OWN_REQUEST
from service.referrals.tables import Referral
from service.rules.core import TermKind
from service.rules.facts import Ground
from service.web import address
from service.web.dates import deadline
from service.web.show.heard import HeardLine
from service.web.show.names import PolicyNames
from service.web.show.worklist import mark_of
from service.web.step_words import REOPEN_REASON
from service.web.words import TERM

_OWN = (
    "Neemt de inwoner het aanbod alsnog aan? Leg dat daarna vast, met de dag van het antwoord. Was dat na de termijn, "
    f"dan telt het als een eigen verzoek, met een nieuwe termijn ({OWN_REQUEST})."
)


@dataclass(frozen=True, slots=True)
class ReopeningPage:
    """`blocked` tells why it cannot be; then nothing is asked. `terms` are sentences."""

    mark: str
    href: str
    version: int
    ended: str
    heard: tuple[HeardLine, ...]
    terms: tuple[str, ...]
    blocked: str
    forwarded: str
    mistake: str
    reasons: tuple[tuple[str, str], ...] = tuple((str(reason), told) for reason, told in REOPEN_REASON.items())


def reopening_page(
    referral: Referral, names: PolicyNames, heard: tuple[HeardLine, ...], *, blocked: str = "", mistake: str = ""
) -> ReopeningPage:
    return ReopeningPage(
        mark_of(referral.id), address.referral(referral.id), referral.version, referral.end_result or "", heard,
        _terms(referral, names), blocked, _forwarded(referral), mistake,
    )


def _terms(referral: Referral, names: PolicyNames) -> tuple[str, ...]:
    if not referral.term:
        told = "Er loopt geen wettelijke termijn meer. Heropenen begint er ook geen."
    else:
        last = deadline(referral.statutory_due, names.today, names.working_days)
        told = (
            f"De wettelijke termijn begint niet opnieuw: {TERM[TermKind(referral.term)].lower()} uiterlijk {last.day} "
            f"({last.left})."
        )
    return (told, _OWN) if referral.ground == Ground.SIGNAL else (told,)


def _forwarded(referral: Referral) -> str:
    """What reopening does to what was forwarded."""
    if referral.forwarded_to is None:
        return ""
    return (
        f"De signalen gingen naar de gemeente met code {referral.forwarded_to}. Werkt die met Voordeur? Dan wordt het "
        "signaal daar ingetrokken en worden de persoonsgegevens daar gewist. Stuurde u zelf een bestand? Laat die "
        "gemeente dan weten dat u het werk weer oppakt."
    )
