"""How long somebody must wait, in words. Pure."""

from datetime import timedelta
from math import ceil

from service.web.words import plural


def still_to_wait(left: timedelta) -> str:
    """For example: Wacht nog 2 minuten. Rounded up, so that waiting that long is enough."""
    minutes = max(ceil(left / timedelta(minutes=1)), 1)
    return f"Wacht nog {plural(minutes, 'minuut', 'minuten')} en probeer het dan opnieuw."
