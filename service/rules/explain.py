"""A decision as the public contract writes it. Sentences are taken from the findings; nothing is judged again here."""

from typing import Any

from service.rules.core import Decision, Destined, Finding, Signpost, Term


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


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "voorwaarde": finding.condition,
        "uitkomst": finding.outcome.value,
        "bron": finding.source,
        "uitleg": finding.explanation,
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
