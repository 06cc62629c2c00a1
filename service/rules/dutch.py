"""How a date is written to people."""

from datetime import date

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)


def day(value: date) -> str:
    """For example: 1 januari 2021."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
