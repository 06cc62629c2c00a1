"""What a referral came from and led to, the consent it rests on, and the forms that pass work on or stop it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.policy.model import Desk
from service.referrals.questions import Finding, may_ask
from service.referrals.read import ReferralView
from service.referrals.sharing import WHEN_NECESSARY, WITH_CONSENT, GivenConsent, HandOverReason, LinkKind
from service.referrals.tables import Referral
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.rules.regulations.bgs_artikelen_3_en_12_2026_01_01 import INTERNAL_DATA, INTERNAL_SUPPLY_SOURCE
from service.web import step_words, words
from service.web.dates import read_day
from service.web.page import Link
from service.web.show.forms import Field, Form, choice

_EXPLICIT = {"ja": "Ja, de inwoner zei dit duidelijk zelf", "nee": "Nee, dat bleek alleen uit iets anders"}
_ONLY_CONTACT = "Alleen naam, geboortedatum, adres, telefoonnummer en e-mailadres gaan mee. Deze verwijzing loopt door."
_ASKED_LATER = (
    "Wat de schuldhulp daarna voor een plan van aanpak nodig heeft, vraagt zij zelf op, buiten Voordeur om. "
    f"{INTERNAL_SUPPLY_SOURCE} noemt daarvoor: {'; '.join(INTERNAL_DATA)}."
)
_MANNER = choice("wijze", "Hoe trok de inwoner de toestemming in?", words.CONSENT_MANNER,
                 "Kies hoe de inwoner de toestemming introk.")
WITHDRAW = Form("toestemming-intrekking", "Toestemming intrekken", "Intrekking vastleggen", (_MANNER,), (
    "Intrekken is net zo makkelijk als geven (AVG artikel 7, derde lid). Wat op de toestemming rust, stopt meteen.",
    "De gegevens worden gewist. U kunt dit niet terugdraaien.",
))


@dataclass(frozen=True, slots=True)
class LinkLine:
    told: str
    reason: str
    other: Link | None


@dataclass(frozen=True, slots=True)
class PassingOnView:
    links: tuple[LinkLine, ...]
    consents: tuple[str, ...]
    forms: tuple[Form, ...]


def passing_on_view(view: ReferralView, document: dict[str, Any], *, may_work: bool) -> PassingOnView:
    return PassingOnView(
        tuple(_link(one) for one in document["koppelingen"]), tuple(_consent(one) for one in document["toestemmingen"]),
        tuple(_forms(view, may_work=may_work)),
    )


def hand_over_form(referral: Referral) -> Form:
    """To the wijkteam with consent, to debt help with a reason."""
    if target_of(referral) is Destination.DEBT_HELP:
        reason = choice("reden", "Waarom is dit nodig?", step_words.HAND_OVER_REASON, "Kies waarom dit nodig is.")
        told = f"Dit mag als het nodig is voor schuldhulp ({WHEN_NECESSARY}). Zorgen gaan niet mee."
        return Form(
            "overdracht", "Overdragen aan de schuldhulp", "Overdragen", (reason,), (told, _ONLY_CONTACT, _ASKED_LATER),
        )
    told = (
        "Dit mag alleen met uitdrukkelijke toestemming van de inwoner of een vertegenwoordiger "
        f"({WITH_CONSENT}). Bedragen gaan niet mee."
    )
    return Form("overdracht", "Overdragen aan het wijkteam", "Overdragen", consent_fields(), (told, _ONLY_CONTACT))


def consent_fields() -> tuple[Field, ...]:
    """Who gave it, when, how, and whether it was explicit."""
    return (
        choice("gegevenDoor", "Wie gaf toestemming?", words.CONSENT_GIVER, "Kies wie toestemming gaf."),
        Field("gegevenOp", "Op welke dag?"),
        choice("wijze", "Hoe?", words.CONSENT_MANNER, "Kies hoe de toestemming is gegeven."),
        choice("uitdrukkelijk", "Was de toestemming uitdrukkelijk?", _EXPLICIT,
               "Kies of de toestemming uitdrukkelijk was."),
    )


def given_in(form: Form) -> GivenConsent:
    """The consent that was filled in."""
    return GivenConsent(
        ConsentGiver(form.text("gegevenDoor")), form.sure_day("gegevenOp"), ConsentManner(form.text("wijze")),
        form.text("uitdrukkelijk") == "ja",
    )


def finding_form(referral: Referral) -> Form:
    asked = {str(one): step_words.FINDING[one] for one in Finding if may_ask(one, referral.ground)}
    field = choice("bevinding", "Wat hebt u gevonden?", asked, "Kies wat u hebt gevonden.")
    return Form("naar-triage", "Voorleggen aan de triage", "Naar de triage", (field,), (
        "Over deze bevindingen beslist de triage. De verwijzing staat daarna niet meer op uw naam.",
        "De wettelijke termijn loopt door.",
    ))


def target_of(referral: Referral) -> Destination:
    here = referral.destination
    return Destination.DEBT_HELP if here == Destination.NEIGHBOURHOOD_TEAM else Destination.NEIGHBOURHOOD_TEAM


def _forms(view: ReferralView, *, may_work: bool) -> Iterator[Form]:
    """Withdrawing needs no holder: any caseworker of the desk records it."""
    if may_work and view.referral.destination != Desk.TRIAGE:
        if not _is_linked(view):
            yield hand_over_form(view.referral)
        yield finding_form(view.referral)
    if any(consent.withdrawn_at is None for consent in view.consents):
        yield WITHDRAW


def _is_linked(view: ReferralView) -> bool:
    """Whether this was handed over already, or came from the desk where it would go."""
    over = [one.end for one in view.links if one.end.link.kind == LinkKind.HAND_OVER]
    return any(end.incoming or end.link.active for end in over)


def _link(link: dict[str, Any]) -> LinkLine:
    from_, on_day = link["richting"] == "van", read_day(link["op"])
    if link["soort"] == LinkKind.ASKED:
        told = f"De inwoner vroeg zelf om hulp op {on_day}"
    elif link["soort"] == LinkKind.LATE_ACCEPTANCE:
        told = f"Eigen verzoek van de inwoner sinds {on_day}" + ("" if from_ else ": het werk gaat daar verder")
    else:
        place = step_words.DESK[Destination(link["bestemming"])]
        told = f"Overgedragen {'door' if from_ else 'aan'} {place} op {on_day}"
    other = Link(f"/verwijzingen/{link['verwijzing']}", "Bekijk die verwijzing") if link["verwijzing"] else None
    reason = step_words.HAND_OVER_REASON[HandOverReason(link["reden"])] if link["reden"] else ""
    return LinkLine(told if link["loopt"] else f"{told} (gestopt)", reason, other)


def _consent(consent: dict[str, Any]) -> str:
    giver = words.CONSENT_GIVER[ConsentGiver(consent["gegevenDoor"])]
    manner = words.CONSENT_MANNER[ConsentManner(consent["wijze"])]
    explicit = "uitdrukkelijk" if consent["uitdrukkelijk"] else "niet uitdrukkelijk"
    place = step_words.DESK[Destination(consent["bestemming"])]
    told = f"Voor {place}: gegeven door {giver} op {read_day(consent['gegevenOp'])}, {manner}, {explicit}."
    if not consent["ingetrokkenOp"]:
        return told
    how = consent["ingetrokkenWijze"]
    suffix = f", {words.CONSENT_MANNER[ConsentManner(how)]}" if how else ""
    return f"{told} Ingetrokken op {read_day(consent['ingetrokkenOp'][:10])}{suffix}."
