"""Chapter 19: it learns to clear the sky."""

from manim import FadeIn, FadeOut, Group

from scenes.ch16_pong import Ch16Pong
from scenes.claims import atari
from scenes.claims import ch19_invaders as claims
from scenes.mobjects.pixelart import quadruple
from scenes.mobjects.playback import Playback, steadily
from scenes.mobjects.screen import FRAMES_A_SECOND
from scenes.sets import ch16_pong as sets
from scenes.sets import ch19_invaders as own

SLOW = 6.0  # pictures a second in which one sees that a shot blinks


class Ch19Invaders(Ch16Pong):
    """Space Invaders by double DQN: what pays, shots that blink, smooth edges, growing older, a wave that goes."""

    title = "It learns to clear the sky"
    subject = "Double DQN plays Space Invaders"
    clip = ("clear",)
    whole, ends = 24.0, (5.0, 5.0)  # seconds of the wave on screen, and of its two ends at its own pace
    sides = "Left {}, right after, at the same step."
    repeat = "Adjust, repeat: after each lesson it plays on with its new guesses."

    def construct(self) -> None:
        """The game; blinking shots; smooth edges; before and after; growing older; the wave; the figures."""
        has_ages, has_wave = len(atari.ages(self.trace)) > 0, "wave/screen" in self.trace
        beats = [
            (self.opening, True),
            (self.meet, has_ages),
            (self.blink, has_wave and claims.blink(self.trace) is not None),
            (self.refine, has_ages),
            (self.play_before_and_after, len(atari.ages(self.trace)) > 1),
            (self.grow_older, True),
            (self.clear, has_wave),
            (self.remember, "figures" in self.trace.facts),
        ]
        self.beats(*[beat for beat, is_recorded in beats if is_recorded])

    def meet(self) -> None:
        """The game: what an invader brings, and how many lives there are."""
        screen, names = own.cast(self.trace)
        frames, pace = self.trace["age_0/screen"], sets.pace(self.trace, "age_0")
        self.change(screen, names)
        self.say(f"Space Invaders: {claims.INVADERS} invaders come down, step by step. Each one that is hit pays.")
        rows = min(len(frames), round(4 * pace) + 1)
        self.play(Playback(screen, frames, steadily(rows)), run_time=max((rows - 1) / pace, 1))
        self.leaving = Group(screen, names)

    def blink(self) -> None:
        """Two pictures that follow one another, of which one shows a shot; then more of them, slowly."""
        row, frames = claims.blink(self.trace) or 0, self.trace["wave/screen"]
        screens, names, rings = own.successive(self.trace, row)
        self.change(*screens, names)
        self.play(FadeIn(rings), run_time=0.4)
        self.say("Shots blink: the console draws this one in every other picture only.")
        self.wait(1)
        tempo = self.game_pace(FRAMES_A_SECOND).show(SLOW)
        self.play(FadeOut(rings), FadeIn(tempo), run_time=0.4)
        self.say("So the game at the end of this video is shown with every picture, 60 a second.")
        last = min(row + round(4 * SLOW), len(frames) - 2)
        clocks = [steadily(last + 1 + later, row + later) for later in (0, 1)]
        playing = [Playback(screen, frames, clock) for screen, clock in zip(screens, clocks, strict=True)]
        self.play(*playing, run_time=max((last - row) / SLOW, 0.5))
        self.leaving = Group(*screens, names, tempo)

    def refine(self) -> None:
        """A piece of the screen, enlarged plainly and with smooth edges, in step."""
        screens, names = own.two_scalers(self.trace)
        frames, pace = self.trace["age_0/screen"], sets.pace(self.trace, "age_0")
        self.change(*screens, names)
        self.say("The same pixels twice. At the right, four times the resolution in each direction.")
        rows = min(len(frames), round(3 * pace) + 1)
        playing = [Playback(screen, frames, steadily(rows)) for screen in screens]
        self.play(*playing, run_time=max((rows - 1) / pace, 1))
        self.say("Where two neighbors of a pixel agree, the corner between them takes their color.")
        self.wait(1)
        self.leaving = Group(*screens, names)

    def play_before_and_after(self) -> None:
        """The same time before and after learning, side by side."""
        self.play_side_by_side(claims.hook(self.trace))

    def clear(self) -> None:
        """The game in which the invaders go: its beginning and end at their own pace, hurried between."""
        playing = own.Playing(self.trace, "wave", claims.move_names(self.trace), "hits")
        name, counts = claims.count(self.trace)
        invaders, pace = self.counter(name, 2), sets.pace(self.trace, "wave")
        self.hurry([playing], invaders, counts, pace, claims.searching(self.trace), claims.expecting(self.trace))
        self.say(claims.wave_verdict(self.trace))
        self.wait(1.5)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.rank(claims.cleared(self.trace))
        self.say(claims.lesson(self.trace))
        self.wait(1)

    def panels(self) -> list[sets.Playing]:
        """The first and the last age, smoothed."""
        return sets.pair(self.trace, [atari.ages(self.trace)[0], atari.ages(self.trace)[-1]], quadruple)
