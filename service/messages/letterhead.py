"""What stands around the words of a letter: whose letter it is, and where and when that municipality can be reached.

Nothing is typed for it alone. The name is that of the organisation; number, hours and visiting address are those that
residents see on their page; the return address is a setting; the logo is a file beside the style of the screens.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.config import Settings
from service.partners.tables import MUNICIPALITY, HelpDeskRow, Organisation
from service.theme_files import theme_file
from service.typeset import is_drawing

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What is empty is left out. `logo` is the SVG itself."""

    name: str
    return_address: str = ""
    visiting_address: str = ""
    phone: str = ""
    hours: str = ""
    logo: str = ""


def letterhead_of(session: Session, settings: Settings, municipality_code: str) -> Letterhead:
    name = session.scalars(
        select(Organisation.name)
        .where(Organisation.kind == MUNICIPALITY, Organisation.municipality_code == municipality_code)
    ).one()
    row = session.get(HelpDeskRow, municipality_code)
    address, phone, hours = (row.visiting_address, row.phone, row.hours) if row else ("", "", "")
    logo = logo_of(municipality_code, settings.theme_folder)
    return Letterhead(name, settings.return_address or "", address, phone, hours, logo)


def logo_of(municipality_code: str, folder: Path | None) -> str:
    """The logo as SVG; empty when there is none, or when it cannot be drawn: letters must not wait for a drawing."""
    found = theme_file(municipality_code, "svg", folder)
    return _drawing(found, found.stat().st_mtime_ns) if found else ""


@cache
def _drawing(file: Path, _changed: int) -> str:
    drawing = file.read_text("utf-8", errors="replace")
    if is_drawing(drawing):
        return drawing
    _log.warning("logo_unusable")
    return ""
