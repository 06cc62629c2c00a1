"""Texts with the rules that a careful reader says they break."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from service.messages.kind import Kind, MeetingManner
from service.messages.rules import check

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    id: str
    channel: str
    text: str
    expect: frozenset[str]
    manner: MeetingManner | None = None

    @property
    def found(self) -> frozenset[str]:
        findings = check(self.text, Kind.parse(self.channel), manner=self.manner)
        return frozenset(finding.rule.id for finding in findings)


def texts(*names: str) -> list[Labelled]:
    return [
        Labelled(
            one["id"], one["channel"], one["text"], frozenset(one["expect"]),
            MeetingManner(one["manner"]) if "manner" in one else None,
        )
        for name in names for one in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    ]
