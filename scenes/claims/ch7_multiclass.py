"""What chapter 7 says about its trace: every sentence is chosen by what was recorded."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from learners.trace import Trace
from scenes.claims.figures import percent
from scenes.claims.pictures import beats_chance, kind, measured

COUNTS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten"}
NETWORKS = {
    "dense": "dense",
    "dense_augmented": "dense, augmented",
    "convolution": "convolution",
    "convolution_augmented": "convolution, augmented",
}


def number(trace: Trace) -> str:
    """How many classes there are, as the first word of a sentence."""
    count = len(trace.facts["classes"])
    return COUNTS.get(count, str(count))


def comparison(trace: Trace) -> str:
    """What is compared, under which equal conditions."""
    compared = trace.facts["compared"]
    return f"Four networks: {compared['updates']:,} updates each, on the same {compared['pictures']:,} {kind(trace)}."


def comparison_scores(trace: Trace) -> str:
    """What each of the four reached."""
    share = {name: percent(score["accuracy"]) for name, score in trace.facts["compared"]["test"].items()}
    return (
        f"Dense {share['dense']}, with augmentation {share['dense_augmented']}. "
        f"Convolution {share['convolution']}, with augmentation {share['convolution_augmented']}."
    )


def comparison_verdict(trace: Trace) -> str:
    """Whether augmentation and convolution surely helped: their intervals do not touch the others'."""
    score = trace.facts["compared"]["test"]
    augmenting = all(_above(score[f"{name}_augmented"], score[name]) for name in ("dense", "convolution"))
    convolving = all(_above(score[f"convolution{end}"], score[f"dense{end}"]) for end in ("", "_augmented"))
    if augmenting and convolving:
        return "Both help: convolution, and pictures that are mirrored and shifted."
    if augmenting or convolving:
        name = "Augmentation" if augmenting else "Convolution"
        return f"{name} helps. The other is no sure gain here."
    return "Here neither is a sure gain."


def contest_verdict(trace: Trace) -> str:
    """What the final network answers to the two pictures of the contest."""
    said = [f"{_name(trace, picture)} {_answer(trace, picture)}" for picture in shown(trace)]
    return f"After {trace['train/step'][-1]:,} updates: {', '.join(said)}."


def shown(trace: Trace) -> list[int]:
    """The numbers of the two pictures of the contest."""
    return list(range(min(2, len(trace["shown/label"]))))


def confusion_verdict(trace: Trace) -> str:
    """How many test pictures came to the diagonal, and which two classes are mixed up most."""
    counts = trace["train/confusion"][-1]
    said = f"{np.trace(counts):,} of {counts.sum():,} are on the diagonal"
    wrong = counts - np.diag(np.diag(counts))
    if not wrong.any():
        return f"{said}: every one."
    truth, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    classes, most = trace.facts["classes"], wrong.max()
    times = "once" if most == 1 else f"{most} times"
    return f"{said}. Most often mixed up: {classes[truth]} called {classes[answer]}, {times}."


def mistakes_verdict(trace: Trace) -> str:
    """How many are wrong in the end, and which of them are shown."""
    test = trace.facts["test"]
    wrong = test["count"] - test["right"]
    if not wrong:
        return f"Not one of the {test['count']:,} test pictures is wrong."
    here = "Here are" if wrong > mistakes_shown(trace) else "That is" if wrong == 1 else "These are"
    which = " those it was surest of" if wrong > mistakes_shown(trace) else " all"
    return f"Averaged over six views of each picture, {wrong:,} of {test['count']:,} are wrong. {here}{which}."


def mistakes_number(trace: Trace) -> str:
    """What the number under each picture is."""
    if mistakes_shown(trace):
        return "The number says how sure it was of the wrong answer."
    return "The number is the chance of the right answer."


def mistakes_shown(trace: Trace, most: int = 5) -> int:
    """How many mistakes the video shows."""
    return min(len(trace["mistakes/label"]), most) if "mistakes/label" in trace else 0


def score_verdict(trace: Trace) -> str:
    """The final accuracy with its interval."""
    return f"Right: {measured(trace.facts['test'])}."


def lesson(trace: Trace) -> str:
    """What to remember, if this trace shows it."""
    if beats_chance(trace):
        return f"{number(trace)} answers compete, and training makes the right one win."
    return f"{number(trace)} answers compete. These have not learned enough yet for the right one to win."


def _above(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["low"] > other["high"])


def _name(trace: Trace, picture: int) -> str:
    return str(trace.facts["classes"][int(trace["shown/label"][picture])])


def _answer(trace: Trace, picture: int) -> str:
    """The probability of the true class, and the answer where it is another one."""
    chances = trace["train/probability"][-1, picture]
    truth, answer = int(trace["shown/label"][picture]), int(np.nanargmax(np.nan_to_num(chances)))
    wrong = "" if answer == truth else f" (it says {trace.facts['classes'][answer]})"
    return f"{chances[truth]:.2f}{wrong}"
