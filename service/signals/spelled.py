"""A decision put into words once: most decisions are the same as many others, for other people. Pure."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from service.rules.core import Decision
from service.rules.explain import cited
from service.rules.explain import document as decision_document

FINDINGS = "bevindingen"


@dataclass(frozen=True, slots=True)
class Spelled:
    """A decision as `beoordeling` (`document`, and as JSON in `text`) and as it is kept: findings apart from the rest.

    One of these stands for every equal decision: nothing in it may be changed.
    """

    document: dict[str, Any]
    text: str
    kept: str
    findings: str
    finding_set_id: bytes


@lru_cache(maxsize=4096)
def spelled(decision: Decision) -> Spelled:
    document = decision_document(decision)
    findings = document[FINDINGS]
    kept = {name: value for name, value in document.items() if name != FINDINGS}
    return Spelled(document, json_text(document), json_text(kept), json_text(findings), finding_set_id(findings))


def whole_decision(decision: dict[str, Any], findings: list[dict[str, Any]]) -> dict[str, Any]:
    """A stored decision with its findings back in their place."""
    found = cited(decision["regelversie"], findings)
    return {
        name: found if name == FINDINGS else decision[name]
        for name in ("oordeel", "regelversie", FINDINGS, *decision) if name == FINDINGS or name in decision
    }


def finding_set_id(findings: list[dict[str, Any]]) -> bytes:
    """What a set of findings is known by: equal sets have equal ids."""
    return hashlib.sha256(json.dumps(findings, ensure_ascii=False, sort_keys=True).encode()).digest()[:16]


json_text = json.JSONEncoder(ensure_ascii=False).encode
"""JSON as it is stored and answered: letters as they are. Made once: making an encoder costs more than using it."""
