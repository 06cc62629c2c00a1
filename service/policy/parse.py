"""From YAML text to plain values (text, whole numbers, flags, lists, mappings), without YAML's surprises.

Dates stay text, `NO` is not a flag, `0363` keeps its nought, a key stands once, and nothing can refer to another
part (aliases), so that a small document cannot grow into a large one.
"""

import re
from typing import Any

import yaml

from service.errors import InvalidInput
from service.policy.fields import Faults, Path

LONGEST_DOCUMENT = 256 * 1024
DEEPEST = 12

_INT, _BOOL, _NULL, _TEXT = (f"tag:yaml.org,2002:{name}" for name in ("int", "bool", "null", "str"))
_FLAGS = {"true": True, "false": False}


class _NotAllowed(yaml.YAMLError):
    """Readable YAML that a policy may not use."""

    def __init__(self, mark: yaml.Mark, code: str, detail: str) -> None:
        super().__init__(detail)
        self.mark, self.code, self.detail = mark, code, detail


class _Loader(yaml.SafeLoader):
    """Composes nodes only; the values are made below. Knows four kinds of scalar and no tags of the writer's own."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _NotAllowed(event.start_mark, "verwijzing", "Verwijzingen (& en *) mogen niet. Schrijf het uit.")
        if event.tag is not None:
            raise _NotAllowed(event.start_mark, "label", "Labels die met ! beginnen mogen niet.")
        self.depth += 1
        if self.depth > DEEPEST:
            raise _NotAllowed(event.start_mark, "teDiep", f"Gebruik ten hoogste {DEEPEST} niveaus.")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


for _tag, _shape, _starts in (
    (_INT, r"0|-?[1-9][0-9]{0,17}", "-0123456789"),
    (_BOOL, r"true|false", "tf"),
    (_NULL, r"null|~|", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_shape})$"), list(_starts))


def parse(text: str, faults: Faults) -> object:
    """The plain values of a YAML text; a key that stands twice is added to the faults.

    Raises `InvalidInput` when the text is not readable or uses what is not allowed: then there is nothing to read on.
    """
    return _value(compose(text), (), faults)


def compose(text: str) -> yaml.Node | None:
    """The text as nodes that know their line. Raises `InvalidInput` as `parse` does."""
    if len(text.encode(errors="replace")) > LONGEST_DOCUMENT:
        raise _fault("teGroot", f"Het document is te groot: gebruik ten hoogste {LONGEST_DOCUMENT // 1024} KiB.")
    try:
        node: yaml.Node | None = yaml.compose(text, _Loader)
    except _NotAllowed as error:
        raise _fault(error.code, f"{_place(error.mark)}{error.detail}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _fault("ongeldigeYaml", f"{_place(mark)}Dit is geen leesbare YAML.") from None
    return node


def _value(node: yaml.Node | None, path: Path, faults: Faults) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_value(inner, (*path, index), faults) for index, inner in enumerate(node.value)]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _mapping(node: yaml.MappingNode, path: Path, faults: Faults) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None:
            faults.add(path, "ongeldigeSleutel", f"{_place(key_node.start_mark)}Een veldnaam moet tekst zijn.")
        elif key in found:
            faults.add((*path, key), "dubbeleSleutel", f"{_place(key_node.start_mark)}Dit veld staat er twee keer.")
        else:
            found[key] = _value(value_node, (*path, key), faults)
    return found


def _scalar(node: yaml.ScalarNode) -> str | int | bool | None:
    text: str = node.value
    if node.tag == _INT:
        return int(text)
    if node.tag == _BOOL:
        return _FLAGS[text]
    return None if node.tag == _NULL else text


def _place(mark: yaml.Mark | None) -> str:
    return "" if mark is None else f"Regel {mark.line + 1}, kolom {mark.column + 1}: "


def _fault(code: str, detail: str) -> InvalidInput:
    faults = Faults()
    faults.add((), code, detail)
    return InvalidInput(faults)
