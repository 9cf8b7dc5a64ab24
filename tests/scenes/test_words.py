"""All words are plain text on a known baseline; numbers keep their place; no font of the system plays a part."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import DOWN, RIGHT, UP, tempconfig

from scenes import style
from scenes.mobjects import typeset
from scenes.mobjects.words import GAUGE, Counter, Number, column_of, formula, paragraph, row, words


def ink(text):
    return text.points[GAUGE:]


@pytest.mark.parametrize(
    "text",
    ['#read("/x")', "50 $", "@you", "<tag>", "*b* _i_", "a\\b", '"q"', "`raw`", "// no", "= A", "#let x = 1", "~"],
)
def test_text_that_looks_like_typst_is_plain_text(text):
    glyphs, _, _ = typeset._glyphs(text, style.WORDS_FONT)
    letters = len(text.replace(" ", ""))
    assert letters <= len(glyphs) <= letters + text.count('"') * 2  # a quotation mark may be drawn in two strokes
    assert len(ink(words(text)))


@pytest.mark.parametrize("text", ["", " ", "   "])
def test_text_without_ink_is_no_error(text):
    assert len(ink(words(text))) == 0
    assert words(text).capital == pytest.approx(words("H").capital)


def test_a_line_break_in_words_is_a_blank():
    assert np.allclose(ink(words("one\ntwo")), ink(words("one two")))


def test_a_hyphen_is_a_minus_before_a_number_only():
    assert words("at -17.5").text.strip() == "at −17.5"
    assert words("two-fold, 10-20, x-1").text.strip() == "two-fold, 10-20, x-1"


def test_letters_stand_on_the_baseline_whatever_hangs_below_it():
    for text in ("xxx", "xpx", "x^x", "Äx"):
        shape = words(text).stand_on(1.25)
        assert shape.baseline == pytest.approx(1.25)
        first = words("x").stand_on(1.25)
        if text.startswith("x"):
            same = ink(shape)[: len(ink(first))]
            assert same[:, 1].min() == pytest.approx(1.25, abs=0.01)


def test_the_gauge_goes_where_the_text_goes():
    text = words("Height", 30)
    assert text.capital == pytest.approx(30 / 24 * words("H", 24).capital)
    text.scale(0.5).shift(2 * UP + RIGHT)
    assert text.capital == pytest.approx(15 / 24 * words("H", 24).capital)
    tall = ink(text)[:, 1].max() - text.baseline
    assert tall == pytest.approx(text.capital, rel=0.2)


def test_the_least_sizes_of_the_style_are_readable():
    assert words("H", style.LABEL).capital >= 0.17
    assert Number(8, size=style.SMALL_DIGITS).capital >= 0.17
    assert ink(words("H", 24))[:, 1].max() - words("H", 24).baseline == pytest.approx(0.17, abs=0.005)


def test_rows_and_columns_keep_baseline_and_gap():
    one, two = row(words("up"), words("left", 40), gap=0.4)
    assert one.baseline == pytest.approx(two.baseline)
    assert ink(two)[:, 0].min() - ink(one)[:, 0].max() == pytest.approx(0.4, abs=0.02)
    first, second, third = column_of([words("up"), words("left"), words("(x)")], 0.5)
    assert [first.baseline - second.baseline, second.baseline - third.baseline] == pytest.approx([0.5, 0.5])
    assert first.get_left()[0] == pytest.approx(third.get_left()[0])


def test_a_paragraph_breaks_once_where_its_halves_are_alike():
    assert [line.text for line in paragraph("short", 26, 12)] == ["short"]
    long = "one two three four five six seven eight nine ten eleven twelve"
    first, second = paragraph(long, 26, 5)
    assert f"{first.text} {second.text}" == long
    assert first.width == pytest.approx(second.width, rel=0.25)
    assert first.baseline > second.baseline
    assert first.get_x() == pytest.approx(second.get_x())


def test_one_long_word_is_not_broken():
    assert len(paragraph("a" * 80, 26, 5)) == 1


NUMBERS = st.floats(-1e307, 1e307) | st.sampled_from([float("nan"), float("inf"), float("-inf")])


@settings(max_examples=150, deadline=None)
@given(values=st.lists(NUMBERS, min_size=1, max_size=4), places=st.integers(0, 4))
def test_a_number_keeps_its_place_and_room_whatever_it_shows(values, places):
    number = Number(0, f"{{:9.{places}f}}").shift(2 * RIGHT + DOWN).scale(1.3)
    gauge = number.points[:GAUGE].copy()
    left, right = gauge[0, 0], gauge[4, 0]
    for value in values:
        number.show(value)
        assert np.array_equal(number.points[:GAUGE], gauge)
        assert number.baseline == gauge[0, 1]
        shown = float(number.text.replace("−", "-").replace("∞", "inf"))
        assert shown == pytest.approx(value, rel=0.06, abs=0.51 * 10**-places, nan_ok=True)
        assert left - 1e-9 <= ink(number)[:, 0].min()
        assert ink(number)[:, 0].max() <= right + 1e-9


def test_digits_do_not_dance():
    number = Number(1.25, "{:6.2f}")
    end = ink(number)[-50:]
    number.show(-81.25)
    assert np.allclose(ink(number)[-50:], end, atol=1e-12)


def test_the_same_number_again_changes_nothing():
    number = Number(3.14159)
    before = number.points
    assert number.show(3.14160).points is before
    assert number.text.strip() == "3.14"


def test_a_diverged_number_is_shown_as_such():
    number = Number(0, "{:7.2f}")
    assert number.show(float("nan")).text.strip() == "nan"
    assert number.show(float("-inf")).text.strip() == "−∞"
    assert number.show(-1e300).text.strip() == "−1e300"
    assert number.show(123456789.0).text.strip() in ("1.235e8", "1.23e8", "1.2e8")


def test_a_counter_keeps_its_name_near_its_first_digit():
    counter = Counter("step", 4, 40).place(np.array([6.0, 3.0, 0.0]))
    gaps, gauge = [], counter.number.points[:GAUGE].copy()
    for step in (0, 7, 42, 999, 8000):
        counter.show(step)
        gaps.append(ink(counter.number)[:, 0].min() - ink(counter.name_shape)[:, 0].max())
        assert np.array_equal(counter.number.points[:GAUGE], gauge)
    assert gauge[4, 0] == pytest.approx(6, abs=0.01)
    assert np.ptp(gaps) < 1e-6
    assert counter.number.text.strip() == "8000"


def test_a_formula_is_found_again_by_its_names():
    shape = formula("x - {{r : rate}} times s", 30)
    assert len(shape.select("rate")) == 1
    assert shape.font_size == pytest.approx(30)


def test_outlines_come_from_the_cache_and_a_damaged_cache_is_mended(tmp_path):
    with tempconfig({"tex_dir": str(tmp_path)}):
        code = '#set text(font: "New Computer Modern")\n#box[#"cache me"]'
        fresh = typeset._outlines(code)
        (kept,) = tmp_path.glob("*.npz")
        whole = kept.read_bytes()
        for damaged in (b"", whole[: len(whole) // 2], b"no archive"):
            kept.write_bytes(damaged)
            again = typeset._outlines(code)
            assert all(np.array_equal(one, other) for one, other in zip(fresh, again, strict=True))
        kept.write_bytes(whole)
        assert len(typeset._outlines(code)) == 7
        assert [path.suffix for path in tmp_path.iterdir()] == [".npz"]


@pytest.mark.parametrize(
    ("text", "lacking"), [("plain", False), ("Łódź Αθήνα Киев", False), ("東京", True), ("a語", True)]
)
def test_letters_that_a_font_lacks_are_found(text, lacking):
    assert typeset.lacks(text, style.WORDS_FONT) == lacking


@pytest.mark.parametrize(
    ("pattern", "value", "written"),
    [("{:5.2f}", -0.003, "0.00"), ("{:5.2f}", -0.006, "−0.01"), ("{:+.1f}", -0.04, "+0.0"), ("{:.0f}", -0.4, "0")],
)
def test_a_number_too_small_to_be_seen_has_no_minus(pattern, value, written):
    assert Number(value, pattern).text.strip() == written
