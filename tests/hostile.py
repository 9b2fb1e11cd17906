"""Files that were made to break whoever opens them, always the same ones."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator

from casedesk.circuit.attachment import AttachmentKind

ONE_MIB = 1024 * 1024


def pdf(
    stream: bytes, *, packed: bool = False, box: str = "0 0 595 842", pages: int = 1
) -> bytes:
    """A PDF whose pages all draw this stream."""
    kids = " ".join(["3 0 R"] * pages)
    filtered = "/Filter /FlateDecode " if packed else ""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R>>".encode(),
        f"<<{filtered}/Length {len(stream)}>>stream\n".encode()
        + stream
        + b"\nendstream",
    ]
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def zeros(mib: int) -> bytes:
    """So many MiB of zeros, packed, without ever unpacking them here."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(ONE_MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(ONE_MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (mib - 1) + packer.flush()


def png(width: int, height: int, data: bytes = bytes(1000)) -> bytes:
    """A PNG that says it is so large, whatever its bytes are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(data))
        + _chunk(b"IEND", b"")
    )


def malformed(count: int, seed: int) -> Iterator[tuple[AttachmentKind, bytes]]:
    """PDFs and PNGs with something wrong in each, half and half."""
    dice = random.Random(seed)
    rows = b"".join(b"\0" + dice.randbytes(40 * 4) for _ in range(40))
    models = (
        (AttachmentKind.PDF, pdf(b"10 10 90 90 re f", pages=3)),
        (AttachmentKind.PNG, png(40, 40, rows)),
    )
    for number in range(count):
        kind, model = models[number % 2]
        yield kind, _spoilt(model, dice)


def _spoilt(model: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(model)
    match dice.randrange(5):
        case 0:  # cut off
            del spoilt[dice.randrange(9, len(spoilt)) :]
        case 1:  # single bytes changed
            for _ in range(dice.randrange(1, 30)):
                spoilt[dice.randrange(8, len(spoilt))] = dice.randrange(256)
        case 2:  # a number where one stood, as large as can be
            at = dice.randrange(8, len(spoilt))
            spoilt[at : at + 4] = b"\xff\xff\xff\xff"
            spoilt = bytearray(spoilt.replace(b"0 R", b"9 R", dice.randrange(3)))
        case 3:  # a piece twice, so that what refers to places refers to others
            at = dice.randrange(8, len(spoilt))
            spoilt[at:at] = spoilt[: dice.randrange(8, len(spoilt))]
        case _:  # noise after a good beginning
            spoilt[8:] = dice.randbytes(dice.randrange(1, 3000))
    return bytes(spoilt)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check
