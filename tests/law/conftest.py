from datetime import date

import pytest


@pytest.fixture
def day():
    """Reads a day as people write it in the cases: 2026-09-14."""
    return date.fromisoformat
