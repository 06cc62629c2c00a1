"""What the check of one text says to the outside: a line of findings, in Dutch names. Pure."""

from typing import Any

from service.messages.kind import Kind, MeetingManner, MessageSituation
from service.messages.rules import check
from service.messages.rules.rule import Finding, Severity
from service.messages.template import Template

_SHOWN = 60


def verdict_of(
    raw: str, kind: Kind, situation: MessageSituation = MessageSituation.ORDINARY, manner: MeetingManner | None = None
) -> list[dict[str, Any]]:
    """The findings of a text as `regels`: `plaats` for people, `van` and `tot` as characters of the text."""
    return [_document(raw, finding) for finding in check(raw, kind, situation, manner)]


def verdict_on(template: Template) -> list[dict[str, Any]]:
    """The findings of a template, for what it is written for."""
    return verdict_of(template.text, template.kind, template.situation, template.manner)


def blocks(verdict: list[dict[str, Any]]) -> bool:
    """Whether a finding stands in the way of sending."""
    return any(finding["ernst"] == Severity.ERROR for finding in verdict)


def _document(raw: str, finding: Finding) -> dict[str, Any]:
    start, end = finding.where.start, finding.where.end
    return {
        "id": finding.rule.id, "ernst": str(finding.rule.severity), "plaats": _place(raw, start, end),
        "uitleg": " ".join(filter(None, (finding.told, finding.rule.why))), "beter": finding.better,
        "van": start, "tot": end,
    }


def _place(raw: str, start: int, end: int) -> str:
    """The line and the words, or that it is the whole text."""
    if (start, end) == (0, len(raw)):
        return "hele tekst"
    words = " ".join(raw[start:end].split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN - 1] + "…"
    line = raw.count("\n", 0, start + len(raw[start:end]) - len(raw[start:end].lstrip())) + 1
    return f"regel {line}: “{shown}”" if shown else f"regel {line}"
