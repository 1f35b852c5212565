# SPDX-License-Identifier: Apache-2.0
"""Draws growth from out/bench.json, as SVG: time and memory of the program with the number of
incidents, time of the hub kernels with the number of edges.

Both axes are logarithmic: what grows in proportion runs along the dashed guide. Colours come from
the page's own scheme, so that a chart can be read on a light and on a dark background.
"""
import argparse
import json
import math
import pathlib
import sys

import results

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 90, 136, 46, 54
# Okabe and Ito's colours, told apart by most eyes: one for light pages, a lighter one for dark.
COLOURS = (("#0072b2", "#56b4e9"), ("#c04e00", "#f0a04b"), ("#007a5a", "#2fc79c"),
           ("#a0457f", "#e39ac6"), ("#7a6a00", "#f0e442"), ("#555555", "#bbbbbb"),
           ("#6a3fb5", "#b79cf0"))
MARKS = ("circle", "square", "diamond", "triangle", "circle", "square", "diamond")


def points_of(lines, value, prefix="growth/", size="incidents"):
    """{series: [(size, value)]} of the lines of growth, by size."""
    series = {}
    for found in lines:
        if found["name"].startswith(prefix) and found.get(value) and size in found:
            series.setdefault(found["name"].split("/")[1], []).append((found[size], found[value]))
    return {name: sorted(points) for name, points in series.items()}


def decades(values):
    """The powers of ten that hold all values, as exponents."""
    low = math.floor(math.log10(min(values)) + 1e-9)
    high = math.ceil(math.log10(max(values)) - 1e-9)
    return low, max(high, low + 1)


def number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def of_count(exponent):
    return f"{10 ** exponent:,}"


def of_seconds(exponent):
    return {-6: "1 µs", -5: "10 µs", -4: "0.1 ms", -3: "1 ms", -2: "10 ms",
            -1: "0.1 s"}.get(exponent, f"{10.0 ** exponent:,g} s")


def of_mebibytes(exponent):
    return f"{10 ** exponent:,} MiB"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def scheme(ink, faint, page, column):
    """Plain colours, no variables: more than browsers show these pictures."""
    return (f"text{{fill:{ink}}}.axis,.guide{{stroke:{ink}}}.grid{{stroke:{faint}}}"
            f".page{{fill:{page}}}"
            + "".join(f".f{i}{{fill:{pair[column]}}}.s{i}{{stroke:{pair[column]}}}"
                      for i, pair in enumerate(COLOURS)))


class Chart:
    def __init__(self, title, series, unit_text, guide, along="incidents", right=RIGHT):
        self.title, self.series, self.unit_text, self.guide = title, series, unit_text, guide
        self.along, self.right = along, right  # what the sizes count; room for names
        everything = [point for points in series.values() for point in points]
        self.x_low, self.x_high = decades([x for x, _ in everything])
        self.y_low, self.y_high = decades([y for _, y in everything])
        self.parts = []

    def x(self, value):
        share = (math.log10(value) - self.x_low) / (self.x_high - self.x_low)
        return LEFT + share * (WIDTH - LEFT - self.right)

    def y(self, value):
        share = (math.log10(value) - self.y_low) / (self.y_high - self.y_low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def text(self, x, y, text, *, kind="label", anchor="middle", colour=None):
        kinds = kind if colour is None else f"{kind} f{colour}"
        self.parts.append(f'<text class="{kinds}" x="{number(x)}" y="{number(y)}" '
                          f'text-anchor="{anchor}">{escaped(text)}</text>')

    def rule(self, x1, y1, x2, y2, kind):
        self.parts.append(f'<line class="{kind}" x1="{number(x1)}" y1="{number(y1)}" '
                          f'x2="{number(x2)}" y2="{number(y2)}"/>')

    def axes(self):
        right, bottom = WIDTH - self.right, HEIGHT - BOTTOM
        for exponent in range(self.x_low, self.x_high + 1):
            x = self.x(10 ** exponent)
            self.rule(x, TOP, x, bottom, "grid")
            self.text(x, bottom + 20, of_count(exponent))
        for exponent in range(self.y_low, self.y_high + 1):
            y = self.y(10 ** exponent)
            self.rule(LEFT, y, right, y, "grid")
            self.text(LEFT - 8, y + 4, self.unit_text(exponent), anchor="end")
        self.rule(LEFT, bottom, right, bottom, "axis")
        self.rule(LEFT, TOP, LEFT, bottom, "axis")
        self.text((LEFT + right) / 2, HEIGHT - 12, self.along)
        self.text(LEFT, 24, self.title, kind="title", anchor="start")

    def proportional(self):
        """A line of slope one as far as the chart goes: above all others at the largest size, so that
        it lies on none."""
        x_end = max(x for points in self.series.values() for x, _ in points)
        y_end = max(y for points in self.series.values() for x, y in points if x == x_end)
        y_end = min(1.7 * y_end, 10 ** self.y_high)
        x_start = max(10 ** self.x_low, x_end * 10 ** self.y_low / y_end)
        self.rule(self.x(x_start), self.y(y_end * x_start / x_end), self.x(x_end), self.y(y_end),
                  "guide")
        middle = x_start ** 0.3 * x_end ** 0.7
        x, y = self.x(middle), self.y(y_end * middle / x_end)
        # Above the line, and turned along it.
        turn = -math.degrees(math.atan2(self.y(y_end * middle / x_end) - self.y(y_end),
                                        self.x(x_end) - x))
        self.parts.append(f'<text class="guide-label" text-anchor="middle" transform="translate('
                          f'{number(x)} {number(y - 6)}) rotate({number(turn)})">'
                          f'in proportion</text>')

    def mark(self, x, y, colour):
        paint = f'class="f{colour}"'
        x, y = float(number(x)), float(number(y))
        shape = MARKS[colour % len(MARKS)]
        if shape == "circle":
            self.parts.append(f'<circle cx="{x}" cy="{y}" r="4" {paint}/>')
        elif shape == "square":
            self.parts.append(f'<rect x="{number(x - 3.5)}" y="{number(y - 3.5)}" width="7" '
                              f'height="7" {paint}/>')
        else:
            corners = ((0, -5), (5, 0), (0, 5), (-5, 0)) if shape == "diamond" else \
                ((0, -5), (4.6, 3.6), (-4.6, 3.6))
            path = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in corners)
            self.parts.append(f'<polygon points="{path}" {paint}/>')

    def lines(self):
        labels = []
        for colour, (name, points) in enumerate(self.series.items()):
            path = " ".join(f"{number(self.x(x))},{number(self.y(y))}" for x, y in points)
            self.parts.append(f'<polyline class="line s{colour % len(COLOURS)}" points="{path}"/>')
            for x, y in points:
                self.mark(self.x(x), self.y(y), colour % len(COLOURS))
            labels.append([self.y(points[-1][1]), name, colour % len(COLOURS)])
        # Names at the ends of their lines, from the top down, moved apart where they would touch,
        # and the whole row moved up again where it would leave the chart.
        labels.sort()
        apart = 17
        for above, label in zip(labels, labels[1:]):
            label[0] = max(label[0], above[0] + apart)
        excess = max(0, labels[-1][0] - (HEIGHT - BOTTOM))
        for label in labels:
            label[0] -= excess
        for y, name, colour in labels:
            self.mark(WIDTH - self.right + 16, y, colour)
            self.text(WIDTH - self.right + 26, y + 4, name, anchor="start", kind="name", colour=colour)

    def svg(self):
        self.axes()
        if self.guide:
            self.proportional()
        self.lines()
        style = ("text{font-family:system-ui,'DejaVu Sans',sans-serif;font-size:12.5px}"
                 ".title{font-size:15px;font-weight:600}.name{font-weight:600}"
                 ".grid{stroke-width:1}.axis{stroke-width:1.2}"
                 ".guide{stroke-width:1.2;stroke-dasharray:5 5;opacity:.6}"
                 ".guide-label{font-size:11.5px;opacity:.8}"
                 ".line{fill:none;stroke-width:2.2;stroke-linejoin:round}"
                 + scheme("#1f2328", "#d0d7de", "#ffffff", 0)
                 + "@media(prefers-color-scheme:dark){"
                 + scheme("#e6edf3", "#3d444d", "#0d1117", 1) + "}")
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escaped(self.title)}">\n'
                f"<style>{style}</style>\n"
                f'<rect class="page" width="{WIDTH}" height="{HEIGHT}" rx="6"/>\n'
                + "\n".join(self.parts) + "\n</svg>\n")


def growth_chart(lines):
    return Chart("Time by size: whole processes, both axes logarithmic", points_of(lines, "ours_s"),
                 of_seconds, guide=True).svg()


def hubs_chart(lines):
    series = points_of(lines, "ours_s", "hub-growth/", "edges")
    # With 20 million edges where they were measured.
    for name, points in points_of(lines, "ours_s", "large/", "edges").items():
        series[name] = sorted(dict(series.get(name, []) + points).items())
    return Chart("Hub kernels by size: all threads, both axes logarithmic", series, of_seconds,
                 guide=True, along="edges", right=224).svg()


def memory_chart(lines):
    return Chart("Peak memory by size, both axes logarithmic", points_of(lines, "peak_mib"),
                 of_mebibytes, guide=True).svg()


def main():
    parser = argparse.ArgumentParser(prog="run bench-plots", description="Draws docs/growth.svg, "
                                     "docs/memory.svg and docs/hubs-growth.svg from what ./run "
                                     "bench has measured.")
    parser.add_argument("--results", default="out/bench.json", metavar="FILE")
    parser.add_argument("--to", default="docs", metavar="FOLDER")
    options = parser.parse_args()
    try:
        with open(options.results, encoding="utf-8") as file:
            lines = json.load(file)
    except OSError:
        print(f"bench-plots: {options.results} can't be read; ./run bench writes it",
              file=sys.stderr)
        return 3
    except ValueError as error:
        print(f"bench-plots: {options.results} is not JSON ({error}); ./run bench writes it",
              file=sys.stderr)
        return 3
    drawn = 0
    for name, draw, series in (
            ("growth.svg", growth_chart, points_of(lines, "ours_s")),
            ("memory.svg", memory_chart, points_of(lines, "peak_mib")),
            ("hubs-growth.svg", hubs_chart, points_of(lines, "ours_s", "hub-growth/", "edges"))):
        if len({size for points in series.values() for size, _ in points}) < 2:
            continue  # a point is no growth
        path = pathlib.Path(options.to) / name
        results.write_whole(path, draw(lines))
        print(path)
        drawn += 1
    if drawn == 0:
        print(f"bench-plots: {options.results} has no growth over two sizes or more; run ./run bench "
              "with 10000 incidents at least", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
