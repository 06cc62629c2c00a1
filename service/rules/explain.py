"""A decision as the public contract writes it. Sentences are taken from the findings; nothing is judged again here."""

from typing import Any

from service.rules.citation import Citation
from service.rules.core import Decision, Destined, Finding, Signpost, Term
from service.rules.registry import citations_of


def document(decision: Decision) -> dict[str, Any]:
    """The `beoordeling` of the public contract, ready for JSON."""
    shown: dict[str, Any] = {
        "oordeel": decision.verdict.value,
        "regelversie": decision.provision,
        "bevindingen": [_finding(finding) for finding in decision.findings],
        "bestemmingen": [_destined(destined) for destined in decision.destined],
        "wegwijzer": _signpost(decision.signpost) if decision.signpost else None,
    }
    if decision.note:
        shown["toelichting"] = decision.note
    return shown


def cited(provision_id: str, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stored findings with what is known now about the text of their conditions: its nature and which text was read.

    The words of a version of the rules never change, so this may be said of an old decision. Answer, sentence and
    source stay as they were stored, and so does everything of a version or a condition that is no longer known.
    """
    citations = citations_of(provision_id)
    return [_cited(finding, citations.get(finding["voorwaarde"])) for finding in findings]


def _cited(finding: dict[str, Any], citation: Citation | None) -> dict[str, Any]:
    if citation is None:
        return finding
    stored = {name: value for name, value in finding.items() if name not in {"aard", "tekstGezien"}}
    return stored | {"aard": citation.certainty.nature.value, "tekstGezien": citation.text_seen}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "voorwaarde": finding.condition,
        "uitkomst": finding.outcome.value,
        "bron": finding.source,
        "uitleg": finding.explanation,
        "aard": finding.nature.value,
        "tekstGezien": finding.text_seen,
    }


def _destined(destined: Destined) -> dict[str, object]:
    shown: dict[str, object] = {
        "bestemming": destined.destination.value,
        "grond": destined.ground.value,
        "bedreigendeSituatie": destined.threatening,
        "termijn": _term(destined.term),
    }
    if destined.target:
        shown["streefdatum"] = destined.target.isoformat()
    if destined.concerns:
        shown["zorgen"] = [concern.value for concern in destined.concerns]
    return shown


def _term(term: Term) -> dict[str, object]:
    shown: dict[str, object] = {
        "soort": term.kind.value, "uiterlijk": term.deadline.isoformat(), "bron": term.source,
    }
    if term.note:
        shown["toelichting"] = term.note
    return shown


def _signpost(signpost: Signpost) -> dict[str, object]:
    return {
        "code": signpost.code.value,
        "naam": signpost.name,
        "telefoon": signpost.phone,
        "uitleg": signpost.explanation,
    }
