"""Working copies show what the picture shows, and say nothing else."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from casedesk.circuit.attachment import LARGEST, Unshowable
from casedesk.exchange.pictures import (
    LONGEST_SIDE,
    MOST_PIXELS,
    pixels,
    working_copy,
)
from tests.hostile import png

SAID = (b"Exif", b"GPS", b"Telephone", b"Invit", b"tante", b"ICC_PROFILE", b"Photoshop")


def opened(content):
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def near(seen, wanted):
    return all(abs(one - other) < 40 for one, other in zip(seen, wanted, strict=True))


def test_a_working_copy_knows_no_place_no_camera_and_no_words(photograph):
    before = photograph()
    assert all(each in before for each in SAID if each not in (b"GPS", b"Photoshop"))

    copy = working_copy(before)

    assert [each for each in SAID if each in copy] == []
    made = opened(copy)
    assert dict(made.getexif()) == {}
    assert set(made.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("turned", "size", "red"),
    [(1, (60, 40), (5, 20)), (6, (40, 60), (20, 5)), (3, (60, 40), (55, 20))],
)
def test_a_picture_is_turned_as_it_was_held(photograph, turned, size, red):
    made = opened(working_copy(photograph(turned)))

    assert made.size == size
    assert near(made.getpixel(red), (255, 0, 0))


def test_what_has_no_ground_is_seen_on_white(drawing):
    made = opened(working_copy(drawing))

    assert made.format == "JPEG"
    assert near(made.getpixel((4, 10)), (0, 0, 255))
    assert near(made.getpixel((25, 10)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA", "CMYK"])
def test_every_way_to_write_a_picture_can_be_read(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    white = {"I;16": 65535, "CMYK": (0, 0, 0, 0)}.get(mode, "white")
    Image.new(mode, (8, 8), white).save(out, form)

    made = opened(working_copy(out.getvalue()))

    assert near(made.getpixel((4, 4)), (255, 255, 255))


def test_the_noisiest_picture_gives_a_copy_that_may_be_kept():
    noise = Image.effect_noise((LONGEST_SIDE + 440, LONGEST_SIDE + 440), 200)
    out = io.BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=50)

    copy = working_copy(out.getvalue())

    assert max(opened(copy).size) == LONGEST_SIDE
    assert len(copy) < LARGEST


def test_pixels_fit_where_they_are_shown_and_are_never_enlarged(photograph):
    small, large = pixels(photograph(1), (30, 90)), pixels(photograph(1), (900, 900))

    assert (small.width, small.height) == (30, 20)
    assert (large.width, large.height) == (60, 40)
    assert len(large.pixels) == 4 * 60 * 40
    assert near(large.pixels[:4], (255, 0, 0, 255))


@pytest.mark.parametrize("size", [(60_000, 60_000), (MOST_PIXELS // 1000 + 1, 1000)])
def test_X09_a_picture_that_would_fill_the_memory_is_not_decoded(size):
    with pytest.raises((Unshowable, Image.DecompressionBombError)):
        working_copy(png(*size))


def test_what_lies_about_its_kind_is_not_tried_with_other_decoders():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "TIFF")

    with pytest.raises(OSError, match="identify"):
        working_copy(out.getvalue())
