import numpy as np

from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Trail
from scenes.mobjects.instep import InStep
from scenes.mobjects.words import Number


def test_all_parts_show_the_same_row():
    number = Number(0, "{:5.1f}")
    trail = Trail(Axes((0, 3, 1), (0, 3, 1)), [0, 1, 2], [0, 2, 1], number.get_fill_color())
    both = InStep((number, np.array([5.0, 6.0, 7.0])), (trail, None))
    assert (number.text.strip(), trail.spot.value) == ("5.0", (0, 0))
    both.show(1.5)
    assert (number.text.strip(), trail.spot.value) == ("6.0", (1.5, 1.5))
    both.show(9)
    assert (number.text.strip(), trail.spot.value) == ("7.0", (2, 1))
