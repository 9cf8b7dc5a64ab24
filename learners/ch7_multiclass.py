"""Chapter 7, many classes: ten answers compete, and training makes the right one win.

Four networks are compared first: dense and convolutional, with and without augmentation, the same number of updates
on the same part of the training pictures. Then a convolutional network with augmentation learns from all of them.

Columns
    augmented: one row a variant of a training picture of the last class, the most colorful, the first unchanged
        picture         (32, 32, 3) of 255
    curves: one row a recorded moment of the comparison, row 0 before the first update
        step            updates so far
        dense, dense_augmented, convolution, convolution_augmented: share of the test pictures that are right
    train: one row a recorded moment, row 0 before the first update
        step, passes    updates so far, and how often each training picture was seen
        loss            cross-entropy of the batch of that step
        test_accuracy   share of the test pictures that are right
        probability     of each class for each shown picture, (shown, classes)
        confusion       test pictures by their class (rows) and the answer (columns), (classes, classes)
    answers: the same for the shown pictures alone, four times as often
        step, probability: as above
    shown: test pictures, one a class, the first of the last class (truck) and the second of the seventh (frog)
        picture, label  (32, 32, 3) of 255, and the number of the class
    mistakes: test pictures that are wrong at the end, the surest first
        picture, label, probability (classes)
Facts: classes, source, `test` (six views averaged, with interval), `one_view` (the same for one view), `compared`
(pictures and updates of the comparison, and the accuracy of each network with interval), `whole_set` (what a linear
and a dense network reach from all training pictures), baseline, settings.

Departures from the textbook: the weights that are judged are an average over the last updates, and at the end each test
picture is judged in six views (mirrored, shifted by a pixel). Where pictures are many, .1 of each label is spread over
all classes, so that a sure answer is .91 and not 1, and a square of each training picture is hidden.
"""

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from learners.ch5_binary import build_dense
from learners.ch6_convolution import build_network
from learners.images import load
from learners.trace import Trace
from learners.vision.batches import Stacks, augment, check_counts, count_right, judge, pick_moments, score
from learners.vision.blocks import find_groups, whiten
from learners.vision.pictures import Pictures
from learners.vision.training import train

SMALL = 20_000  # training pictures: up to here a set is quickly learned
DECAY = 1.3e-3  # of the weights at each update, times the rate
QUICK = {"most": 20, "passes": 2, "width": 4, "moments": 5, "updates": 4}


def learn(
    images: str = "drawn",
    passes: int | None = None,
    width: int | None = None,
    batch: int = 500,
    rate: float = 0.5,
    updates: int = 1000,
    share: float = 0.1,
    hidden: int | None = None,
    threads: int = 1,
    moments: int = 20,
    most: int | None = None,
    seed: int = 0,
) -> Trace:
    """Compares four networks, then trains one on all pictures.

    Args:
        images: drawn, cifar10, or the path of a folder or zip with train/<class>/* and test/<class>/*
        passes: how often each training picture is seen; without a number 4, or 20 for more than 20,000 pictures
        width: channels of the first block; without a number 16, or 64 for more than 20,000 pictures
        batch: pictures an update; larger ones are hardly faster and learn less from the same pictures
        rate: the highest learning rate, after a fifth of the way; it rises to there and falls to nearly 0
        updates: of each of the four networks that are compared
        share: of the training pictures that those four see; augmentation matters most where pictures are few
        hidden: side of a square that is grey in each training picture of the last network; without a number none, or
            8 pixels for more than 20,000 pictures
        threads: 2 halve the time where nothing else runs; where anything does, they are slower than one
        moments: how many moments are recorded; 20, as each takes the whole test set; the shown ones four times as often
        most: at most so many training pictures of each class; all without a number
        seed: of the first weights, the order and the augmentation
    """
    check_counts(batch=batch, updates=updates, moments=moments, threads=threads)
    torch.set_num_threads(threads)
    pictures = load(images, most)
    side = pictures.train.shape[1]
    if hidden is not None and not 0 <= hidden < side:
        raise ValueError(f"--hidden {hidden}: pictures have {side} pixels a side; 0 hides nothing.")
    trace = Trace("ch7_multiclass", source=pictures.source, classes=pictures.classes, seed=seed)
    trace.facts |= {"baseline": pictures.baseline, "train_pictures": len(pictures.train), "notes": pictures.notes}
    stacks = Stacks(pictures, seed)
    show_augmentation(stacks, trace)
    compare(pictures, share, updates, seed, trace)
    trace.facts["whole_set"] = measure_simple(stacks, updates, seed)
    torch.manual_seed(seed)
    few = len(stacks.train) <= SMALL
    width, passes, smoothing = width or (16 if few else 64), passes or (4 if few else 20), 0.0 if few else 0.1
    channels = (width, 4 * width, 4 * width)
    network = build_network(len(pictures.classes), channels, whiten(stacks)).to(stacks.device)
    hidden = hidden if hidden is not None else 0 if few else 8
    steps = passes * max(len(stacks.train) // batch, 1)
    groups, shown = find_groups(network, rate, DECAY), pick_shown(pictures)
    trace.extend("shown", picture=pictures.test[shown], label=pictures.test_labels[shown])
    recorded, often = pick_moments(steps, moments), pick_moments(steps, 4 * moments)
    for step, loss, shadow in train(
        network, stacks, steps, batch, rate, smoothing=smoothing, decay=DECAY, groups=groups, hidden=hidden
    ):
        if step in often:
            trace.record("answers", step=step, probability=stacks.predict(shadow, stacks.test[shown]))
        if step in recorded:
            chances = stacks.predict(shadow, stacks.test)
            record(trace, step, step * batch / len(stacks.train), loss, chances, stacks.test_labels, shown)
    judge(shadow, stacks, pictures, trace)
    trace.facts |= {"steps": steps, "passes": passes, "width": width, "batch": batch, "rate": rate, "hidden": hidden}
    return trace


def show_augmentation(stacks: Stacks, trace: Trace, variants: int = 15) -> None:
    """Records one training picture, the most colorful of the last class, then what augmentation makes of it."""
    last = (stacks.train_labels == stacks.train_labels.max()).nonzero()[:, 0]
    pixels = stacks.train[last].float()
    chosen = last[(pixels.amax(1) - pixels.amin(1)).mean((1, 2)).argmax()]
    first = stacks.train[chosen][None]
    changed = augment(first.expand(variants, -1, -1, -1), torch.Generator().manual_seed(1))
    trace.extend("augmented", picture=torch.cat([first, changed]).permute(0, 2, 3, 1).cpu().numpy())


def compare(pictures: Pictures, share: float, updates: int, seed: int, trace: Trace, batch: int = 100) -> None:
    """Trains dense and convolutional networks, with and without augmentation, from the same part of the pictures."""
    few = pictures.limit(max(1, round(share * len(pictures.train) / len(pictures.classes))))
    few = replace(few, test=pictures.test, test_labels=pictures.test_labels)
    moments, curves, scores = pick_moments(updates, 16), {}, {}
    for name, build in (("dense", build_dense), ("convolution", build_small)):
        for augmented in (False, True):
            torch.manual_seed(seed)
            stacks = Stacks(few, seed)
            network = build(len(pictures.classes)).to(stacks.device)
            rights = [
                count_right(stacks.predict(shadow, stacks.test), stacks.test_labels)
                for step, _, shadow in train(network, stacks, updates, batch, 0.1, augmented=augmented)
                if step in moments
            ]
            title = f"{name}_augmented" if augmented else name
            curves[title] = np.array(rights) / len(stacks.test)
            scores[title] = score(rights[-1], len(stacks.test))
    trace.extend("curves", step=moments, **curves)
    trace.facts["compared"] = {"pictures": len(few.train), "updates": updates, "batch": batch, "test": scores}


def measure_simple(stacks: Stacks, updates: int, seed: int) -> dict[str, dict[str, float]]:
    """Measures what a linear and a dense network reach from all training pictures, without augmentation."""
    scores, classes = {}, len(stacks.test_labels.unique())
    linear = nn.Sequential(nn.Flatten(), nn.Linear(3072, classes))
    for name, network, rate in (("linear", linear, 0.002), ("dense", build_dense(classes), 0.1)):
        torch.manual_seed(seed)
        *_, (_, _, shadow) = train(network.to(stacks.device), stacks, updates, 100, rate, augmented=False)
        scores[name] = score(count_right(stacks.predict(shadow, stacks.test), stacks.test_labels), len(stacks.test))
    return scores


def build_small(classes: int) -> nn.Sequential:
    """Builds the convolutional network in small: with about a twentieth of the dense one's weights."""
    return build_network(classes, (8, 16, 32))


def pick_shown(pictures: Pictures) -> np.ndarray:
    """Picks the first test picture of each class; the last class comes first, the seventh (or last but one) second."""
    count = len(pictures.classes)
    order = list(dict.fromkeys([count - 1, min(6, count - 2), *range(count)]))
    return np.array([int(np.argmax(pictures.test_labels == label)) for label in order])


def record(
    trace: Trace, step: int, passes: float, loss: float, chances: Tensor, labels: Tensor, shown: np.ndarray
) -> None:
    """Records what the network answers at this moment."""
    count = chances.shape[1]
    pairs = (labels * count + chances.argmax(1)).cpu()
    confusion = torch.bincount(pairs, minlength=count**2).reshape(count, count)
    trace.record(
        "train",
        step=step,
        passes=np.float32(passes),
        loss=np.float32(loss),
        test_accuracy=count_right(chances, labels) / len(labels),
        probability=chances[shown],
        confusion=confusion.to(torch.int32),
    )


if __name__ == "__main__":
    from learners.command import main

    main(learn)
