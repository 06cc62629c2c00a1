"""Each idea once: its English name in the code, its Dutch name outside, what it means, and where that comes from.

`docs/begrippen.md` is made from this, and a test compares the two. May import nothing: codes stand here as text, and a
test holds them beside the enumerations.
"""

from service.glossary.codes import CODES
from service.glossary.fields import FIELDS
from service.glossary.page import markdown
from service.glossary.term import CodeList, Entry, Term
from service.glossary.terms import TERMS

__all__ = ["CODES", "FIELDS", "TERMS", "CodeList", "Entry", "Term", "markdown"]
