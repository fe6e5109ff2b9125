"""Sums up which numbers of cells were matched, and shows the worst kinds of cells."""

import collections


def percent(part, whole):
    return "%.2f" % (100 * part / whole) if whole else "-"


class Tally:
    """Truths and misses of some cells; the truths of one kind alone."""

    def __init__(self):
        self.truths = self.scrub = self.build = self.cells = self.wrong = self.decoyed = 0
        self.example = None

    def add(self, cell, place):
        self.truths += 1
        missed = False
        for way in ("scrub", "build"):
            if (way, place) in cell.missed:
                setattr(self, way, getattr(self, way) + 1)
                missed = True
        if missed and (self.example is None or len(cell.text) < len(self.example.text)):
            self.example = cell

    def add_cell(self, cell):
        self.cells += 1
        self.wrong += bool(cell.wrong)
        self.decoyed += cell.decoyed

    def line(self):
        return (
            "%6d truths, missed by scrub %s %%, by build %s %%; "
            "wrong valid answers %s %%, neighbours matched %s %% of %d cells"
            % (
                self.truths,
                percent(self.scrub, self.truths),
                percent(self.build, self.truths),
                percent(self.wrong, self.cells),
                percent(self.decoyed, self.cells),
                self.cells,
            )
        )


def report(made, worst):
    whole, by_writing, by_region, by_both = {}, {}, {}, {}
    wrong = {}
    for cell in made:
        for place, number in enumerate(cell.truths):
            kind = "possible" if number.kind == "possible" else "valid"
            for table, key in (
                (whole, kind),
                (by_writing, (kind, cell.name)),
                (by_region, (kind, cell.region)),
                (by_both, (kind, cell.name, cell.region)),
            ):
                table.setdefault(key, Tally()).add(cell, place)
        for table, key in (
            (whole, cell.kind),
            (by_writing, (cell.kind, cell.name)),
            (by_region, (cell.kind, cell.region)),
        ):
            table.setdefault(key, Tally()).add_cell(cell)
        if cell.wrong or cell.decoyed:
            wrong.setdefault((cell.name, "wrong" if cell.wrong else "neighbour"), []).append(cell)
    for kind, tally in whole.items():
        print("%-9s %s" % (kind, tally.line()))
    for title, table in (("writings", by_writing), ("regions", by_region)):
        print("\n%s, worst first" % title)
        for key, tally in sorted(
            table.items(), key=lambda t: -(t[1].scrub + t[1].build) / max(t[1].truths, 1)
        ):
            if tally.scrub + tally.build + tally.wrong + tally.decoyed:
                print("  %-45s %s" % (" ".join(key), tally.line()))
    print("\nmissed, by kind, writing and region, worst first, with the shortest cell")
    order = sorted(by_both.items(), key=lambda t: -(t[1].scrub + t[1].build))
    for (kind, name, region), tally in order[:worst]:
        if tally.example:
            print(
                "  %s %s, %s: scrub %d, build %d of %d: %r holds %s; missed %s"
                % (
                    region,
                    kind,
                    name,
                    tally.scrub,
                    tally.build,
                    tally.truths,
                    tally.example.text,
                    tally.example.truths,
                    sorted(tally.example.missed),
                )
            )
    print("\nwrong valid answers and neighbours matched, most first, with the shortest cell")
    for (name, what), found in sorted(wrong.items(), key=lambda t: -len(t[1]))[:worst]:
        cell = min(found, key=lambda c: len(c.text))
        regions = collections.Counter(c.region for c in found).most_common(6)
        print(
            "  %s, %s: %d; %s: %s %r holds %s, answers %s"
            % (
                what,
                name,
                len(found),
                " ".join("%s %d" % r for r in regions),
                cell.region,
                cell.text,
                cell.truths,
                sorted(cell.wrong),
            )
        )
    return whole
