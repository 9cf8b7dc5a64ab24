"""The one loader of pictures: drawn here, CIFAR-10 by download, or a person's own folder or zip."""

from pathlib import Path

from learners.vision.cifar import load_cifar10
from learners.vision.drawn import draw_set
from learners.vision.folder import read_folder
from learners.vision.pictures import PictureError, Pictures


def load(images: str = "drawn", most: int | None = None) -> Pictures:
    """Loads `drawn`, `cifar10`, or the folder or zip of that path; `most` limits the pictures of each class.

    What was converted or left out on reading is printed. Raises PictureError where the pictures are of no use.
    """
    if most is not None and most < 1:
        raise PictureError(f"--most keeps at least one picture of each class, not {most}.")
    if images == "drawn":
        return draw_set(most)
    if images == "cifar10":
        return load_cifar10().limit(most)
    path = Path(images).expanduser()
    if not path.exists():
        raise PictureError(f"There is no {path}: --images takes drawn, cifar10, or the path of a folder or zip.")
    pictures = read_folder(path)
    for note in pictures.notes:
        print(note)
    return pictures.limit(most)
