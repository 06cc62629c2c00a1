"""How every API answer is spelled: UTF-8 JSON, moments in UTC (NL API Design Rules 2.2, date-time/timezone)."""

import json
from typing import Any

from flask import Response

from service.clock import spelled as moment

__all__ = ["json_answer", "moment", "text_answer"]


def json_answer(document: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return text_answer(json.dumps(document, ensure_ascii=False), status, headers)


def text_answer(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The same, of what is spelled already."""
    return Response(text, status, headers, content_type="application/json")
