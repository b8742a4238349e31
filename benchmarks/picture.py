"""Growth curves as SVG, readable on light and dark pages; the same figures make the same bytes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 860, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 280, 46, 52
_STYLE = """
svg { font: 13px system-ui, sans-serif; }
.card { fill: #ffffff; } text { fill: #24292f; } .grid { stroke: #d0d7de; }
.guide { stroke: #6e7781; stroke-dasharray: 2 5; }
@media (prefers-color-scheme: dark) {
  .card { fill: #1c2128; } text { fill: #e6edf3; } .grid { stroke: #444c56; }
  .guide { stroke: #9198a1; } .curve { filter: brightness(1.45); }
}
"""
_COLOURS = ("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#cf222e", "#7d6608", "#0b7285")
_DASHES = ("", "8 4", "3 3", "10 3 3 3", "14 4", "5 2", "2 4")
"""Curves differ by dashes too, for who sees colours otherwise."""


class Curve(NamedTuple):
    """`points` are (how many times the smallest size, cost), all above 0."""

    name: str
    points: Sequence[tuple[float, float]]


def picture(title: str, unit: str, curves: Sequence[Curve]) -> str:
    """Both axes are logarithmic; a dotted guide shows what grows as its work does."""
    sizes = [size for curve in curves for size, _ in curve.points]
    costs = [cost for curve in curves for _, cost in curve.points]
    plot = _Plot(
        math.log10(max(sizes)) or 1.0,
        math.floor(math.log10(min(costs))),
        math.ceil(math.log10(max(costs)) + 1e-9),
    )
    told = "; ".join(
        f"{c.name}: " + ", ".join(f"{cost:.3g} at x{size:g}" for size, cost in c.points)
        for c in curves
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-labelledby="title told">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="told">In {escape(unit)}. {escape(told)}.</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="card" width="{WIDTH}" height="{HEIGHT}" rx="6"/>',
            f'<text x="{_LEFT}" y="26" font-weight="600">{escape(title)}</text>',
            *_grid(plot, sorted(set(sizes)), unit),
            *_curves(plot, curves),
            "</svg>\n",
        ]
    )


class _Plot(NamedTuple):
    decades: float
    lowest: int
    highest: int

    def x(self, size: float) -> float:
        return round(_LEFT + math.log10(size) / self.decades * (WIDTH - _LEFT - _RIGHT), 1)

    def y(self, cost: float) -> float:
        share = (math.log10(cost) - self.lowest) / max(1, self.highest - self.lowest)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def _grid(plot: _Plot, sizes: Sequence[float], unit: str) -> Iterator[str]:
    left, right, low = plot.x(1), plot.x(10**plot.decades), HEIGHT - _BOTTOM
    for power in range(plot.lowest, plot.highest + 1):
        y = plot.y(10.0**power)
        yield f'<line class="grid" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
        yield f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>'
    for size in sizes:
        x = plot.x(size)
        yield f'<line class="grid" x1="{x}" y1="{_TOP}" x2="{x}" y2="{low}"/>'
        yield f'<text x="{x}" y="{low + 20}" text-anchor="middle">x{size:g}</text>'
    yield (
        f'<text x="{left}" y="{HEIGHT - 10}">size of the work, against {escape(unit)}; '
        "dotted: growth as the work itself</text>"
    )
    span = min(plot.decades, plot.highest - plot.lowest)
    low_cost = 10.0**plot.lowest
    yield (
        f'<line class="guide" x1="{left}" y1="{plot.y(low_cost)}" x2="{plot.x(10**span)}" '
        f'y2="{plot.y(low_cost * 10**span)}"/>'
    )


def _curves(plot: _Plot, curves: Sequence[Curve]) -> Iterator[str]:
    placed = HEIGHT - _BOTTOM + 18.0
    for number, curve in sorted(
        enumerate(curves), key=lambda each: plot.y(each[1].points[-1][1]), reverse=True
    ):
        colour = _COLOURS[number % len(_COLOURS)]
        ends = [(plot.x(size), plot.y(cost)) for size, cost in curve.points]
        path = " ".join(f"{x},{y}" for x, y in ends)
        yield (
            f'<polyline class="curve" points="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="2.5" stroke-dasharray="{_DASHES[number % len(_DASHES)]}"/>'
        )
        for x, y in ends:
            yield f'<circle class="curve" cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
        x, y = ends[-1]
        # From below upwards, each name at least a line above the last.
        placed = min(y, placed - 18)
        yield (
            f'<line class="curve" x1="{x + 6}" y1="{y}" x2="{x + 22}" y2="{placed:.1f}" '
            f'stroke="{colour}"/>'
        )
        yield f'<text x="{x + 26}" y="{placed + 4:.1f}">{escape(curve.name)}</text>'
