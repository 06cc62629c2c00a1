"""The files of a municipality's look, by its code: `<code>.css` for the screens, `<code>.svg` for the logo on letters.

A file of the operator goes before one that comes with the service.
"""

import re
from pathlib import Path

from service.config import ROOT

SHIPPED = ROOT / "service" / "web" / "static" / "themes"
_CODE = re.compile(r"[0-9]{4}")


def theme_file(code: str, kind: str, folder: Path | None) -> Path | None:
    """`kind` is css or svg; None: this municipality has none."""
    if not _CODE.fullmatch(code):
        return None
    places = (place / f"{code}.{kind}" for place in (folder, SHIPPED) if place)
    return next((place for place in places if place.is_file()), None)
