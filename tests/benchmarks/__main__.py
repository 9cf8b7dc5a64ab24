"""`make bench`: speed as ratios within one run. Never run it beside other work; it says when the machine is busy."""

import json
import os
import platform
import statistics
import subprocess
import sys
from typing import Any

from tests.benchmarks.recording import descend, recording_cost, train

ROUNDS = 3  # about ten minutes in all
SECONDS = 240  # of each training on Atari: six of them, 24 minutes


def main() -> None:
    """Runs all measurements and prints them as a Markdown table."""
    if os.getloadavg()[0] > 1:
        print(
            f"Warning: the machine is busy (load {os.getloadavg()[0]:.1f}); figures will be too high.", file=sys.stderr
        )
    print(f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n")
    print("| what | measured | target |\n|---|---|---|")
    for measure in (_race, _chapter, _recording, _atari):
        for line in measure():
            print(line, flush=True)


def _race() -> list[str]:
    lines = []
    for dry, name, target in (("dry", "drawing alone", "4 times"), ("full", "whole render", "")):
        ours, usual = _in_turn(("race", "ours", dry), ("race", "usual", dry))
        ratio = usual["seconds"] / ours["seconds"]
        seconds = f"{ours['seconds']:.1f} s against {usual['seconds']:.1f} s for 8 s at 1080p60"
        lines.append(f"| race, {name}: the usual Manim way takes | {ratio:.1f} times as long ({seconds}) | {target} |")
        memory = f"{ours['peak_mb']:.0f} MB against {usual['peak_mb']:.0f} MB"
        lines.append(f"| race, {name}: peak memory | {memory} | under 700 MB |")
    return lines


def _chapter() -> list[str]:
    plain, split = _in_turn(("chapter", "ch2_gradient", "plain"), ("chapter", "ch2_gradient", "split"))
    floor, rate = plain["seconds"] / split["encoding"], split["frames"] / plain["seconds"]
    return [
        f"| chapter 2 against encoding its {split['frames']:.0f} frames alone ({split['encoding']:.1f} s) "
        f"| {floor:.2f} times | at most 1.5 |",
        f"| chapter 2, {plain['playing']:.0f} s of video at 1080p60, {plain['megabytes']:.1f} MB "
        f"| {plain['seconds']:.1f} s: {rate:.0f} frames a second | over 60 |",
        f"| chapter 2: peak memory | {plain['peak_mb']:.0f} MB | under 700 MB |",
    ]


def _recording() -> list[str]:
    lines = []
    for loop, what in ((descend, "three numbers"), (train, "all 4,810 parameters of a small network")):
        bare, recorded, read = recording_cost(loop)
        cost = f"{recorded / bare - 1:+.1%} (only reading them: {read / bare - 1:+.1%})"
        lines.append(f"| recording {what} a step, against the same loop without | {cost} | at most 5 % |")
    return lines


def _atari() -> list[str]:
    lines = []
    for kind, what in (("ppo", "policy gradient, Pong"), ("dqn", "double Q, Breakout")):
        ours, documented, vector = (
            _measure("atari", kind, who, str(SECONDS)) for who in ("ours", "documented", "vector")
        )
        for theirs, how in ((documented, "as documented"), (vector, "with our fast games")):
            ratio = ours["steps_a_second"] / theirs["steps_a_second"]
            rates = f"{ours['steps_a_second']:,.0f} against {theirs['steps_a_second']:,.0f} steps a second"
            rates += f"; score after {SECONDS} s {ours['score']:.1f} against {theirs['score']:.1f}"
            lines.append(f"| {what}, against stable-baselines3 {how} | {ratio:.1f} times: {rates} | 3 times |")
    return lines


def _in_turn(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Runs two measurements in turn, several rounds, each in a fresh process; medians of each."""
    runs: list[list[dict[str, float]]] = [[], []]
    for _ in range(ROUNDS):
        for index, arguments in enumerate((first, second)):
            runs[index].append(_measure("measure", *arguments))
    return tuple({key: statistics.median(run[key] for run in each) for key in each[0]} for each in runs)  # type: ignore[return-value]


def _measure(module: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
