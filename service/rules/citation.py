"""Where a condition stands and what is said there: a citation to the letter, and the words of the article."""

from dataclasses import dataclass

from service.rules.certainty import Certainty


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a condition stands: the law, the article to the letter, and exactly which text was read.

    `text_seen` is said to corporations and courts. What the authors could not establish stands in `unverified`, which
    only `docs/wet.md` shows.
    """

    law: str
    article: str
    text_seen: str
    certainty: Certainty
    text_file: str | None = None
    unverified: str = ""

    @property
    def source(self) -> str:
        return f"{self.law}, {self.article}"


@dataclass(frozen=True, slots=True)
class Words:
    """What the article says. A quotation stands letter for letter in the text file cited; the rest is paraphrase."""

    text: str
    verbatim: bool


def quoted(text: str) -> Words:
    return Words(text, verbatim=True)


def paraphrased(text: str) -> Words:
    return Words(text, verbatim=False)
