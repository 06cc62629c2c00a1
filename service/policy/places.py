"""Where each field of a policy stands in its text, so that a fault can be pointed at. Pure."""

from collections.abc import Iterator

import yaml

from service.errors import InvalidInput
from service.policy.fields import Path, pointer
from service.policy.parse import compose


def lines_of(text: str) -> dict[str, int]:
    """The line (from 1) of each field, by its JSON pointer; nothing when the text is not readable."""
    try:
        node = compose(text)
    except InvalidInput:
        return {}
    found: dict[str, int] = {}
    for path, line in _walk(node, ()) if node is not None else ():
        found.setdefault(pointer(path), line)
    return found


def line_at(lines: dict[str, int], place: str) -> int | None:
    """The line of a field; of the nearest block around it when the field itself is not there."""
    while place not in lines and "/" in place:
        place = place.rpartition("/")[0]
    return lines.get(place)


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    if not path:
        yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield (*path, key.value), key.start_mark.line + 1
                yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _walk(value, (*path, index))
