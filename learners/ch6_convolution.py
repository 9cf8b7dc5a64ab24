"""Chapter 6, convolution: a small filter, slid over a picture, finds the same thing anywhere.

First the arithmetic on small numbers, one place after another. Then a network of such filters learns to tell
two classes (horse and deer) apart, and what its first filters look like and see is recorded on the way.

Columns
    left, right: one row a place of the filter; `right_pooled` is the same with the maximum in place of the sum
        row, column     where the window's upper left corner lies in the padded picture
        window          the numbers under the filter, 3 x 3 or 2 x 2
        product         window times filter, number by number (not in right_pooled)
        result          their sum, or their maximum: the cell (output_row, output_column) of the output
        output_row, output_column
    train: one row a recorded moment, row 0 before the first update
        step            updates so far
        loss            cross-entropy of the batch of that step
        test_accuracy   share of the test pictures that are right
        probability     that each shown picture is of the class that goes to 1, (shown)
        filters         of the first layer, (16, 5, 5, 3), height x width x color
        maps            what they see in the first shown picture, after the bend, (16, 28, 28); 255 is `reach`
        reach           the largest value of each map, (16)
    shown: test pictures of the two classes in turn, the class that goes to 1 first
        picture, label  (32, 32, 3) of 255, and the number of the class
    mistakes: test pictures that are wrong at the end, the surest first; missing where there are none
        picture, label, probability (2)
Facts: classes (0, then 1), source, pictures, filters and outputs of the arithmetic, baseline, settings, `test` (six
views of a picture averaged, with interval) and `one_view`.

Departures from the textbook: deep learning says convolution and computes correlation (the filter is not turned over),
and so does this. The weights that are judged are an average over the last updates, and at the end a picture is judged
in six views (mirrored, shifted by a pixel). The norms have no factor of their own, and their biases learn faster.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import nn

from learners.ch5_binary import choose_two, pick_shown
from learners.images import load
from learners.trace import Trace
from learners.vision.batches import Stacks, check_counts, count_right, judge, pick_moments
from learners.vision.blocks import Answers, build_block, find_groups
from learners.vision.training import train

LEFT = [[1, 1, 1], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [1, 1, 1], [0, 0, 0]]  # picture, filter
ROWS = ["100110", "101001", "000110", "011010", "101100", "010010"]
RIGHT = [[int(cell) for cell in row] for row in ROWS], [[1, 0], [0, 1]]
FILTERS = 16
FAINT = 0.1  # of the usual first weights: what a filter learns soon outshines the noise it starts with
SMALL = 5_000  # training pictures: up to here a small network learns the set quickly
DECAY = 5e-4  # of the weights at each update, times the rate
QUICK = {"most": 20, "passes": 2, "width": 4, "moments": 5}


def learn(
    images: str = "drawn",
    classes: tuple[str, str] | None = None,
    passes: int = 20,
    width: int | None = None,
    batch: int = 125,
    rate: float = 0.125,
    moments: int = 32,
    most: int | None = None,
    seed: int = 0,
) -> Trace:
    """Slides small filters by hand, then trains a convolutional network on two classes of pictures.

    Args:
        images: drawn, cifar10, or the path of a folder or zip with train/<class>/* and test/<class>/*
        classes: what goes to 0 and what goes to 1; without a choice deer and horse, or the first two there are
        passes: how often each training picture is seen; 20 bring photographs well past .94, and drawings to all right
        width: channels of the first block; without a number 16, or 64 for more than 5,000 pictures
        batch: pictures an update; small, for two classes have few pictures and so few updates
        rate: the highest learning rate, after a fifth of the way; it rises to there and falls to nearly 0
        moments: how many moments are recorded; 32 keep the trace small
        most: at most so many training pictures of each class; all without a number
        seed: of the first weights, the order and the augmentation
    """
    check_counts(passes=passes, batch=batch, moments=moments)
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # repeatable; and two threads fall behind one where anything else runs
    pictures = choose_two(load(images, most), classes)
    trace = Trace("ch6_convolution", source=pictures.source, classes=pictures.classes, seed=seed)
    trace.facts |= {"baseline": pictures.baseline, "train_pictures": len(pictures.train), "notes": pictures.notes}
    slide_by_hand(trace)
    stacks = Stacks(pictures, seed)
    few = len(stacks.train) <= SMALL
    width, smoothing = width or (16 if few else 64), 0.0 if few else 0.1
    steps = passes * max(len(stacks.train) // batch, 1)
    network = build_network(2, (width, 2 * width, 4 * width)).to(stacks.device)
    shown = pick_shown(pictures)
    trace.extend("shown", picture=pictures.test[shown], label=pictures.test_labels[shown])
    recorded = pick_moments(steps, moments)
    groups = find_groups(network, rate, DECAY)
    for step, loss, shadow in train(network, stacks, steps, batch, rate, smoothing=smoothing, groups=groups):
        if step in recorded:
            look(shadow, stacks, shown, trace, step, loss)
    judge(shadow, stacks, pictures, trace)
    trace.facts |= {"steps": steps, "passes": passes, "width": width, "batch": batch, "rate": rate}
    return trace


def slide(picture: np.ndarray, weights: np.ndarray, stride: int, padding: int, trace: Trace, reel: str) -> np.ndarray:
    """Lays the filter on every place, multiplies what lies under it, adds up; returns the output."""
    padded, (high, wide) = np.pad(picture, padding), weights.shape
    rows = range(0, padded.shape[0] - high + 1, stride)
    columns = range(0, padded.shape[1] - wide + 1, stride)
    output = np.zeros((len(rows), len(columns)), int)
    for out_row, row in enumerate(rows):
        for out_column, column in enumerate(columns):
            window = padded[row : row + high, column : column + wide]
            product = window * weights
            output[out_row, out_column] = product.sum()
            place = {"row": row, "column": column, "output_row": out_row, "output_column": out_column}
            trace.record(reel, window=window, product=product, result=product.sum(), **place)
    return output


def slide_by_hand(trace: Trace) -> None:
    """Records the two small examples and the pooling of the second."""
    left_picture, left_filter, picture, weights = (np.array(each) for each in (*LEFT, *RIGHT))
    left = slide(left_picture, left_filter, 1, 1, trace, "left")
    right = slide(picture, weights, 2, 0, trace, "right")
    pooled = np.zeros((2, 2), int)
    for row, column in np.ndindex(2, 2):
        window = right[row : row + 2, column : column + 2]
        pooled[row, column] = window.max()
        place = {"row": row, "column": column, "output_row": row, "output_column": column}
        trace.record("right_pooled", window=window, result=window.max(), **place)
    outputs = {"left_output": left, "right_output": right, "pooled_output": pooled}
    inputs = {"left_picture": LEFT[0], "left_filter": LEFT[1], "right_picture": RIGHT[0], "right_filter": RIGHT[1]}
    trace.facts |= inputs | {name: output.tolist() for name, output in outputs.items()}


def build_first() -> nn.Conv2d:
    """Builds the filters that are shown: 5 x 5, for three colors."""
    layer = nn.Conv2d(3, FILTERS, 5)
    with torch.no_grad():
        layer.weight.mul_(FAINT)
        layer.get_parameter("bias").zero_()
    return layer


def build_network(classes: int, channels: Sequence[int], first: nn.Conv2d | None = None) -> nn.Sequential:
    """Builds 16 faint filters of 5 x 5 (or `first`), blocks that halve the picture, and one answer a class."""
    first = first or build_first()
    blocks = [layer for pair in pairwise((first.out_channels, *channels)) for layer in build_block(*pair)]
    last = [nn.MaxPool2d(3), nn.Flatten(), Answers(channels[-1], classes, bias=False)]
    return nn.Sequential(first, nn.GELU(), *blocks, *last)


@torch.no_grad()
def look(network: nn.Sequential, stacks: Stacks, shown: np.ndarray, trace: Trace, step: int, loss: float) -> None:
    """Records what the network answers at this moment, its first filters, and what they see in one picture."""
    chances = stacks.predict(network, stacks.test)
    maps = network[:2](stacks.standardize(stacks.test[shown[:1]]))[0].clamp(min=0)
    reach = maps.amax((1, 2), keepdim=True)
    trace.record(
        "train",
        step=step,
        loss=np.float32(loss),
        test_accuracy=count_right(chances, stacks.test_labels) / len(stacks.test),
        probability=chances[shown, 1],
        filters=network[0].get_parameter("weight").permute(0, 2, 3, 1).to(torch.float16),
        maps=(maps / reach.clamp(min=1e-9) * 255).round().to(torch.uint8),
        reach=reach.flatten(),
    )


if __name__ == "__main__":
    from learners.command import main

    main(learn)
