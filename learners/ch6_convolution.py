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
        probability     that each shown picture is the first class, (shown)
        filters         of the first layer, (24, 5, 5, 3), height x width x color
        maps            what they see in the first shown picture, after the bend, (24, 28, 28), of 255
        reach           the largest value of the maps, which became 255
    shown: pictures from the test set, the first two one of each class
        picture, label  (32, 32, 3) of 255, and the number of the class
    mistakes: test pictures that are wrong at the end, the surest first
        picture, label, probability (of the first class)
Facts: classes, source, the pictures and filters of the arithmetic, baseline, and `test`: the accuracy with interval.

Departures from the textbook: deep learning says convolution and computes correlation (the filter is not turned over),
and so does this. The weights that are judged are an average over the last updates, and a picture is judged
together with its mirror image: both make the answer steadier.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from learners.batches import Stacks, count_right, follow, pick_moments, score
from learners.ch5_binary import Groups, choose_two, train
from learners.images import load
from learners.pictures import Pictures
from learners.trace import Trace

LEFT = [[1, 1, 1], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [1, 1, 1], [0, 0, 0]]  # picture, filter
RIGHT = [[int(cell) for cell in row] for row in "100110 101001 000110 011010 101100 010010".split()], [[1, 0], [0, 1]]
FILTERS = 24
QUICK = {"most": 20, "passes": 2, "width": 4, "moments": 5}


def learn(
    images: str = "drawn",
    classes: tuple[str, str] | None = None,
    passes: int = 40,
    width: int = 64,
    batch: int = 250,
    rate: float = 0.2,
    moments: int = 32,
    most: int | None = None,
    seed: int = 0,
) -> Trace:
    """Slides small filters by hand, then trains a convolutional network on two classes of pictures.

    Args:
        images: drawn, cifar10, or the path of a folder or zip with train/<class>/* and test/<class>/*
        classes: the two to tell apart; without a choice horse and deer, or the first two there are
        passes: how often each training picture is seen; the last tenth still helps on 10,000 photographs
        width: channels of the first block; 64 is needed for photographs, 8 suffices for drawings
        batch: pictures an update; larger ones are hardly faster and learn less from the same pictures
        rate: the highest learning rate, after a fifth of the way; it rises to there and falls to nearly 0
        moments: how many moments are recorded; 32 keep the trace small
        most: at most so many training pictures of each class; all without a number
        seed: of the first weights, the order and the augmentation
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # repeatable; and two threads fall behind one where anything else runs
    pictures = choose_two(load(images, most), classes)
    trace = Trace("ch6_convolution", images=pictures.source, classes=pictures.classes, seed=seed)
    slide_by_hand(trace)
    stacks = Stacks(pictures, seed)
    steps = passes * max(len(stacks.train) // batch, 1)
    network = build_network(2, width).to(stacks.device)
    shadow = train(network, stacks, steps, batch, rate, trace, pick_moments(steps, moments))
    judge(shadow, stacks, pictures, trace)
    trace.facts |= {"passes": passes, "width": width, "batch": batch, "rate": rate, "steps": steps}
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


def build_network(classes: int, channels: Sequence[int], first: nn.Conv2d | None = None) -> nn.Sequential:
    """Builds 24 filters of 5 x 5 (or `first`), blocks that halve the picture, and one answer a class."""
    first = first or nn.Conv2d(3, FILTERS, 5)
    blocks = [layer for pair in pairwise((first.out_channels, *channels)) for layer in build_block(*pair)]
    last = [nn.MaxPool2d(3), nn.Flatten(), Answers(channels[-1], classes, bias=False)]
    return nn.Sequential(first, nn.GELU(), *blocks, *last).to(memory_format=torch.channels_last)


def build_block(before: int, after: int) -> list[nn.Module]:
    """Two convolutions with a bend after each; between them the maximum of every 2 x 2 cells is kept.

    A filter starts by passing one channel on as it is, which is easier to change than noise.
    """
    layers: list[nn.Module] = [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.MaxPool2d(2), *_bend(after)]
    layers += [nn.Conv2d(after, after, 3, padding=1, bias=False), *_bend(after)]
    for layer in (layers[0], layers[4]):
        nn.init.dirac_(layer.weight[:before])
    return layers


def _bend(channels: int) -> list[nn.Module]:
    norm = nn.BatchNorm2d(channels, momentum=0.4)
    norm.weight.requires_grad_(False)  # the next layer's weights scale anyway; where the bend lies is what counts
    return [norm, nn.GELU()]


class Answers(nn.Linear):
    """The last layer, its answers divided by nine: small differences at the start keep the first updates calm."""

    def forward(self, features: Tensor) -> Tensor:
        """One answer a class."""
        return super().forward(features) / 9


def find_groups(network: nn.Module, rate: float, decay: float) -> Groups:
    """Lets the places of the bends (biases of the norms) learn 64 times as fast as the filters."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    quick = [module.bias for module in norms]
    others = [each for each in network.parameters() if each.requires_grad and all(each is not one for one in quick)]
    fast = {"params": quick, "lr": 64 * rate, "weight_decay": decay / 64}
    return [{"params": others}, fast]
