"""Measures which numbers written into cells are matched, both ways; see Scripts/fuzz-cells."""

import argparse
import csv
import multiprocessing
import os
import random as randoms
import re
import shutil
import subprocess
import sys
import tempfile
import time

import plans
import writings
from cell_report import report

# Digits alone: where they begin as the calling code does, both readings are right.
AMBIGUOUS = {"code without plus", "spreadsheet: .0", "spreadsheet: thousands"}


class Cell:
    def __init__(self, region, kind, name, text, truths):
        self.region, self.kind, self.name, self.text, self.truths = region, kind, name, text, truths
        self.missed = set()  # (way, position of the truth)
        self.wrong = set()
        self.decoyed = False


def cells(random, plan, region, kind, count):
    """`count` cells of every writing, with numbers that are drawn only once."""
    out, drawn = [], set()
    kinds = ("mobile", "fixed", "toll-free") if kind == "valid" else ("possible",)

    def draw(kinds):
        while True:
            number = plan.draw(random, region, kinds)
            if number.e164 not in drawn:
                drawn.add(number.e164)
                return number

    for name, (size, make) in writings.WRITINGS.items():
        for _ in range(count):
            truths = [draw(kinds)]
            # Beside a possible number stands a valid one, or another such.
            truths += [
                draw(kinds if random.random() < 0.5 else ("mobile", "fixed"))
                for _ in range(size - 1)
            ]
            if (
                kind == "possible"
                and size > 1
                and random.random() < 0.5
                and not name.startswith("last")
            ):
                truths.reverse()
            text = make(random, truths)
            if text is not None:
                out.append(Cell(region, kind, name, text, truths))
    return out


class Measure:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        text = lambda command: subprocess.run(
            [program, command, "--help"], capture_output=True
        ).stdout.decode()
        self.scrub_options = ["--multiline-fields"] if "--multiline-fields" in text("scrub") else []
        self.build_options = ["--multiline-fields"] if "--multiline-fields" in text("build") else []
        self.normalize_options = (
            ["--multiline-fields"] if "--multiline-fields" in text("normalize") else []
        )

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, data=None, statuses=(0,)):
        run = subprocess.run([self.program, *arguments], input=data, capture_output=True)
        if run.returncode not in statuses:
            sys.exit(
                "status %d: %s\n%s"
                % (run.returncode, " ".join(arguments), run.stderr.decode(errors="replace")[-2000:])
            )
        return run.stdout.decode("utf-8", errors="replace")

    def campaign(self, cells):
        with open(self.path("cells.csv"), "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["id", "phone"])
            for i, cell in enumerate(cells):
                out.writerow([i, cell.text])
        return self.path("cells.csv")

    def list_to_campaign(self, region, cells):
        """Lists of the truths, one for each place in a cell; scrubs the written cells."""
        campaign = self.campaign(cells)
        for place in range(3):
            held = [i for i, cell in enumerate(cells) if len(cell.truths) > place]
            if not held:
                continue
            with open(self.path("list.txt"), "w") as out:
                out.write("".join(cells[i].truths[place].e164 + "\n" for i in held))
            self.run(
                "build",
                "-q",
                "-o",
                self.path("list.ndx"),
                "--region",
                region,
                "--format",
                "plain",
                "--tolerance",
                "100",
                "dnc=" + self.path("list.txt"),
            )
            self.run(
                "scrub",
                "-q",
                "-i",
                self.path("list.ndx"),
                "--column",
                "phone",
                *self.scrub_options,
                "-o",
                self.path("kept.csv"),
                "--rejected",
                self.path("rejected.csv"),
                campaign
            )
            listed = set()
            with open(self.path("rejected.csv"), newline="", encoding="utf-8") as file:
                for row in csv.reader(file):
                    if row[2] == "listed":
                        listed.add(int(row[0]))
            for i in held:
                if i not in listed:
                    cells[i].missed.add(("scrub", place))

    def campaign_to_list(self, region, cells, random):
        """A list of the written cells; checks the truths, and neighbours that nobody wrote."""
        self.run(
            "build",
            "-q",
            "-o",
            self.path("cells.ndx"),
            "--region",
            region,
            "--format",
            "csv",
            "--column",
            "phone",
            "--tolerance",
            "100",
            *self.build_options,
            "dnc=" + self.campaign(cells)
        )
        asked = [
            (cell, place, number.e164) for cell in cells for place, number in enumerate(cell.truths)
        ]
        for (cell, place, _), answer in zip(asked, self.check(region, [e for _, _, e in asked])):
            if answer != "listed":
                cell.missed.add(("build", place))
        truths = {e for _, _, e in asked}
        decoys = [(cell, e) for cell in cells for e in neighbours(random, cell) if e not in truths]
        for (cell, _), answer in zip(decoys, self.check(region, [e for _, e in decoys])):
            cell.decoyed |= answer == "listed"

    def check(self, region, numbers):
        text = self.run(
            "check",
            "-i",
            self.path("cells.ndx"),
            "--region",
            region,
            "--stdin",
            data="".join(n + "\n" for n in numbers).encode(),
            statuses=(0, 2),
        )
        answers = [line.split("\t")[1] for line in text.splitlines()]
        if len(answers) != len(numbers):
            sys.exit("%d answers for %d numbers" % (len(answers), len(numbers)))
        return answers

    def further_keys(self, region, cells):
        """How many numbers a list of cells has beyond those written, by writing."""
        found = {}
        for name in writings.WRITINGS:
            some = [cell for cell in cells if cell.name == name]
            if not some:
                continue
            run = subprocess.run(
                [
                    self.program,
                    "build",
                    "-o",
                    self.path("keys.ndx"),
                    "--region",
                    region,
                    "--format",
                    "csv",
                    "--column",
                    "phone",
                    "--tolerance",
                    "100",
                    *self.build_options,
                    "dnc=" + self.campaign(some),
                ],
                capture_output=True,
            )
            counts = re.findall(
                r"unreadable, ([0-9,]+) numbers", run.stderr.decode(errors="replace")
            )
            if run.returncode or not counts:
                sys.exit("no count of numbers: " + run.stderr.decode(errors="replace"))
            truths = {n.e164 for cell in some for n in cell.truths}
            missed = sum(1 for cell in some for way, _ in cell.missed if way == "build")
            found[name] = (int(counts[-1].replace(",", "")) - len(truths) + missed, len(some))
        return found

    def answers(self, region, cells):
        """Valid numbers that `normalize` gives and that nobody wrote."""
        text = self.run(
            "normalize",
            "-q",
            "--region",
            region,
            "--column",
            "phone",
            *self.normalize_options,
            self.campaign(cells)
        )
        for row in csv.reader(text.splitlines(keepends=True)):
            if row[0] == "id":
                continue
            cell = cells[int(row[0])]
            truths = {n.e164 for n in cell.truths}
            for number, grade in zip(row[2].split("|"), row[3].split("|")):
                if grade == "valid" and number not in truths and cell.name not in AMBIGUOUS:
                    cell.wrong.add(number)


def neighbours(random, cell):
    """Numbers beside those of the cell: another last digit, a digit more, a digit less."""
    for number in cell.truths:
        digit = str((int(number.digits[-1]) + random.randint(1, 9)) % 10)
        yield "+" + number.code + number.digits[:-1] + digit
        head = str((int(number.digits[-5]) + random.randint(1, 9)) % 10)
        yield "+" + number.code + number.digits[:-5] + head + number.digits[-4:]


def work(job):
    options, region, kind = job
    random = randoms.Random("%d/%s/%s" % (options.seed, region, kind))
    folder = tempfile.mkdtemp(prefix="nodial-cells-")
    try:
        made = cells(random, plans.Plan(), region, kind, options.count)
        measure = Measure(options.program, folder)
        measure.list_to_campaign(region, made)
        measure.campaign_to_list(region, made, random)
        measure.answers(region, made)
        return made, measure.further_keys(region, made) if options.keys else {}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument(
        "--count", type=int, default=30, help="cells of each writing in each region"
    )
    parser.add_argument("--regions", help="only these, with commas between")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keys", action="store_true", help="count further keys, by writing; slow")
    parser.add_argument("--worst", type=int, default=60, help="how many of the worst kinds to show")
    parser.add_argument(
        "--limits",
        help="end with 1 if more percent are missed of valid numbers, of possible ones, or more "
        "percent of cells have a wrong valid answer: 0.3,2,0.1",
    )
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    os.nice(10)
    print("seed %d" % options.seed, flush=True)
    regions = options.regions.split(",") if options.regions else plans.Plan().regions
    jobs = [(options, region, kind) for region in regions for kind in ("valid", "possible")]
    with multiprocessing.Pool(options.jobs) as pool:
        outs = pool.map(work, jobs, 1)
    whole = report([cell for made, _ in outs for cell in made], options.worst)
    if options.keys:
        print("\nfurther keys a cell, by writing, most first")
        sums = {}
        for (_, region, kind), (_, found) in zip(jobs, outs):
            for name, (extra, count) in found.items():
                total = sums.setdefault((kind, name), [0, 0, 0, ""])
                total[0] += extra
                total[1] += count
                if extra / count > total[2]:
                    total[2:] = extra / count, region
        for (kind, name), (extra, count, most, region) in sorted(
            sums.items(), key=lambda t: -t[1][0] / t[1][1]
        ):
            print("  %s %s: %.2f; in %s %.2f" % (kind, name, extra / count, region, most))
    if options.limits:
        valid, possible, wrong = (float(limit) for limit in options.limits.split(","))
        over = [
            kind
            for kind, tally in whole.items()
            if 100 * max(tally.scrub, tally.build)
            > (valid if kind == "valid" else possible) * tally.truths
            or kind == "valid"
            and 100 * tally.wrong > wrong * tally.cells
        ]
        sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
