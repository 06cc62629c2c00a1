"""A policy as a file: YAML in and out."""

from pathlib import Path

import yaml

from service.policy.fields import Faults
from service.policy.model import Policy
from service.policy.parse import parse
from service.policy.read import read, read_stored
from service.policy.write import document_of

EXAMPLES = Path(__file__).parent / "municipalities"
"""Shipped examples, one file per (invented) municipality code."""


def load(text: str) -> Policy:
    """The policy in a YAML text. Raises `InvalidInput` with every fault at once, each with its place."""
    faults = Faults()
    return read(parse(text, faults), faults)


def load_stored(text: str) -> Policy:
    """As `load`, of a policy that may be in force since long: what is asked of a new one is not asked of it."""
    faults = Faults()
    return read_stored(parse(text, faults), faults)


def dump(policy: Policy) -> str:
    """The policy as YAML, in a fixed order; `load` gives the same policy back."""
    text: str = yaml.safe_dump(document_of(policy), allow_unicode=True, sort_keys=False, width=120)
    return text
