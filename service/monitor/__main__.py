"""Writes the page to standard output, for `docs/monitor.md`."""

import sys

from service.monitor.page import markdown

sys.stdout.write(markdown())
