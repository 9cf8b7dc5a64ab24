"""What chapter 8 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims.figures import measured, percent


def ending(trace: Trace, reel: str) -> str:
    """How a recorded game ended."""
    moves = len(trace[f"{reel}/action"]) - 1
    if trace[f"{reel}/reward"].sum() > 0:
        return f"at the goal after {moves} moves"
    hole = "".join(trace.facts["rows"])[int(trace[f"{reel}/observation"][-1])] == "H"
    return f"in a hole after {moves} moves" if hole else f"out on the ice after {moves} moves"


def label_line(trace: Trace) -> str:
    """Which label all moves of the random game get."""
    won = trace["before/reward"].sum() > 0
    return f"The game is {'won' if won else 'lost'}. So every move of it gets the label {'1' if won else '0'}."


def many_games(trace: Trace) -> str:
    """How many random games are counted, and what the tiles show of them."""
    return f"Now {trace['games/count'][-1]:,} random games. A tile shows its best move's share of wins."


def random_line(trace: Trace) -> str:
    """How many random games are won, measured over games of their own."""
    figure = trace.facts["figures"]["firm: random"]
    low, high = (f"{100 * figure[end]:.1f}" for end in ("low", "high"))
    games = f"{figure['games']:,} other games (95 %: {low} to {high})"
    return f"Random moves seldom win: {percent(figure['mean'])}, in {games}."


def guess_line(trace: Trace) -> str:
    """What the network says before it has learned."""
    low, high = trace["train/chance"][0].min(), trace["train/chance"][0].max()
    return f"Initialize: before it learns, it says between {low:.2f} and {high:.2f} for every pair."


def first_way(trace: Trace) -> int | None:
    """The training step from which on the best moves reach the goal, up to the end; None where they do not."""
    lost = np.flatnonzero(trace["train/moves"] < 0)
    first = int(lost[-1]) + 1 if len(lost) else 0
    return int(trace["train/step"][first]) if first < len(trace["train/moves"]) else None


def training_line(trace: Trace) -> str:
    """Whether the best moves lead to the goal."""
    step, last = first_way(trace), trace["train/step"][-1]
    if step is None:
        return f"After {last:,} steps the best moves do not yet lead to the star."
    return f"From step {step:,} on, the moves with the highest chance lead to the star, in {trace['train/moves'][-1]}."


def start_line(trace: Trace) -> str:
    """The chances at the start, and what they mean."""
    chance, truth = trace["train/chance"][-1][0], np.array(trace.facts["truth"])[0]
    name = trace.facts["names"][int(chance.argmax())]
    right = "in truth as well" if chance.argmax() == truth.argmax() else "though not in truth"
    return f"At the start {name} has the highest chance, {right}. It is small: all later moves are random."


def ages(trace: Trace) -> list[str]:
    """Recorded games of networks of growing age."""
    return ["age0", *[reel for reel in ("age2", "age1") if f"{reel}/action" in trace][:1], "after"]


def choosing_line(trace: Trace) -> str:
    """How the trained network walks."""
    return f"Now it chooses, in every place, the move with the highest chance: {ending(trace, 'after')}."


def found(trace: Trace) -> dict[int, tuple[int, int]]:
    """For each number of games, how many learners found a way, and how many there were."""
    games, moves = trace["seeds/games"], trace["seeds/moves"]
    return {
        int(count): (int((moves[games == count] > 0).sum()), int((games == count).sum())) for count in np.unique(games)
    }


def seeds_line(trace: Trace) -> str:
    """How many other learners found the way too."""
    said = [
        f"{good} of {all_} from {count:,} games" for count, (good, all_) in sorted(found(trace).items(), reverse=True)
    ]
    return f"Was it luck? Others find a way, too: {', '.join(said)}."


def ice_line(trace: Trace) -> str:
    """How learning goes on where random play is not enough."""
    shares = ", ".join(f"{100 * share:.0f}" for share in trace.facts["shares"])
    return f"On slippery ice it is repeated: learn, play by it with {shares} % random moves, learn again."


def ice_verdict(trace: Trace) -> str:
    """What was measured on slippery ice."""
    figures, limit = trace.facts["figures"], percent(trace.facts["limit"])
    random = percent(figures["slippery: random"]["mean"])
    return f"Measured: {measured(figures['slippery: ours'])}. Best fixed moves: {limit}, random: {random}."


def lesson_to_keep(trace: Trace) -> str:
    """The sentence to remember, as far as this trace bears it out."""
    if first_way(trace) is None:
        return "Initialize, adjust, repeat. This network has not yet found the way: give it more steps."
    return "Initialize, adjust, repeat. A network that predicts winning can choose a move."
