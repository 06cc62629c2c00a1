"""Whether the tokens of a style can be read: contrast by WCAG 2.2, success criteria 1.4.3 and 1.4.11. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TEXT, EDGE = 4.5, 3.0
"""What letters need, and what the edge of a field or the ring around what has the focus needs."""
_RULE = re.compile(r"--([a-z-]+)\s*:\s*([^;]+);")
_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = "@media (prefers-color-scheme: dark)"
PAGE, SURFACE = "utrecht-document-background-color", "utrecht-surface-background-color"
INFO, BUTTON = "utrecht-alert-info-background-color", "utrecht-button-primary-action-background-color"
HOVER, HEADER = "utrecht-button-primary-action-hover-background-color", "utrecht-page-header-background-color"
ERROR, WARNING, DONE = "utrecht-alert-error", "utrecht-alert-warning", "utrecht-alert-ok"
_LETTERS = (
    *((f"utrecht-{letters}-color", ground) for ground in (PAGE, SURFACE, INFO)
      for letters in ("document", "link", "form-field-description")),
    *((f"{kind}-color", f"{kind}-background-color") for kind in (ERROR, WARNING, DONE)),
    *(("utrecht-document-color", f"{kind}-background-color") for kind in (ERROR, WARNING, DONE)),
    *((f"{kind}-color", SURFACE) for kind in (ERROR, WARNING, DONE)),
    ("voordeur-badge-danger-color", f"{ERROR}-color"),
    ("utrecht-page-header-color", HEADER), ("utrecht-page-header-color", HOVER),
    ("utrecht-button-primary-action-color", BUTTON), ("utrecht-button-primary-action-color", HOVER),
    ("utrecht-focus-outline-color", "utrecht-focus-background-color"),
)
_EDGES = (("utrecht-form-control-border-color", SURFACE), ("utrecht-form-control-border-color", PAGE))


@dataclass(frozen=True, slots=True)
class Fault:
    """Two colours that lie too close together, in the light or the dark look."""

    look: str
    front: str
    ground: str
    ratio: float
    needed: float

    def __str__(self) -> str:
        return (
            f"{self.look}: --{self.front} op --{self.ground} heeft een contrast van {self.ratio:.2f} op 1; "
            f"nodig is {self.needed} op 1."
        )


def faults_of(default: str, theme: str = "") -> list[Fault]:
    """Every pair of the looks that a theme makes on top of the default, as a browser applies them one after another."""
    light_default, dark_default = tokens_of(default)
    light, dark = tokens_of(theme)
    looks = {"licht": light_default | light, "donker": light_default | dark_default | light | dark}
    return [fault for name, tokens in looks.items() for fault in _faults(name, tokens)]


def tokens_of(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens of a style: those that always hold, and those of the dark look."""
    light, _, dark = _COMMENT.sub("", style).partition(_DARK)
    return dict(_RULE.findall(light)), dict(_RULE.findall(dark))


def unknown_of(default: str, theme: str) -> list[str]:
    """The names in a theme that this service does not look at."""
    known, given = tokens_of(default), tokens_of(theme)
    return sorted({*given[0], *given[1]} - {*known[0], *known[1]})


def ratio(one: str, other: str) -> float:
    """The contrast of two colours like #0b5563. Raises `ValueError` for what is no such colour."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _faults(look: str, tokens: Mapping[str, str]) -> Iterator[Fault]:
    for pairs, needed in ((_LETTERS, TEXT), (_EDGES, EDGE)):
        for front, ground in pairs:
            found = ratio(tokens[front], tokens[ground])
            if found < needed:
                yield Fault(look, front, ground, found, needed)


def _luminance(colour: str) -> float:
    found = _COLOUR.fullmatch(colour.strip())
    if found is None:
        raise ValueError(f"{colour} is geen kleur zoals #0b5563.")
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    red, green, blue = (_linear(int(digits[at:at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
