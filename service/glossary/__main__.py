"""Writes the page to standard output, for `docs/begrippen.md`."""

import sys

from service.glossary import markdown

sys.stdout.write(markdown())
