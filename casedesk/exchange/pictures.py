"""Pictures that came from outside: what may be looked at of them, and their pixels."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from casedesk.circuit.attachment import PagePicture, Unshowable

MOST_PIXELS = 32 * 1024 * 1024  # decoded, four bytes each: 128 MiB
LONGEST_SIDE = 2560  # pixels of a working copy: a page of A4 can still be read
_QUALITY = 88
_WHITE = (255, 255, 255)
_FORMATS = ("JPEG", "PNG")


def working_copy(content: bytes) -> bytes:
    """The picture as a JPEG that says nothing more than what it shows.

    Turned as its camera noted, then without that note, the place, the time, comments,
    colour profile and preview. Raises Unshowable.
    """
    shown = ImageOps.exif_transpose(_opened(content))
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = io.BytesIO()
    _on_white(shown).save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def pixels(content: bytes, within: tuple[int, int]) -> PagePicture:
    """The picture, no larger than this and never enlarged. Raises Unshowable."""
    picture = _opened(content)
    picture.thumbnail(within)
    shown = picture.convert("RGBA")
    return PagePicture(1, shown.width, shown.height, shown.tobytes())


def _opened(content: bytes) -> Image.Image:
    """A picture that is small enough to decode.

    What a broken file makes a decoder say passes through: the process it runs in may
    end of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise Unshowable
    picture.load()
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """A new picture, so that nothing but pixels comes along."""
    ground = Image.new("RGB", picture.size, _WHITE)
    solid = picture.convert("RGBA")
    ground.paste(solid, mask=solid.getchannel("A"))
    return ground
