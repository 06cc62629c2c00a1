"""The corporation's own written reminder to its tenant: a sample that does what Bgs article 2 asks. Pure."""

from functools import cache
from pathlib import Path

FILE_NAME = "herinnering-corporatie.txt"


@cache
def corporation_reminder() -> str:
    """The sample letter; what the corporation fills in stands between square brackets."""
    return (Path(__file__).parent / "templates" / FILE_NAME).read_text("utf-8")
