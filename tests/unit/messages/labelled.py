"""Texts with the rules that a careful reader says they break."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from service.messages.kind import Kind
from service.messages.rules import check

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    id: str
    channel: str
    text: str
    expect: frozenset[str]

    @property
    def found(self) -> frozenset[str]:
        return frozenset(finding.rule.id for finding in check(self.text, Kind.parse(self.channel)))


def texts(*names: str) -> list[Labelled]:
    return [
        Labelled(one["id"], one["channel"], one["text"], frozenset(one["expect"]))
        for name in names for one in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    ]
