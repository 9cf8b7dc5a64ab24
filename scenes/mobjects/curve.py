"""Curves, trails and spots on axes: built once from arrays, then revealed by slicing."""

from typing import Any, Self

import numpy as np
from manim import Dot, LineJointType, ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.axes import Axes

NEAR = 0.004  # units; of points closer together than half a pixel at 1080p only one is drawn


class Curve(VMobject):
    """A line through the points (x, y) on axes, cut at the edge of their area; NaN leaves a gap."""

    def __init__(
        self,
        axes: Axes,
        x: Any,
        y: Any,
        color: ManimColor | None = None,
        width: float | None = None,
        opacity: float = 1,
    ) -> None:
        super().__init__(
            stroke_color=style.color("ink") if color is None else color,
            stroke_width=style.LINE if width is None else width,
            stroke_opacity=opacity,
            joint_type=LineJointType.ROUND,
        )
        self.axes, self.x, self.y = axes, np.asarray(x, float), np.asarray(y, float)
        self._key: tuple[float, ...] = ()
        self.shown = float(len(self.x) - 1)
        self.show(self.shown)

    def show(self, row: float) -> Self:
        """Shows the line from its first point to point number `row`, a fraction included."""
        self._place()
        self.shown = min(max(float(row), 0.0), len(self.x) - 1)
        whole = int(self.shown)
        done = int(self._segments[whole])
        self.points = self._full[: 4 * done]
        rest = self.shown - whole
        if rest > 1e-6:
            pieces = self._full[4 * done : 4 * int(self._segments[whole + 1])]
            if len(pieces):
                start, end = pieces[0], pieces[0] + rest * (pieces[-1] - pieces[0])
                self.points = np.concatenate([self.points, _straight(start[None], end[None])])
        return self

    def _place(self) -> None:
        """Computes the points on the screen, again only when the axes have moved."""
        if self._key == self.axes.key():
            return
        self._key = self.axes.key()
        starts, ends, inside = _clipped(self.axes, self.x, self.y)
        far = np.linalg.norm(ends - starts, axis=1) > 1e-9
        kept = _apart(ends, inside & far)
        self._segments = np.concatenate([[0], np.cumsum(kept)])
        starts, ends = _joined(starts, ends, kept, inside)
        self._full = _straight(starts, ends)


class Spot(Dot):
    """The bright dot of the present moment; out of sight when its value is out of the axes or not a number."""

    def __init__(self, axes: Axes, at: Any, color: ManimColor | None = None, radius: float | None = None) -> None:
        super().__init__(
            radius=style.DOT if radius is None else radius,
            color=style.color("now") if color is None else color,
            stroke_color=style.color("ground"),
            stroke_width=style.THIN,
        )
        self.axes = axes
        self.value = (float("nan"), float("nan"))
        self.show(at)

    def show(self, value: Any) -> Self:
        """Moves to the value pair (x, y)."""
        x, y = float(value[0]), float(value[1])
        self.value = (x, y)
        inside = self.axes.holds(x, y)
        if inside:
            self.move_to(self.axes.point(x, y))
        return self.set_fill(opacity=float(inside)).set_stroke(opacity=float(inside))


class Trail(VGroup):
    """Where a learner has been: a fading line, a small dot for each step, and the present as a bright spot."""

    def __init__(
        self,
        axes: Axes,
        x: Any,
        y: Any,
        color: ManimColor,
        recent: int = 6,
        marks: bool = True,
        spot_color: ManimColor | None = None,
    ) -> None:
        self.x, self.y, self.recent = np.asarray(x, float), np.asarray(y, float), recent
        self.last = len(self.x) - 1
        self.past = Curve(axes, x, y, color, style.THIN, opacity=0.35)
        self.fresh = Curve(axes, x, y, color, style.THIN)
        self.marks = Marks(axes, self.x if marks else [], self.y if marks else [], color, apart=0.03)
        self.spot = Spot(axes, (self.x[0], self.y[0]), spot_color)
        super().__init__(self.past, self.fresh, self.marks, self.spot)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the way up to step `row`, a fraction included."""
        row = min(float(row), self.last)
        self.past.show(row)
        self.fresh.show(row)
        begin = self.fresh._segments[int(max(row - self.recent, 0))]
        self.fresh.points = self.fresh.points[4 * int(begin) :]
        self.marks.show(int(row))
        rows = np.arange(len(self.x))
        self.spot.show((np.interp(row, rows, self.x), np.interp(row, rows, self.y)))
        return self


class Marks(VMobject):
    """Many small dots as one shape, revealed one after another."""

    def __init__(
        self,
        axes: Axes,
        x: Any,
        y: Any,
        color: ManimColor,
        radius: float = 0.055,
        opacity: float = 0.75,
        apart: float = 0.0,
    ) -> None:
        """Of dots less than `apart` units from one another only the first is drawn."""
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=opacity)
        self.axes, self.x, self.y, self.radius = axes, np.asarray(x, float), np.asarray(y, float), radius
        self.inside = np.array([axes.holds(*pair) for pair in zip(self.x, self.y, strict=True)], bool)
        if apart:
            self._thin_out(apart)
        self.show(len(self.x) - 1)

    def show(self, row: float) -> Self:
        """Shows the dots up to number `row`."""
        last = int(row) + 1
        shown = self.inside[:last]
        centers = self.axes.points_at(self.x[:last][shown], self.y[:last][shown])
        outline = Dot(radius=self.radius).points
        self.points = (centers[:, None, :] + outline[None]).reshape(-1, 3)
        return self

    def _thin_out(self, apart: float) -> None:
        last, rows = np.full(3, np.inf), np.flatnonzero(self.inside)
        for row, place in zip(rows, self.axes.points_at(self.x[rows], self.y[rows]), strict=True):
            self.inside[row] = np.abs(place - last).max() > apart
            last = place if self.inside[row] else last


def _straight(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Straight segments (n, 3) as the four points each that manim draws them by."""
    return np.stack([starts, (2 * starts + ends) / 3, (starts + 2 * ends) / 3, ends], axis=1).reshape(-1, 3)


def _clipped(axes: Axes, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cuts each segment at the edge of the area (Liang and Barsky 1984); returns starts, ends and which remain."""
    shares = np.stack([axes._share(x, 0), axes._share(y, 1)], axis=1)
    valid = np.isfinite(shares[:-1]).all(1) & np.isfinite(shares[1:]).all(1)
    here, there = np.nan_to_num(shares[:-1], posinf=0, neginf=0), np.nan_to_num(shares[1:], posinf=0, neginf=0)
    step = there - here
    enter, leave = np.zeros(len(here)), np.ones(len(here))
    for axis in (0, 1):
        for direction, room in ((-step[:, axis], here[:, axis]), (step[:, axis], 1 - here[:, axis])):
            valid &= ~((direction == 0) & (room < 0))
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                at = room / direction
            enter = np.where(direction < 0, np.maximum(enter, at), enter)
            leave = np.where(direction > 0, np.minimum(leave, at), leave)
    inside = valid & (enter <= leave)
    begin = np.where(inside[:, None], here + np.where(inside, enter, 0)[:, None] * step, 0)
    end = np.where(inside[:, None], here + np.where(inside, leave, 0)[:, None] * step, 0)
    top, corner, right = axes.rule.points[0], axes.rule.points[3], axes.rule.points[7]
    basis = np.stack([right - corner, top - corner])
    return corner + begin @ basis, corner + end @ basis, inside


def _apart(ends: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Marks the segments to keep: those whose end is far enough from the last one kept, and the last of all."""
    kept = np.zeros(len(ends), bool)
    last = np.full(3, np.inf)
    for index in np.flatnonzero(wanted):
        if np.abs(ends[index] - last).max() > NEAR:
            kept[index] = True
            last = ends[index]
    if wanted.any():
        kept[np.flatnonzero(wanted)[-1]] = True
    return kept


def _joined(
    starts: np.ndarray, ends: np.ndarray, kept: np.ndarray, inside: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lets each kept segment begin where the one kept before it ended, unless the line left the area between them."""
    chosen = np.flatnonzero(kept)
    begin = starts[chosen].copy()
    left = ~inside
    left[1:] |= np.linalg.norm(starts[1:] - ends[:-1], axis=1) > 1e-9
    outside = np.cumsum(left)
    for place in range(1, len(chosen)):
        before, here = chosen[place - 1], chosen[place]
        if outside[before] == outside[here]:
            begin[place] = ends[before]
    return begin, ends[chosen]
