"""Chapter 5, binary classification: probability is learned: horse goes to 1, deer goes to 0.

First logistic regression: one weight for each of the 3,072 numbers of a picture, all starting at 0, so that every
probability starts at one half. Then a dense network with two hidden layers.

Columns
    logistic: one row a recorded moment, row 0 before the first update
        step            updates so far, each from all training pictures
        loss            cross-entropy of the training pictures plus the penalty on the weights
        train_accuracy, test_accuracy: shares that are right
        probability     that each shown picture is of the class that goes to 1, (shown)
        weights         as a picture, (32, 32, 3): above 0 speaks for the class that goes to 1
    dense: one row a recorded moment, row 0 before the first update
        step            updates so far, each from one batch
        loss            cross-entropy of the batch
        test_accuracy, probability: as above
    shown: test pictures of the two classes in turn, the class that goes to 1 first
        picture, label  (32, 32, 3) of 255, and the number of the class
    mistakes: test pictures that the dense network gets wrong, the surest first; missing where there are none
        picture, label, probability (2)
Facts: classes (0, then 1), source, settings, baseline (the more frequent class for every picture), `logistic` (accuracy
with interval), `test` (dense, six views of a picture averaged, with interval), `one_view`, and `optimum`: loss and
test accuracy of the best weights there are, found by scipy's L-BFGS.

Departures from the textbook: all test pictures and an interval in place of 41 pictures, for which always answering
deer was right in .585. The dense weights that are judged are an average over the last updates.
"""

from collections.abc import Sequence

import numpy as np
import torch
from scipy.optimize import minimize
from torch import nn
from tqdm import tqdm

from learners.images import load
from learners.trace import Trace
from learners.vision.batches import Stacks, check_counts, count_right, judge, pick_moments, score
from learners.vision.blocks import Groups
from learners.vision.pictures import Pictures
from learners.vision.training import train

QUICK = {"most": 20, "steps": 20, "passes": 2, "width": 16, "moments": 5}


def learn(
    images: str = "drawn",
    classes: tuple[str, str] | None = None,
    steps: int = 1000,
    rate: float = 0.002,
    penalty: float = 0.3,
    passes: int = 100,
    width: int = 1024,
    batch: int = 250,
    dense_rate: float = 0.05,
    moments: int = 40,
    most: int | None = None,
    seed: int = 0,
) -> Trace:
    """Learns to tell two classes of pictures apart, by logistic regression and by a dense network.

    Args:
        images: drawn, cifar10, or the path of a folder or zip with train/<class>/* and test/<class>/*
        classes: what goes to 0 and what goes to 1; without a choice deer and horse, or the first two there are
        steps: updates of the logistic regression; after 1,000 the loss is within a thousandth of the optimum
        rate: of the logistic regression; .002 is stable whatever the pictures, as they are standardized
        penalty: on the squared weights, so that single pixels do not decide; .1 to .3 is best for photographs
        passes: how often the dense network sees each training picture, each time mirrored and shifted by chance
        width: neurons of its first hidden layer; the second has half as many
        batch: pictures an update of the dense network
        dense_rate: its highest learning rate, after a fifth of the way; it rises to there and falls to nearly 0
        moments: how many moments of each are recorded; 40 keep the trace small
        most: at most so many training pictures of each class; all without a number
        seed: of the first weights, the order and the augmentation; the logistic regression has none of these
    """
    check_counts(steps=steps, passes=passes, width=width, batch=batch, moments=moments)
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # repeatable; and two threads fall behind one where anything else runs
    pictures = choose_two(load(images, most), classes)
    trace = Trace("ch5_binary", source=pictures.source, classes=pictures.classes, seed=seed)
    trace.facts |= {"baseline": pictures.baseline, "train_pictures": len(pictures.train), "notes": pictures.notes}
    stacks, shown = Stacks(pictures, seed), pick_shown(pictures)
    trace.extend("shown", picture=pictures.test[shown], label=pictures.test_labels[shown])
    learn_logistic(stacks, steps, rate, penalty, pick_moments(steps, moments), shown, trace)
    trace.facts["optimum"] = find_optimum(stacks, penalty)
    updates = passes * max(len(stacks.train) // batch, 1)
    network, recorded = build_dense(2, width, 0.3).to(stacks.device), pick_moments(updates, moments)
    for step, loss, shadow in train(network, stacks, updates, batch, dense_rate, smoothing=0.0):
        if step in recorded:
            chances = stacks.predict(shadow, stacks.test)
            right = count_right(chances, stacks.test_labels) / len(chances)
            chance = chances[shown, 1]
            trace.record("dense", step=step, loss=np.float32(loss), test_accuracy=right, probability=chance)
    judge(shadow, stacks, pictures, trace)
    trace.facts |= {"rate": rate, "penalty": penalty, "passes": passes, "width": width, "batch": batch}
    return trace


def choose_two(pictures: Pictures, classes: Sequence[str] | None) -> Pictures:
    """Keeps the class that goes to 0 and the class that goes to 1: those named, else deer and horse, else any two."""
    usual = ("deer", "horse") if {"deer", "horse"} <= set(pictures.classes) else pictures.classes[:2]
    return pictures.choose(classes or usual)


def pick_shown(pictures: Pictures, each: int = 3) -> np.ndarray:
    """Picks the first test pictures of each class in turn, the class that goes to 1 first."""
    rows = [np.flatnonzero(pictures.test_labels == label)[:each] for label in (1, 0)]
    return np.array([row[turn] for turn in range(min(map(len, rows))) for row in rows])


def learn_logistic(
    stacks: Stacks, steps: int, rate: float, penalty: float, moments: list[int], shown: np.ndarray, trace: Trace
) -> None:
    """Initialize, adjust, repeat: every update lowers the loss of all training pictures."""
    pixels, tests = (stacks.standardize(stack).flatten(1) for stack in (stacks.train, stacks.test))
    weights = torch.zeros(pixels.shape[1], device=stacks.device, requires_grad=True)
    bias = torch.zeros(1, device=stacks.device, requires_grad=True)
    groups: Groups = [{"params": [weights]}, {"params": [bias], "lr": 50 * rate}]  # one number against 3,072 would lag
    optimizer = torch.optim.SGD(groups, rate, momentum=0.9, nesterov=True)
    for step in tqdm(range(steps + 1), "logistic regression", unit=" updates", disable=None):
        answers = pixels @ weights + bias
        fault = nn.functional.binary_cross_entropy_with_logits(answers, stacks.train_labels.float())
        loss = fault + penalty / 2 * weights.square().sum()
        if step in moments:
            with torch.no_grad():
                chances = torch.sigmoid(tests @ weights + bias)
            right = int(((chances > 0.5) == stacks.test_labels).sum())
            trace.record(
                "logistic",
                step=step,
                loss=loss,
                train_accuracy=((answers > 0) == stacks.train_labels).float().mean(),
                test_accuracy=right / len(tests),
                probability=chances[shown],
                weights=weights.reshape(3, 32, 32).permute(1, 2, 0).to(torch.float16),
            )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    trace.facts["logistic"] = score(right, len(tests))


def find_optimum(stacks: Stacks, penalty: float) -> dict[str, float]:
    """Finds the best weights by scipy's L-BFGS, in double precision and without any of the code above."""
    pixels, tests = (stacks.standardize(each).flatten(1).cpu().numpy() for each in (stacks.train, stacks.test))
    labels, truth = stacks.train_labels.cpu().numpy(), stacks.test_labels.cpu().numpy()
    signed = np.where(labels == 1, 1.0, -1.0)

    def measure(unknown: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signed * (pixels @ unknown[:-1] + unknown[-1])
        loss = np.logaddexp(0, -margin).mean() + penalty / 2 * (unknown[:-1] ** 2).sum()
        pull = -signed / (1 + np.exp(margin.clip(-50, 50))) / len(signed)
        return loss, np.append(pull @ pixels + penalty * unknown[:-1], pull.sum())

    found = minimize(measure, np.zeros(pixels.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    right = int((((tests @ found.x[:-1] + found.x[-1]) > 0) == truth).sum())
    return {"loss": float(found.fun), **score(right, len(truth))}


def build_dense(classes: int, width: int = 512, dropout: float = 0.0) -> nn.Sequential:
    """Builds two hidden layers, in which every pixel is tied to every neuron."""
    first = [nn.Flatten(), nn.Linear(3072, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout)]
    second = [nn.Linear(width, width // 2), nn.BatchNorm1d(width // 2), nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*first, *second, nn.Linear(width // 2, classes))


if __name__ == "__main__":
    from learners.command import main

    main(learn)
