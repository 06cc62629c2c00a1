"""Forms of consent, hand-over, triage and the steps that the law counts."""

from typing import Any
from uuid import UUID

from marshmallow import fields

from service.forms import Code, Day, Flag, Form, Id, Part, Several, Text
from service.referrals.answers import TaskAnswer, TermLineAnswer
from service.referrals.decide import Decision
from service.referrals.hand_over import HandOver
from service.referrals.notices.status import NoticeChange, NoticeStop, PauseConsent
from service.referrals.progress import DecisionKind, OfferReaction
from service.referrals.questions import Finding, TriageAnswer, TriageReason
from service.referrals.schemas import ReferralAnswer
from service.referrals.sharing import GivenConsent, HandOverReason
from service.referrals.steps import Offer
from service.referrals.triage import Decided
from service.rules.facts import ConsentGiver, ConsentManner, Destination

MOST_SIGNALS = 50


class ConsentWithdrawalForm(Form):
    published = "ToestemmingIntrekking"

    wijze = Code(ConsentManner, required=True)


class GivenConsentForm(Form):
    published = "ToestemmingBijOverdracht"

    gegevenDoor = Code(ConsentGiver, required=True)  # noqa: N815
    gegevenOp = Day(required=True)  # noqa: N815
    wijze = Code(ConsentManner, required=True)
    uitdrukkelijk = Flag(required=True)
    # Without this list the consent is for this hand-over.
    bestemmingen = Several(Code(Destination), 10)


class HandOverForm(Form):
    published = "OverdrachtVraag"

    bestemming = Code(Destination, required=True)
    toestemming = Part(GivenConsentForm, load_default=None, allow_none=True)
    reden = Code(HandOverReason, metadata={
        "description": "Waarom dit nodig is voor schuldhulp (Wgs artikel 8d). Zonder reden telt: noodzakelijk.",
    })


class DecidedForm(Form):
    published = "TriageBeslissing"

    antwoord = Code(TriageAnswer, required=True)
    reden = Code(TriageReason, required=True)
    team = Text(60, metadata={"description": "Het gekozen team; nodig als geen gebied past."})


class FindingForm(Form):
    published = "BevindingVraag"

    bevinding = Code(Finding, required=True)


class PauseConsentForm(Form):
    published = "IncassopauzeToestemming"

    toestemmingOp = Day(required=True)  # noqa: N815
    wijze = Code(ConsentManner, required=True)
    signalen = Several(Id(), MOST_SIGNALS, metadata={
        "description": "De huursignalen die over deze inwoner gaan; nodig als er meer dan één bij de verwijzing hoort.",
    })


class OfferForm(Form):
    published = "AanbodVraag"

    gedaanOp = Day(required=True)  # noqa: N815
    reactie = Code(OfferReaction, required=True)
    reactieOp = Day(load_default=None, allow_none=True)  # noqa: N815
    incassopauze = Part(PauseConsentForm, load_default=None, allow_none=True, metadata={
        "description": "Alleen met toestemming van de inwoner, en alleen als het beleid van de gemeente dit kent.",
    })


class TalkForm(Form):
    published = "EersteGesprekVraag"

    gehoudenOp = Day(required=True)  # noqa: N815


class DecisionForm(Form):
    published = "BesluitVraag"

    genomenOp = Day(required=True)  # noqa: N815
    soort = Code(DecisionKind, required=True)
    bekendgemaaktOp = Day(load_default=None, allow_none=True, metadata={  # noqa: N815
        "description": "De dag waarop de inwoner het besluit kreeg. Zonder deze dag hoort geen corporatie iets.",
    })
    signalen = Several(Id(), MOST_SIGNALS, least=0, load_default=None, allow_none=True, metadata={
        "description": "De huursignalen die over deze cliënt gaan; nodig bij een plan van aanpak dat is bekendgemaakt. "
                       "De corporatie achter elk hoort op de volgende werkdag dat er schuldhulp is (Bgs artikel 17, "
                       "eerste lid), en meer niet.",
    })
    inwonerIngelichtOp = Day(load_default=None, allow_none=True, metadata={  # noqa: N815
        "description": "De dag waarop de inwoner hoorde dat de corporatie dit te weten komt. Zonder dit veld telt de "
                       "dag van bekendmaking: dan zegt de brief met het besluit het.",
    })


class LaterSignalsForm(Form):
    published = "SignalenVanClient"

    signalen = Several(Id(), MOST_SIGNALS, required=True)


class NoticeChangeForm(Form):
    published = "SchuldhulpmeldingWijziging"

    doe = Code(NoticeChange, required=True)
    reden = Code(NoticeStop, metadata={"description": "Waarom het niet wordt gemeld; nodig bij stoppen."})


class TaskForm(Form):
    published = "TaakVraag"

    gedaanOp = Day(required=True)  # noqa: N815


class ProgressAnswer(ReferralAnswer):
    published = "VerwijzingVoortgang"

    termijnen = fields.List(fields.Nested(TermLineAnswer), required=True)
    taken = fields.List(fields.Nested(TaskAnswer), required=True)
    eigenVerzoek = fields.UUID(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "De verwijzing waarin het werk verder gaat na een late acceptatie.",
    })


def hand_over_of(referral_id: UUID, data: dict[str, Any]) -> HandOver:
    given, target = data["toestemming"], data["bestemming"]
    consent = given and GivenConsent(
        given["gegevenDoor"], given["gegevenOp"], given["wijze"], given["uitdrukkelijk"],
        for_destination=target in given.get("bestemmingen", [target]),
    )
    return HandOver(referral_id, target, consent, data.get("reden"))


def decided_of(referral_id: UUID, data: dict[str, Any]) -> Decided:
    return Decided(referral_id, data["antwoord"], data["reden"], data.get("team"))


def offer_of(referral_id: UUID, data: dict[str, Any]) -> Offer:
    given = data["incassopauze"]
    pause = given and PauseConsent(given["toestemmingOp"], given["wijze"], _ids(given.get("signalen")))
    return Offer(referral_id, data["gedaanOp"], data["reactie"], data["reactieOp"], pause)


def decision_of(referral_id: UUID, data: dict[str, Any]) -> Decision:
    return Decision(
        referral_id, data["genomenOp"], data["soort"], data["bekendgemaaktOp"], _ids(data["signalen"]),
        data["inwonerIngelichtOp"],
    )


def _ids(given: list[UUID] | None) -> tuple[UUID, ...] | None:
    return None if given is None else tuple(given)
