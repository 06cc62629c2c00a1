"""Paper: PDF with the house's own font, tagged for people who have it read aloud (PDF/UA-1)."""

import io
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import segno

from service.config import ROOT
from service.letters import carried, lost

FONTS = ROOT / "service" / "fonts"
_SHAPELESS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_PAGES = re.compile(rb"/Type\s*/Pages[^>]*/Count\s+(\d+)")


def typeset(template: Path, given: dict[str, str], at: int, *, archival: bool = False) -> bytes:
    """The PDF of a template; typst refuses what would break the standards. `at` is seconds since 1970.

    `archival` adds PDF/A-3a, of which the version 3 lets a file carry another file.
    """
    import typst  # noqa: PLC0415 - large, and most processes never print

    pdf: bytes = typst.compile(
        template, root=template.parent, font_paths=[FONTS], ignore_system_fonts=True, format="pdf",
        sys_inputs=given, pdf_standards=["ua-1", "a-3a"] if archival else ["ua-1"], timestamp=at,
    )
    return pdf


def is_drawing(svg: str) -> bool:
    """Whether an SVG can be put on paper."""
    import typst  # noqa: PLC0415 - large, and most processes never print

    source = b'#set document(title: "SVG")\n#image(bytes(sys.inputs.svg), format: "svg", width: 40mm, alt: "SVG")'
    try:
        typst.compile(source, ignore_system_fonts=True, format="pdf", sys_inputs={"svg": svg}, pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def qr_code(address: str) -> str:
    """A QR code as SVG on one line; level M, so that it can be read when a corner is worn."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", scale=10, border=2, xmldecl=False, dark="#000", nl=False)
    return drawn.getvalue().decode()


def marked(template: Path, given: dict[str, str], label: str) -> list[Any]:
    """The values that stand under a label in the pages as they are laid out, in order."""
    import typst  # noqa: PLC0415 - large, and most processes never print

    found = typst.query(
        template, f"<{label}>", field="value", root=template.parent, font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs=given,
    )
    values: list[Any] = json.loads(found)
    return values


def pages_of(pdf: bytes) -> int:
    """How many pages typst made."""
    found = _PAGES.search(pdf)
    return int(found[1]) if found else 0


def printable(value: Any) -> Any:
    """The same in letters that the fonts have, each as it is or its nearest; an archival PDF may hold no other."""
    if isinstance(value, dict):
        return {name: printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return carried(value, _can_print) if isinstance(value, str) else value


def unprintable(text: str) -> str:
    """The letters and digits of which the fonts have nothing: those of a script that they do not carry."""
    return lost(text, _can_print)


@cache
def letters_of_fonts() -> frozenset[str]:
    """What each of the fonts can print, by their own tables; without what has no shape, such as a soft hyphen."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - most processes never print

    tables = [TTFont(path, lazy=True).getBestCmap() for path in sorted(FONTS.glob("*.ttf"))]
    common = map(chr, set(tables[0]).intersection(*tables[1:]))
    return frozenset(letter for letter in common if unicodedata.category(letter) not in _SHAPELESS)


def _can_print(letter: str) -> bool:
    return letter in letters_of_fonts()
