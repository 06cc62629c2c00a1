"""Forms of consent, hand-over, triage and the steps that the law counts."""

from typing import Any
from uuid import UUID

from marshmallow import fields

from service.forms import Code, Day, Flag, Form, Part, Several, Text
from service.referrals.answers import TaskAnswer, TermLineAnswer
from service.referrals.hand_over import HandOver
from service.referrals.progress import DecisionKind, OfferReaction
from service.referrals.questions import Finding, TriageAnswer, TriageReason
from service.referrals.schemas import ReferralAnswer
from service.referrals.sharing import GivenConsent, HandOverReason
from service.referrals.steps import Decision, Offer
from service.referrals.triage import Decided
from service.rules.facts import ConsentGiver, ConsentManner, Destination


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


class OfferForm(Form):
    published = "AanbodVraag"

    gedaanOp = Day(required=True)  # noqa: N815
    reactie = Code(OfferReaction, required=True)
    reactieOp = Day(load_default=None, allow_none=True)  # noqa: N815


class TalkForm(Form):
    published = "EersteGesprekVraag"

    gehoudenOp = Day(required=True)  # noqa: N815


class DecisionForm(Form):
    published = "BesluitVraag"

    genomenOp = Day(required=True)  # noqa: N815
    soort = Code(DecisionKind, required=True)


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
    return Offer(referral_id, data["gedaanOp"], data["reactie"], data["reactieOp"])


def decision_of(referral_id: UUID, data: dict[str, Any]) -> Decision:
    return Decision(referral_id, data["genomenOp"], data["soort"])
