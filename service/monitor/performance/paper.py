"""The yearly report on paper: two A4 pages as PDF/UA-1. First rent; then worries, and how to read it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from service.clock import AMSTERDAM
from service.monitor.performance.words import JUDGEMENT, KIND, READING, agreed, came, meaning, summary
from service.monitor.performance.yearly import Compared, Yearly
from service.rules.dutch import day
from service.rules.facts import Kind
from service.typeset import pages_of, printable, typeset

TEMPLATE = Path(__file__).parent / "yearly.typ"
PAGES = 2
# The base size in points, the first one that keeps the report on two pages.
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)


def pdf_of(report: Yearly, at: datetime) -> bytes:
    sheet = json.dumps(printable(_sheet(report, at)), ensure_ascii=False)
    pdf = b""
    for size in _SIZES:
        pdf = typeset(TEMPLATE, {"blad": sheet, "korps": str(size)}, int(at.timestamp()))
        if pages_of(pdf) == PAGES:
            break
    return pdf


def _sheet(report: Yearly, at: datetime) -> dict[str, Any]:
    """Everything the template prints, in words."""
    local, told = at.astimezone(AMSTERDAM).date(), dict(report.kinds)
    return {
        "titel": f"Prestatieafspraken vroegsignalering {report.year}",
        "gemeente": report.between.municipality, "corporatie": report.between.corporation,
        "samenvatting": summary(report.judgements, running=report.running),
        "jaar": str(report.year), "jaarEerder": str(report.year - 1),
        "soorten": [
            {"naam": KIND[kind], "regels": [_row(one) for one in told.get(kind, ())]} for kind in Kind
        ],
        "lezen": list(READING), "gemaakt": day(local), "dag": [local.year, local.month, local.day],
    }


def _row(one: Compared) -> list[str]:
    return [
        one.agreeable.name, meaning(one.agreeable), agreed(one.agreeable, one.target),
        came(one.agreeable, one.result), JUDGEMENT[one.judgement], came(one.agreeable, one.before),
    ]
