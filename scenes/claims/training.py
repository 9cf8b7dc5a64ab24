"""What is said about a training of your own: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace

KINDS = ("picture", "histogram", "change", "gradient", "weight")  # columns of a layer; all others are values
LONGEST, WIDEST = 26, 70  # letters of a name within a sentence, and of a title


def layers(trace: Trace) -> list[str]:
    """The names of the recorded layers, from the first to the last."""
    pictures = [name for name in trace.columns() if name.endswith(".picture")]  # facts are sorted by name
    return [name.removeprefix("train/").removesuffix(".picture") for name in pictures]


def values(trace: Trace) -> list[str]:
    """The names of the values that were given beside the layers."""
    names = [column.split("/", 1)[1] for column in trace.columns() if column.startswith("train/")]
    owned = {f"{layer}.{kind}" for layer in layers(trace) for kind in KINDS}
    return [name for name in names if name not in owned and name != "step"]


def numbers(trace: Trace) -> list[str]:
    """Those of the values that are single numbers."""
    return [name for name in values(trace) if trace[f"train/{name}"].ndim == 1]


def title(trace: Trace) -> str:
    """The title that was given, or else the model's name."""
    return cut(str(trace.facts["settings"].get("title") or f"{trace.facts['model']} in training"))


def subject(trace: Trace) -> str:
    """What is trained."""
    return f"{trace.facts['model']} · {counted(trace.facts['parameters'], 'parameter')}"


def beginning(trace: Trace, diagram: bool) -> str:
    """What is drawn, before anything was learned."""
    drawn = "Edges are weights, nodes biases" if diagram else "Every number is a color"
    return f"Initialize: step {trace['train/step'][0]}. {drawn}: orange above zero, blue below."


def selection(trace: Trace, shown: int, diagram: bool) -> str:
    """How many of the layers are drawn, and what the bars under them mean."""
    if diagram:
        return "A bar is how fast the weights above it change; the name of the fastest is framed."
    tensors = trace.facts["tensors"]
    part = f"{shown} of its {tensors} tensors are shown. " if shown < tensors else ""
    return f"{part}The bar under each is how fast it changes; the fastest is framed."


def first_step(trace: Trace) -> str:
    """What the first recorded step did to the first value."""
    steps = counted(int(trace["train/step"][1] - trace["train/step"][0]), "step")
    if not numbers(trace):
        return f"Adjust: {steps} of learning change every number a little."
    name = numbers(trace)[0]
    before, after = trace[f"train/{name}"][:2]
    return f"Adjust: {steps}, and the {named(name)} goes from {figure(before)} to {figure(after)}."


def verdict(trace: Trace) -> str:
    """What became of the first value in the run."""
    steps = counted(int(trace["train/step"][-1]), "step")
    if not numbers(trace):
        return f"{steps} are done."
    name, lost = numbers(trace)[0], lost_row(trace)
    if lost is not None:
        step = trace["train/step"][lost]
        return f"At step {step:,} the {named(name)} is no number any more: the run has diverged."
    column = trace[f"train/{name}"].astype(float)
    return f"After {steps} the {named(name)} has {_moved(column)}."


def lost_row(trace: Trace) -> int | None:
    """The row from which on the first value is no number any more, if it was one before and none comes after."""
    finite = np.isfinite(trace[f"train/{numbers(trace)[0]}"].astype(float)) if numbers(trace) else np.ones(1, bool)
    return int(np.flatnonzero(finite)[-1]) + 1 if finite.any() and not finite[-1] else None


def last_row(trace: Trace) -> int:
    """The row with which the video ends: a run that diverged is left a little later."""
    lost, last = lost_row(trace), len(trace["train/step"]) - 1
    return last if lost is None else min(lost + max(lost // 10, 2), last)


def fastest(trace: Trace, shown: list[str]) -> str:
    """Which of these layers changed fastest most of the time."""
    changes = change(trace)[:, [layers(trace).index(name) for name in shown]]
    moving = np.nan_to_num(changes, nan=0.0, posinf=0.0)
    seen = moving.max(axis=1) > 0
    if not seen.any():
        return "Nothing has changed at all."
    leaders = moving[seen].argmax(axis=1)
    often = int(np.bincount(leaders).argmax())
    share = float((leaders == often).mean())
    return f"{named(shown[often], last=True)} was the fastest to change in {share:.0%} of the recorded steps."


def change(trace: Trace) -> np.ndarray:
    """How far each layer moved since the row before, (rows, layers)."""
    return np.stack([trace[f"train/{name}.change"].astype(float) for name in layers(trace)], axis=1)


def spreading(trace: Trace, shown: list[str]) -> str:
    """Which of these layers spread or narrowed most between the first row and the last."""
    grown = {name: _grown(trace, name) for name in shown}
    grown = {name: ratio for name, ratio in grown.items() if np.isfinite(ratio) and ratio > 0}
    if not grown:
        return "The outline is the beginning. No number was left that could be counted."
    name = max(grown, key=lambda each: abs(np.log(grown[each])))
    if abs(np.log(grown[name])) < np.log(1.05):
        return "The outline is the beginning: the spread of the numbers has hardly changed."
    how = "spread to" if grown[name] > 1 else "narrowed to"
    return f"The outline is the beginning: {named(name, last=True)} has {how} {grown[name]:.2f} times its width."


def still(trace: Trace) -> str:
    """A sentence on frozen layers, where there are any."""
    frozen = [name for name, fact in trace.facts["layers"].items() if fact["frozen"]]
    return f" {counted(len(frozen), 'tensor')} {'is' if len(frozen) == 1 else 'are'} frozen." if frozen else ""


def lesson(trace: Trace) -> str:
    """The sentence to keep."""
    if lost_row(trace) is not None:
        return f"Initialize, adjust, repeat: here the adjusting went too far, until no number was left.{still(trace)}"
    steps = counted(int(trace["train/step"][-1]), "step")
    return f"Initialize, adjust, repeat: that was all of it, {steps} long.{still(trace)}"


def cut(title: str) -> str:
    """A title; of a very long one the beginning, for it must be readable in one line."""
    return title if len(title) <= WIDEST else f"{title[: WIDEST - 1].rstrip()}…"


def named(name: str, last: bool = False) -> str:
    """A name as it is written in a sentence; of a long one its beginning stays, or its end."""
    plain = name if last else name.replace("_", " ")
    if len(plain) <= LONGEST:
        return plain
    return f"…{plain[1 - LONGEST :]}" if last else f"{plain[: LONGEST - 1]}…"


def counted(count: int, name: str) -> str:
    """A number of things in words: `1 step`, `2,000 steps`."""
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def figure(value: float) -> str:
    """A value with four digits, without an exponent where it can be."""
    if not np.isfinite(value):
        return "no number"
    text = f"{value:.4g}"
    return f"{float(text):,.0f}" if "e+" in text and abs(value) < 1e7 else text


def _moved(column: np.ndarray) -> str:
    finite = column[np.isfinite(column)]
    if not len(finite):
        return "never been a number"
    first, last = float(finite[0]), float(finite[-1])
    if figure(first) == figure(last):
        return f"stayed at {figure(last)}"
    return f"{'fallen' if last < first else 'risen'} from {figure(first)} to {figure(last)}"


def _grown(trace: Trace, name: str) -> float:
    """The standard deviation of the last histogram as a multiple of the first's."""
    counts = trace[f"train/{name}.histogram"][[0, -1]].astype(float)
    bins = np.arange(counts.shape[1])
    if not counts.sum(axis=1).all():
        return float("nan")
    means = counts @ bins / counts.sum(axis=1)
    widths = [float(np.sqrt(row @ (bins - mean) ** 2 / row.sum())) for row, mean in zip(counts, means, strict=True)]
    return widths[1] / widths[0] if widths[0] > 0.5 else float("nan")
