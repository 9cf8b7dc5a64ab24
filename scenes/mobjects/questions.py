"""The three questions of every game, with the answers of this moment."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, VGroup

from scenes import style
from scenes.mobjects.words import Glyphs, Number, row, words

QUESTIONS = ("Where am I?", "What may I do?", "What did it bring?")


class Choice(VGroup):
    """Names side by side, of which the chosen one is lit."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = [words(name, style.HEADING, style.color("soft")) for name in names]
        super().__init__(*row(*self.names, gap=0.5))

    def show(self, chosen: float) -> Self:
        """Lights one name by its number; -1 lights none."""
        for index, name in enumerate(self.names):
            name.set_fill(style.color("now" if index == int(chosen) else "soft"))
        return self


class Questions(VGroup):
    """Three questions under one another, each with its answer; `parts` are the three, to be brought in one by one.

    Args:
        actions: their names.
        pitch: distance of two questions, in units.
    """

    def __init__(self, actions: Sequence[str], pitch: float = 1.6) -> None:
        super().__init__()
        self.place = Number(0, "{:<2.0f}", style.TITLE)
        self.reward = Number(0, "{:1.0f}", style.TITLE)
        self.choice = Choice(actions)
        self.over = [words(word, style.HEADING) for word in ("no", "yes")]
        questions = [words(question, style.HEADING, bold=True) for question in QUESTIONS]
        for index, question in enumerate(questions):
            question.align_to(np.zeros(3), LEFT).stand_on(-index * pitch)
        named = self._beside(questions[0], "observation", self.place), self._beside(questions[2], "reward", self.reward)
        self.choice.align_to(np.zeros(3), LEFT)
        self.choice.shift((-pitch - 0.68 - self.choice.names[0].baseline) * np.array([0.0, 1.0, 0.0]))
        ended = self._beside(questions[2], "game over", self.over[0], 2.6)
        self.over[1].align_to(self.over[0], LEFT).stand_on(self.over[0].baseline)
        self.parts = [
            VGroup(questions[0], named[0], self.place),
            VGroup(questions[1], self.choice),
            VGroup(questions[2], named[1], self.reward, ended, *self.over),
        ]
        self.add(*self.parts)
        self.move_to(np.zeros(3))
        self.show((0, -1, 0.0, False))

    def show(self, answers: tuple[Any, Any, Any, Any]) -> Self:
        """Shows observation, action (-1 for none), reward and whether the game is over."""
        place, chosen, reward, over = answers
        self.place.show(float(place))
        self.reward.show(float(reward))
        self.choice.show(float(chosen))
        for ended, word in enumerate(self.over):
            word.set_fill(opacity=float(ended == bool(over)))
        return self

    def _beside(self, question: Glyphs, name: str, answer: Glyphs, left: float = 0.0) -> Glyphs:
        """Sets a name under its question and the answer beside it; returns the name."""
        label = words(name, style.LABEL, style.color("soft")).align_to(np.array([left, 0.0, 0.0]), LEFT)
        label.stand_on(question.baseline - 0.68)
        answer.next_to(label, RIGHT, buff=0.25).stand_on(label.baseline)
        return label
