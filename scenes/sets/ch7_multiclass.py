"""What stands on the stage of chapter 7: variants, curves, contests, the confusion matrix, built from its trace."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch7_multiclass as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.confusion import Confusion
from scenes.mobjects.contest import Contest
from scenes.mobjects.curve import Curve
from scenes.mobjects.judged import Judged
from scenes.mobjects.picture import Picture, Tiles
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import fitted, row, words

MIDDLE, MOST = -0.4, 10  # height of the content's middle; classes that fit the frame
COLORS = {"dense": "sky", "dense_augmented": "green", "convolution": "pink", "convolution_augmented": "orange"}


def original(trace: Trace) -> Group:
    """The training picture as it is."""
    drawn = Picture(trace["augmented/picture"][0], 3.0).move_to((-4.6, MIDDLE, 0))
    name = fitted(f"{trace.facts['classes'][-1]}, as it is", 3.8, style.color("soft"))
    return Group(drawn, name.next_to(drawn, UP, buff=0.18))


def variants(trace: Trace) -> tuple[Tiles, list[np.ndarray]]:
    """Its variants in rows of five, and the frames in which they come one after another."""
    stack = trace["augmented/picture"][1:]
    ground = (255 * np.array(style.color("ground").to_rgb())).round().astype(np.uint8)
    empty = np.broadcast_to(ground, stack.shape)
    frames = [np.concatenate([stack[:count], empty[count:]]) for count in range(len(stack) + 1)]
    return Tiles(frames[0], 5, 7.4, gap=3).move_to((2.3, MIDDLE, 0)), frames


def race(trace: Trace) -> tuple[Axes, list[Curve], Readout]:
    """The accuracy of the four networks against their updates, and its numbers in percent."""
    step = trace["curves/step"]
    axes = Axes(
        (0, max(int(step[-1]), 1), max(int(step[-1]) / 4, 1)), (0, 100, 25), 6.6, 3.6, ("update", "percent right")
    )
    axes.move_to((-3.0, MIDDLE, 0))
    curves = [Curve(axes, step, 100 * trace[f"curves/{name}"], style.color(tint)) for name, tint in COLORS.items()]
    colors = {claims.NETWORKS[name]: style.color(tint) for name, tint in COLORS.items()}
    numbers = Readout(list(colors), percents(trace)[0], "{:5.1f}", colors, pitch=0.62)
    return axes, curves, numbers.move_to((4.1, MIDDLE, 0))


def percents(trace: Trace) -> np.ndarray:
    """The accuracies of the four networks in percent, (moments, 4)."""
    return 100 * np.stack([trace[f"curves/{name}"] for name in COLORS], 1)


def contest(trace: Trace, picture: int) -> Group:
    """A test picture, what it is, and the bars of all classes; the first picture left, the second right."""
    chosen, label = classes(trace), int(trace["shown/label"][picture])
    drawn = Picture(trace["shown/picture"][picture], 1.7)
    names = [trace.facts["classes"][each] for each in chosen]
    bars = Contest(names, trace["train/probability"][:, picture, chosen], int(np.searchsorted(chosen, label)), 1.3)
    bars.next_to(drawn, RIGHT, buff=0.3)
    drawn.align_to(bars, UP)
    name = words(trace.facts["classes"][label], style.LABEL).next_to(drawn, DOWN, buff=0.2)
    return Group(drawn, name, bars).move_to((-3.45 if picture == 0 else 3.5, MIDDLE, 0))


def confusion(trace: Trace) -> tuple[Confusion, VGroup]:
    """The matrix of truth and answers at the first recorded moment, and what its sides mean."""
    chosen, every = classes(trace), trace.facts["classes"]
    heads = [trace["shown/picture"][picture_of(trace, label)] for label in chosen]
    names, frames = [every[label] for label in chosen], counts(trace)
    matrix = Confusion(names, frames[0], heads, int(frames.max())).move_to((-2.4, MIDDLE - 0.05, 0))
    down = words("rows: what it is", style.LABEL, style.color("soft"))
    across = words("columns: the answer", style.LABEL, style.color("soft"))
    right = words("on the diagonal: right", style.LABEL, style.color("green"))
    wrong = words("beside it: wrong", style.LABEL, style.color("orange"))
    notes = [down, across, right, wrong]
    if len(chosen) < len(every):
        notes.append(words(f"{len(chosen)} of {len(every)} classes", style.LABEL, style.color("soft")))
    for index, text in enumerate(notes):
        text.align_to((2.9, 0, 0), LEFT).stand_on(1.2 - 0.5 * index)
    return matrix, VGroup(*notes)


def counts(trace: Trace) -> np.ndarray:
    """The confusion matrices of all moments, of as many classes as fit."""
    chosen = classes(trace)
    return trace["train/confusion"][:, chosen][:, :, chosen]


def classes(trace: Trace) -> np.ndarray:
    """The numbers of the classes that are drawn: those of the first shown pictures, as many as fit."""
    return np.unique(trace["shown/label"][:MOST]).astype(int)


def diagonal(trace: Trace) -> Readout:
    """The share of the test pictures that are right, in percent."""
    numbers = Readout(["percent right"], [100 * trace["train/test_accuracy"][0]], "{:5.1f}")
    return numbers.align_to((2.9, 0, 0), LEFT).set_y(-1.2)


def picture_of(trace: Trace, label: int) -> int:
    """The number of the shown picture of a class."""
    found = np.flatnonzero(trace["shown/label"] == label)
    return int(found[0]) if len(found) else 0


def mistakes(trace: Trace) -> Group:
    """The surest mistakes: what each is, what it was called, and how surely; right answers where there is none."""
    count = claims.mistakes_shown(trace)
    if not count:
        return answers(trace, range(min(5, len(trace["shown/label"]))), 1.9, 2.5).move_to((0, MIDDLE, 0))
    chances, names = trace["mistakes/probability"][:count], trace.facts["classes"]
    truths = [names[int(label)] for label in trace["mistakes/label"][:count]]
    drawn = Judged(trace["mistakes/picture"][:count], truths, 1.9, 2.55)
    drawn.show((chances.max(1), np.zeros(count, bool)))
    drawn.move_to((0, MIDDLE + 0.3, 0))
    called = VGroup()
    for number, answer in zip(drawn.pictures, chances.argmax(1), strict=True):
        text = words(f"called {names[answer]}", style.LABEL, style.color("orange"))
        called.add(text.set_x(number.get_x()).stand_on(drawn.numbers[0].points[0, 1] - 0.5))
    return Group(drawn, called)


def answers(trace: Trace, chosen: range, width: float, pitch: float) -> Judged:
    """Shown test pictures with the probability of what they truly are, at the end."""
    labels = trace["shown/label"][chosen.start : chosen.stop].astype(int)
    chances = trace["train/probability"][-1, chosen.start : chosen.stop]
    drawn = Judged(
        trace["shown/picture"][chosen.start : chosen.stop],
        [trace.facts["classes"][label] for label in labels],
        width,
        pitch,
    )
    return drawn.show((chances[np.arange(len(labels)), labels], chances.argmax(1) == labels))


def ladder(trace: Trace) -> VGroup:
    """The accuracy of one answer for all, of simpler networks from the same pictures, and of this one."""
    whole = trace.facts["whole_set"]
    shares = {"one answer for all": trace.facts["baseline"]}
    shares |= {"linear": whole["linear"]["accuracy"], "dense": whole["dense"]["accuracy"]}
    shares["this network"] = trace.facts["test"]["accuracy"]
    bars = Bars(list(shares), list(shares.values()), 1.0, 1.7, "{:.3f}")
    bars.bars[-1].set_fill(style.color("orange"))
    title = row(words("share of test pictures right", style.LABEL, style.color("soft")))
    return VGroup(title.next_to(bars, UP, buff=0.35).align_to(bars, LEFT), bars).move_to((-4.1, MIDDLE, 0))


def ending(trace: Trace) -> tuple[VGroup, Group]:
    """The figures, and the final answers to the shown pictures in two rows."""
    count = min(len(trace["shown/label"]), MOST)
    half = -(-count // 2)
    rows = [answers(trace, chosen, 1.1, 1.45) for chosen in (range(half), range(half, count)) if len(chosen)]
    for drawn, height in zip(rows, (0.75, -1.75), strict=False):
        drawn.move_to((3.1, height, 0))
    note = words("chance of the right answer", style.LABEL, style.color("soft")).next_to(rows[0], UP, buff=0.2)
    return ladder(trace), Group(note, *rows)
