"""One hash of everything a provision decides with: its words, its questions, its terms and the groups of worries.

`substance` leaves out what is only said about the text: which version was read, how sure that is, what was not found.
"""

import hashlib
import inspect
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from service.rules import facts, reading
from service.rules.core import Provision
from service.rules.regulations import wgs_artikel_4_2021_01_01 as wgs
from service.rules.regulations import wmo_artikel_2_3_2_2021_01_01 as wmo

_WORKED_OUT = {"findings", "questions"}
_LATER = {"specific"}
"""Members that conditions got later: where one is empty, nothing changed."""
_BEHIND = (
    facts.GROUPS, wgs.THREATENING_CONCERNS, wgs.FIRST_TALK_WEEKS, wgs.THREAT_WORKING_DAYS, wmo.INQUIRY_WEEKS,
    wgs.refer_rent, wgs.refer_request, wgs.first_talk, wmo.refer_care, wmo.inquiry, reading.Reading.is_threatening,
)


def fingerprint(provision: Provision[Any]) -> str:
    return _hash(provision)


def substance(provision: Provision[Any]) -> str:
    """What judges and what is said of the answer: it stays the same when only a citation is renewed."""
    return _hash(provision, frozenset({"citation", "unverified"}))


def _hash(provision: Provision[Any], left_out: frozenset[str] = frozenset()) -> str:
    plain = [_plain(provision, left_out), _plain(_BEHIND, left_out)]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Any, left_out: frozenset[str]) -> Any:
    if is_dataclass(value):
        names = {one.name for one in fields(value)} - _WORKED_OUT - left_out
        kept = (name for name in names if name not in _LATER or getattr(value, name))
        return {name: _plain(getattr(value, name), left_out) for name in kept}
    if isinstance(value, dict):
        return {str(key): _plain(one, left_out) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one, left_out) for one in value]
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if callable(value):
        return _source(value)
    return value.isoformat() if isinstance(value, date) else value


def _source(function: Callable[..., Any]) -> str:
    """The text of a function without its layout, so that a formatter does not look like a change of law."""
    return "".join(inspect.getsource(inspect.unwrap(function)).split())
