"""Paper: PDF with the house's own font, tagged for people who have it read aloud (PDF/UA-1)."""

import io
import json
import re
from pathlib import Path
from typing import Any

import segno

from service.config import ROOT

FONTS = ROOT / "service" / "fonts"
# What the font can print. A letter outside of it may not stand in an archival PDF.
_UNPRINTABLE = re.compile(r"[^ -~\u00a0-\u017f\u0400-\u045f\u2010-\u201e\u2020-\u2022\u2026\u20ac]")
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
    """The same with a question mark for every letter that the font lacks."""
    if isinstance(value, dict):
        return {name: printable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [printable(one) for one in value]
    return _UNPRINTABLE.sub("?", value) if isinstance(value, str) else value
