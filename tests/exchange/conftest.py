"""Pictures as telephones and hostile people make them."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

PLACE = "Salé, rue des Invités"  # of nobody
MODEL = "Telephone-Exemple-9"
COMMENT = b"dit par la tante"


@pytest.fixture
def photograph():
    """A JPEG that knows who took it, where, and how the telephone was held."""

    def made(turned=6):
        picture = Image.new("RGB", (60, 40), "white")
        picture.paste("red", (0, 0, 20, 40))  # at the left
        exif = Image.Exif()
        exif[Base.Orientation] = turned
        exif[Base.Model] = MODEL
        exif[Base.ImageDescription] = PLACE
        exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (34.0, 2.0, 30.0)
        out = io.BytesIO()
        profile = b"profile of " + MODEL.encode()
        picture.save(out, "JPEG", exif=exif, comment=COMMENT, icc_profile=profile)
        return out.getvalue()

    return made


@pytest.fixture
def drawing():
    """A PNG with words in it and no ground of its own."""
    picture = Image.new("RGBA", (30, 20), (0, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 10, 20))
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", PLACE)
    words.add_itxt("Comment", MODEL)
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=words)
    return out.getvalue()
