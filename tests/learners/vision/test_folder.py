"""A person's own pictures: converted where that is harmless, refused by name where it is not."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from learners.images import load
from learners.vision.pictures import PictureError


def picture(mode="RGB", size=(32, 32), color=(200, 60, 40), form="PNG"):
    """The bytes of a plain picture."""
    file = io.BytesIO()
    Image.new("RGB", size, color).convert(mode).save(file, form)
    return file.getvalue()


def lay_out(root, extra=None, classes=("cat", "dog")):
    """Writes two pictures a class and part, and what is extra."""
    files = {f"{part}/{name}/{n}.png": picture() for part in ("train", "test") for name in classes for n in range(2)}
    for name, content in (files | (extra or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_folder_and_a_zip_of_it_give_the_same_pictures(tmp_path):
    root = lay_out(tmp_path / "mine", {"train/cat/9.png": picture(color=(0, 0, 255))})
    files = {f"mine/{each.relative_to(root)}": each.read_bytes() for each in root.rglob("*.png")}
    folder, archive = load(str(root)), load(str(zipped(tmp_path / "mine.zip", files)))
    assert folder.classes == archive.classes == ("cat", "dog")
    assert folder.train.shape == (5, 32, 32, 3)
    assert folder.train.dtype == np.uint8
    np.testing.assert_array_equal(folder.train, archive.train)
    np.testing.assert_array_equal(folder.train_labels, [0, 0, 0, 1, 1])
    assert tuple(folder.train[2, 0, 0]) == (0, 0, 255)


def test_grey_and_large_pictures_are_converted_and_that_is_said(tmp_path, capsys):
    extra = {"train/cat/a.png": picture("L"), "train/dog/b.png": picture(size=(500, 300))}
    pictures = load(str(lay_out(tmp_path, extra)))
    said = capsys.readouterr().out
    assert "grey: train/cat/a.png, converted to 32 x 32 color" in said
    assert "of another size: train/dog/b.png, converted" in said
    assert tuple(pictures.train[-1, 16, 16]) == (200, 60, 40)
    assert pictures.train.shape == (6, 32, 32, 3)


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_color_becomes_red_green_and_blue(tmp_path, mode):
    if mode == "I;16":
        content = io.BytesIO()
        Image.fromarray(np.full((32, 32), 60_000, np.uint16)).save(content, "PNG")
        extra = {"train/cat/a.png": content.getvalue()}
    else:
        form = "TIFF" if mode == "CMYK" else "PNG"
        extra = {f"train/cat/a.{form.lower()}": picture(mode, form=form)}
    pictures = load(str(lay_out(tmp_path, extra)))
    expected = 233 if mode == "I;16" else {"1": None, "LA": 100, "P": 200}.get(mode, 200)
    assert expected is None or abs(int(pictures.train[2, 5, 5, 0]) - expected) <= 4


def test_a_transparent_picture_lies_on_white(tmp_path):
    file = io.BytesIO()
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(file, "PNG")
    assert load(str(lay_out(tmp_path, {"train/cat/a.png": file.getvalue()}))).train[2].min() == 255


@pytest.mark.parametrize("cut", [0, 200, 900])
def test_a_damaged_jpeg_is_named(tmp_path, cut):
    whole = picture(size=(200, 200), form="JPEG")
    with pytest.raises(PictureError, match=r"train/dog/broken\.jpg is damaged or no picture"):
        load(str(lay_out(tmp_path, {"train/dog/broken.jpg": whole[:cut]})))


def test_a_text_that_is_called_a_picture_is_named_without_more(tmp_path):
    with pytest.raises(PictureError, match=r"train/dog/fake\.jpg is damaged or no picture: replace or delete it\.$"):
        load(str(lay_out(tmp_path, {"train/dog/fake.jpg": b"hello"})))


def test_an_empty_class_is_named(tmp_path):
    lay_out(tmp_path)
    (tmp_path / "train" / "horse").mkdir()
    with pytest.raises(PictureError, match="no picture in train/horse"):
        load(str(tmp_path))


def test_one_class_only_is_refused(tmp_path):
    with pytest.raises(PictureError, match="one class only, cat"):
        load(str(lay_out(tmp_path, classes=("cat",))))


def test_a_class_without_test_pictures_is_named(tmp_path):
    with pytest.raises(PictureError, match="horse in only one of train/ and test/"):
        load(str(lay_out(tmp_path, {"train/horse/1.png": picture()})))


def test_a_folder_that_is_laid_out_otherwise_says_how(tmp_path):
    (tmp_path / "cat").mkdir()
    with pytest.raises(PictureError, match=r"lay the pictures out as train/<class>/\*"):
        load(str(tmp_path))


@pytest.mark.parametrize(
    "name", ["../train/cat/1.png", "/train/cat/1.png", "train/../../cat/1.png", "C:\\train\\1.png"]
)
def test_a_zip_whose_paths_climb_out_is_refused_and_nothing_is_written(tmp_path, name):
    path = zipped(tmp_path / "bad.zip", {"train/cat/0.png": picture(), name: picture()})
    with pytest.raises(PictureError, match="climbs out of the zip"):
        load(str(path))
    assert [each.name for each in tmp_path.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", picture()])
def test_a_file_that_is_no_zip_says_so(tmp_path, content):
    path = tmp_path / "mine.zip"
    path.write_bytes(content)
    with pytest.raises(PictureError, match="as a zip it is damaged"):
        load(str(path))


def test_other_files_are_left_out_and_that_is_said(tmp_path, capsys):
    extra = {"train/cat/notes.txt": b"hello", "train/cat/.DS_Store": b"x", "__MACOSX/train/cat/._1.png": b"x"}
    assert len(load(str(lay_out(tmp_path, extra))).train) == 4
    assert capsys.readouterr().out == "no picture: train/cat/notes.txt, left out\n"


def test_a_path_that_is_not_there_lists_what_images_takes(tmp_path):
    with pytest.raises(PictureError, match="drawn, cifar10, or the path"):
        load(str(tmp_path / "nowhere"))


def test_choosing_classes_numbers_them_in_the_order_asked_for(tmp_path):
    pictures = load(str(lay_out(tmp_path, {"train/dog/9.png": picture(color=(1, 2, 3))})))
    chosen = pictures.choose(("dog", "cat"))
    assert chosen.classes == ("dog", "cat")
    assert list(chosen.train_labels) == [1, 1, 0, 0, 0]
    assert chosen.baseline == 0.5
    with pytest.raises(PictureError, match="among cat, dog, not cat, mouse"):
        pictures.choose(("cat", "mouse"))
