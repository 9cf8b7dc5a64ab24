"""What chapter 10 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims.figures import measured, percent


def map_line(trace: Trace) -> str:
    """What the letters of the map mean."""
    rows = trace.facts["rows"]
    return f"A lake is {len(rows)} lines of letters: S start, F frozen, H hole, G goal."


def place_line(trace: Trace) -> str:
    """How a place becomes a number."""
    return f"Where am I? One number tells it: row times {len(trace.facts['rows'][0])}, plus column."


def step_line(trace: Trace) -> str:
    """What one step of the solved game gave back."""
    state, reward = trace["solved/observation"][1], trace["solved/reward"][0]
    over = "over" if trace["solved/ended"][1] else "not over"
    return f"Out come three answers: observation {state}, reward {reward:g}, {over}."


def ending(trace: Trace, reel: str) -> str:
    """How a recorded game ended."""
    moves = len(trace[f"{reel}/action"]) - 1
    if trace[f"{reel}/reward"].sum() > 0:
        return f"goal after {moves} moves: reward 1"
    return f"hole after {moves} moves: reward 0" if trace[f"{reel}/ended"][-1] else f"cut off after {moves} moves"


def games_line(trace: Trace) -> str:
    """How games end."""
    cut = len(trace["cut/action"]) - 1
    return f"A game ends in a hole or at the goal. One that does neither is cut off after {cut} moves."


def slippery_line(trace: Trace) -> str:
    """What slippery ice does to the first move of the recorded game."""
    move = trace.facts["names"][int(trace["slippery/action"][0])]
    return f"The same action, {move}: one place follows on firm ice, one of three on slippery ice."


def agreement(trace: Trace) -> str:
    """How many rules are those of Gymnasium's lake."""
    rules = len(trace["rules/state"])
    return f"{trace.facts['agree']} of {rules} rules lead to the same places with the same chances, and pay the same."


def equal(trace: Trace) -> np.ndarray:
    """Whether each rule is Gymnasium's, [states, firm actions and slippery actions]."""
    same = np.isclose(trace["rules/ours"], trace["rules/theirs"]).all(axis=1)
    same &= np.isclose(trace["rules/reward"], trace["rules/their_reward"])
    actions = len(trace.facts["names"])
    return np.concatenate(list(same.reshape(2, -1, actions)), axis=1)


def six_moves(trace: Trace) -> str:
    """How the six known moves do on slippery ice."""
    figure = measured(trace.facts["figures"]["slippery: six known moves"])
    return f"The moves that won on firm ice, played on slippery ice, win {figure}."


def room_above(trace: Trace) -> str:
    """How much better one can be."""
    figures = trace.facts["figures"]
    random, best = figures["slippery: random"]["mean"], figures["slippery: best fixed policy"]["exact"]
    return f"Random moves win {percent(random)}, the best fixed moves {percent(best)}. The moves must be learned."
