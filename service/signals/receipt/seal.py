"""The seal of a PDF: a compact JWS over the SHA-256 of every other byte, so that a changed page is seen.

It stands as comment lines just before the last lines of the file, which readers skip; no offset in the file moves.
Reading goes without a PDF library, because strangers send these files: the seal is looked for at the end only, and the
signed JSON in the streams that are marked as attached files, each unpacked no further than a receipt is long.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator

from service.signals.receipt.sign import Key, compact

SEAL_TYPE = "voordeur-pdf-zegel+json"
MARK = b"%voordeur-zegel "
_TAIL = b"startxref\n"
# PDF asks for lines below 256 bytes outside of streams.
_LINE = 200
# A seal is about a thousand bytes; looking no further back keeps a file full of seals from costing time.
_WITHIN = 4_000
_SEAL = re.compile(rb"((?:" + MARK + rb"[\w.-]+\n)+)(?=" + _TAIL + rb"\d+\n%%EOF\n?\Z)")
_ATTACHED = re.compile(rb"/EmbeddedFile\b.{0,500}?\bstream\r?\n", re.DOTALL)
_LONGEST = 200_000
_MOST_FILES = 8


def sealed(pdf: bytes, number: str, key: Key) -> bytes:
    """The PDF with a seal over all its bytes. Raises `ValueError` when it does not end as a PDF does."""
    seal = compact(told_by(pdf, number), key, SEAL_TYPE).encode()
    before, tail, after = pdf.rpartition(_TAIL)
    if not tail:
        raise ValueError("a PDF ends with startxref")
    lines = (MARK + seal[at:at + _LINE] + b"\n" for at in range(0, len(seal), _LINE))
    return before + b"".join(lines) + tail + after


def told_by(pdf: bytes, number: str) -> dict[str, str]:
    """What the seal of a PDF without its seal says."""
    return {"bewijsnummer": number, "sha256": hashlib.sha256(pdf).hexdigest()}


def unsealed(pdf: bytes) -> tuple[str, bytes]:
    """The seal at the end of a PDF, empty when there is none, and all the other bytes."""
    before, end = pdf[:-_WITHIN], pdf[-_WITHIN:]
    found = _SEAL.search(end)
    if found is None:
        return "", pdf
    seal = found[1].replace(MARK, b"").replace(b"\n", b"").decode()
    return seal, before + end[:found.start()] + end[found.end():]


def attached_in(pdf: bytes) -> Iterator[bytes]:
    """The attached files of a PDF, as far as they are packed in the usual way."""
    for number, found in enumerate(_ATTACHED.finditer(pdf)):
        if number == _MOST_FILES:
            return
        try:
            yield zlib.decompressobj().decompress(pdf[found.end():], _LONGEST)
        except zlib.error:
            continue
