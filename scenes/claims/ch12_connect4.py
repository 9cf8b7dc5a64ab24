"""What chapter 12 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims.ch11_tictactoe import games, outcome, winner
from scenes.claims.figures import percent

NAMES = {1: "Blue", 2: "Orange"}  # who moves first, who second
SAME = 0.05  # chances less apart look the same
SURE = 0.9  # who expects so much knows that it wins
KNOWN = {1: "win", 0: "tie", -1: "lose"}


def ages(trace: Trace) -> list[str]:
    """The reels of the several ages: a short training has fewer of them."""
    return [reel for reel in trace.reels() if reel.startswith("age")]


def lesson_verdict(trace: Trace) -> str:
    """How the few random games that are shown ended, and why counting, as in the chapter before, is at its end."""
    game, end = trace["lesson/game"], trace["lesson/end"]
    ends = [int(end[game == one][0]) for one in dict.fromkeys(game.tolist())]
    count = f"Blue wins {ends.count(1)}, orange {ends.count(-1)} of {len(ends)}."
    return f"{count} But there are {trace.facts['positions']:,} boards: too many to count."


def untrained(trace: Trace) -> str:
    """What the untrained net says of the first columns."""
    said = trace["train/first"][0]
    if np.ptp(said) < SAME:
        return "Initialize: to an untrained net every first column looks the same."
    return f"Initialize: an untrained net says anything, from {said.min():.2f} to {said.max():.2f}."


def turn(trace: Trace) -> str:
    """What happens in a round."""
    first = games(trace.facts["games"])
    return f"Adjust: learn from {first} at random. Repeat: play by what was learned, and learn again."


def strength_verdict(trace: Trace) -> str:
    """How strong it is at last against the best opponent, and whether that is more than after random games."""
    share, rounds, name = _strongest(trace)
    opponent = opponent_named(trace.facts["opponents"][name])
    said = f"Against {opponent} it wins {percent(share[0])} untrained, {percent(share[1])} after random games"
    if len(share) == 2:
        return f"{said}."
    better = trace["train/low"][-1, name] > trace["train/high"][1, name]
    return f"{said}, {percent(share[-1])} after {_rounds(rounds[-1])}" + ("." if better else ": no clear gain yet.")


def first_verdict(trace: Trace) -> str:
    """What it says of the first columns, beside what is proved."""
    said, exact = trace["train/first"][-1], np.array(trace.facts["first_exact"])
    liked, right = int(said.argmax()), int(exact.argmax())
    start = f"It likes column {liked + 1} best, {said[liked]:.2f}"
    if liked != right:
        return f"{start}. Perfect play would win with column {right + 1}."
    return f"{start}. Right, " + (
        "and it wins there." if said[liked] > SURE else "but it does not know that it wins there."
    )


def opponent_named(name: str) -> str:
    """An opponent in words."""
    return f"a search {name.split()[-1]} moves deep" if "depth" in name else f"{name} play"


def players(trace: Trace, reel: str) -> str:
    """Who plays which color."""
    seat, opponent = trace.facts[reel]["seat"], opponent_named(trace.facts[reel]["opponent"])
    return f"{NAMES[seat]} is the net with one look ahead and takes the red box. {NAMES[3 - seat]} is {opponent}."


def seat_change(trace: Trace, reel: str) -> str:
    """Which color the net has in a later game."""
    seat = trace.facts[reel]["seat"]
    return f"Now the net is {NAMES[seat].lower()}, and {'begins' if seat == 1 else 'moves second'}."


def solved_from(trace: Trace, reel: str) -> int | None:
    """The first row from which the exact answers are known; None where the game ends before."""
    rows = np.flatnonzero(np.isfinite(trace[f"{reel}/exact"]).any(axis=1))
    return int(rows[0]) if len(rows) else None


def solved_said(trace: Trace, reel: str) -> str:
    """What stands below the learned chances from now on."""
    row = solved_from(trace, reel)
    if row is None:
        return "The game is over before a search to the end is quick."
    return f"From {row} discs on a search to the end is quick. Below: 1 wins, 0 loses."


def decisive(trace: Trace, reel: str) -> int | None:
    """The first solved row at which the learned player has one good column among the most bad ones."""
    rows = np.flatnonzero(trace[f"{reel}/ours"] & np.isfinite(trace[f"{reel}/exact"]).any(axis=1))
    if not len(rows):
        return None
    exact = trace[f"{reel}/exact"][rows]
    best = exact == np.nanmax(exact, axis=1, keepdims=True)
    bad = np.where(best.sum(axis=1) == 1, np.isfinite(exact).sum(axis=1) - 1, 0)
    return int(rows[bad.argmax()]) if bad.max() > 0 else None


def decisive_said(trace: Trace, reel: str) -> str:
    """What it says where only one column is good."""
    row = decisive(trace, reel)
    if row is None:
        return "In this game several columns are always as good as one another."
    said, exact = trace[f"{reel}/ahead"][row], trace[f"{reel}/exact"][row]
    good = int(np.nanargmax(exact))
    others = np.delete(said, good)
    told = f"Only column {good + 1} can {KNOWN[int(exact[good])]} here. It says {said[good]:.2f}"
    return f"{told}, and at most {np.nanmax(others):.2f} for the others."


def kept_verdict(trace: Trace) -> str:
    """How often its column gives nothing away in solved endgames."""
    about, kept = trace.facts["endgames"], trace["train/kept"]
    count = about["games"]
    return (
        f"In {count} solved endgames its column gives nothing away in {round(kept[-1] * count)}, "
        f"untrained in {round(kept[0] * count)}, at random in {round(about['random'] * count)}."
    )


def game_verdict(trace: Trace, reel: str) -> str:
    """Who won a game, and with how many discs."""
    who = winner(trace, reel)
    if not who:
        return "The board is full, and nobody wins."
    discs = int((trace[f"{reel}/player"][:-1] == who).sum())
    return f"{NAMES[who]} wins with {discs} discs."


def ages_verdict(trace: Trace) -> str:
    """How the ages did in the game that is shown."""
    ends = [outcome(trace, reel) for reel in ages(trace)]
    opponent = opponent_named(trace.facts[ages(trace)[-1]]["opponent"])
    return f"Against {opponent} it {', '.join(ends[:-1])}, and {ends[-1]}."


def measured(trace: Trace) -> list[str]:
    """How the figures were measured."""
    about = trace.facts["figures"]["against search of depth 4"]
    low, high = trace.facts["opening"]
    lost = trace.facts["figures"]["share of those openings that were lost"]["exact"]
    return [
        f"{games(about['games'])} each, seeds {about['seeds'][0]:,} to {about['seeds'][1]:,}; 95 % intervals. "
        "The net also sees the mirrored board.",
        f"Against search: both seats in turn, {low} to {high} random moves first; by then {percent(lost)} are lost.",
    ]


def figures_verdict(trace: Trace) -> str:
    """What the figures come to."""
    wins = trace.facts["wins"]
    seats = [wins[f"{seat} against random"][0] for seat in ("first", "second")]
    deep = wins["against search of depth 6"][0]
    every = "It wins every game" if min(seats) == 1 else f"It wins {percent(min(seats))} or more"
    return f"{every} against random play, and {percent(deep)} against a search 6 moves deep."


def lesson() -> str:
    """The sentence to keep."""
    return "Too many boards to count? Guess, play by the guesses, learn how that ends, and repeat."


def _strongest(trace: Trace) -> tuple[np.ndarray, np.ndarray, int]:
    """The shares won against the strongest opponent, the rounds, and that opponent's place."""
    place = len(trace.facts["opponents"]) - 1
    return trace["train/wins"][:, place], trace["train/round"], place


def _rounds(count: float) -> str:
    return f"{count:,.0f} round{'' if count == 1 else 's'}"
