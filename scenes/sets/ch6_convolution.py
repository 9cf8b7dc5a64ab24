"""What stands on the stage of chapter 6: sliding filters, the network's filters and maps, built from its trace."""

import numpy as np
from manim import DOWN, LEFT, UP, Group, Rectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch6_convolution as claims
from scenes.mobjects.judged import Judged
from scenes.mobjects.picture import Picture, Tiles, bright, colored
from scenes.mobjects.readout import Readout
from scenes.mobjects.scan import Scan
from scenes.mobjects.sliding import Sliding
from scenes.mobjects.words import words

MIDDLE = -0.4  # height of the content's middle
TALLEST = 3.9  # units, of filters and maps
TOP, NAMED = 1.4, 1.6  # height of the upper edges, and of their names' baseline


def sliding(trace: Trace, reel: str) -> Sliding:
    """One of the two examples: the left one with zeros around its picture, the right one in steps of two."""
    size = trace[f"{reel}/window"].shape[1]
    picture = np.array(trace.facts[f"{reel}_picture"])
    reached = int(trace[f"{reel}/row"].max()) + size  # rows that the filter covers, padding included
    padding = max(reached - len(picture) + 1, 0) // 2
    places = [np.stack([trace[f"{reel}/{start}row"], trace[f"{reel}/{start}column"]], 1) for start in ("", "output_")]
    padded, weights = np.pad(picture, padding), trace.facts[f"{reel}_filter"]
    products, results = trace[f"{reel}/product"], trace[f"{reel}/result"]
    drawn = Sliding(padded, weights, places[0], products, results, places[1], padding, room=6)
    return drawn.move_to((-3.5 if reel == "left" else 3.5, MIDDLE + 0.05, 0))


def pooling(trace: Trace) -> Sliding:
    """The right output as a picture of its own, of which windows keep the largest number."""
    reel = "right_pooled"
    places = [np.stack([trace[f"{reel}/{start}row"], trace[f"{reel}/{start}column"]], 1) for start in ("", "output_")]
    windows, results = trace[f"{reel}/window"], trace[f"{reel}/result"]
    drawn = Sliding(trace.facts["right_output"], None, places[0], windows, results, places[1], side=0.72)
    return drawn.move_to((0, MIDDLE, 0))


def filters(trace: Trace, row: int) -> np.ndarray:
    """The filters at a recorded moment as pixels, on one scale for the whole film."""
    weights = trace["train/filters"].astype(float)
    return colored(weights[row], float(np.nanmax(np.abs(weights))))


def maps(trace: Trace, row: int) -> np.ndarray:
    """What the filters see in the first picture at a recorded moment as pixels, on one scale for the whole film."""
    reach = trace["train/reach"]
    highest = max(float(np.nanmax(reach)), 1e-9)
    return bright(trace["train/maps"][row] / 255 * reach[row][:, None, None] / highest)


def tiles(stack: np.ndarray, gap: int, x: float, name: str) -> Group:
    """Filters or maps in a block around x, with their name above."""
    columns = 4 if len(stack) <= 16 else 6
    rows, side = -(-len(stack) // columns), stack.shape[1]
    width = min(TALLEST / (rows * (side + gap) - gap) * (columns * (side + gap) - gap), 4.5)
    block = Tiles(stack, columns, width, gap).move_to((x, TOP, 0), UP)
    title = words(name, style.LABEL, style.color("soft")).set_x(x).stand_on(NAMED)
    return Group(block, title)


def picture(trace: Trace) -> Group:
    """The first shown picture with the name of what it shows."""
    drawn = Picture(trace["shown/picture"][0], 2.6).move_to((-5.2, TOP, 0), UP)
    name = trace.facts["classes"][int(trace["shown/label"][0])]
    return Group(drawn, words(name, style.LABEL, style.color("soft")).set_x(-5.2).stand_on(NAMED))


def readings(trace: Trace) -> np.ndarray:
    """A row for each recorded moment: the chance of the first shown picture, and the test accuracy."""
    return np.stack([trace["train/probability"][:, 0], trace["train/test_accuracy"]], 1)


def readout(trace: Trace) -> Readout:
    """The names and numbers of `readings` under the picture."""
    name = trace.facts["classes"][1]
    values = readings(trace)[0]
    numbers = Readout([f"chance of {name}", "test pictures right"], values, "{:5.3f}", gap=0.25)
    return numbers.next_to((-6.5, -1.55, 0), DOWN, buff=0).align_to((-6.5, 0, 0), LEFT)


def scan(trace: Trace) -> tuple[Scan, VGroup]:
    """The strongest filter on its way over the picture, and the names of what is seen."""
    index = claims.strongest(trace)
    drawn = Scan(trace["shown/picture"][0], trace["train/maps"][-1][index] / 255, 3.9, 2.9)
    drawn.move_to((0, MIDDLE - 0.1, 0))
    weights = Picture(filters(trace, -1)[index], 1.3)
    weights.move_to((drawn.picture.get_right() + drawn.map.get_left()) / 2)
    labels = VGroup()
    for part, name in ((drawn.picture, "picture"), (weights, "filter"), (drawn.map, "its map")):
        labels.add(words(name, style.LABEL, style.color("soft")).next_to(part, UP, buff=0.18))
    frame = Rectangle(width=1.3, height=1.3, stroke_color=style.color("now"), stroke_width=style.LINE)
    labels.add(frame.move_to(weights))
    drawn.add_to_back(weights)
    return drawn, labels


def judged(trace: Trace) -> Judged:
    """The shown pictures in a row, at the first recorded moment."""
    names = [trace.facts["classes"][int(label)] for label in trace["shown/label"]]
    pitch = min(2.15, 12.6 / len(names))
    row = Judged(trace["shown/picture"], names, 0.8 * pitch, pitch)
    return row.show((trace["train/probability"][0], claims.right(trace)[0])).move_to((0, MIDDLE, 0))


def ending(trace: Trace) -> tuple[Group, VGroup]:
    """The learned filters, the last answers, and the figures."""
    block = tiles(filters(trace, -1), 1, -4.3, "the learned filters")
    names = [trace.facts["classes"][int(label)] for label in trace["shown/label"]][:4]
    row = Judged(trace["shown/picture"][: len(names)], names, 1.45, 1.85)
    row.show((trace["train/probability"][-1][: len(names)], claims.right(trace)[-1][: len(names)]))
    row.move_to((2.6, MIDDLE + 0.1, 0))
    note = words(f"chance of {trace.facts['classes'][1]} after {trace['train/step'][-1]:,} updates")
    note.set_fill(style.color("soft")).next_to(row, UP, buff=0.3)
    return Group(block, row), VGroup(note)
