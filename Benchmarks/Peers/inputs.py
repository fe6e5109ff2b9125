"""The files of a benchmark: lists, campaigns, and the lists in each peer's own format."""

import os
import shutil
import subprocess

from measure import Command, Failed, measure, say

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))

# Enough rows to show what a peer does not read, few enough for all peers.
MESSY_CHECK_ROW_COUNT_MAX = 1_000_000


class Inputs:
    """The files for one length of the list."""

    def __init__(self, folder, binaries, python, number_count, row_count):
        self.folder = os.path.join(folder, f"{number_count}-{row_count}")
        self.binaries = binaries
        self.python = python
        self.number_count = number_count
        self.row_count = row_count
        self.list = self.path("list.txt")
        """`AAA,NNNNNNN` a line."""
        self.numbers = self.path("numbers.txt")
        """The same with 10 digits a line, for the peers."""
        self.sorted_numbers = self.path("sorted.txt")
        self.index = self.path("list.ndx")
        self.clean = Campaign(self.path("campaign.csv"), self.path("expected.csv"))
        self.messy = Campaign(self.path("messy.csv"), self.path("messy-expected.csv"))
        self.uniform = Campaign(self.path("uniform.csv"), self.path("uniform-expected.csv"))
        self.messy_check = Campaign(self.path("check.csv"), self.path("check-expected.csv"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def output(self, name):
        return self.path(f"out-{name}")

    def make(self):
        """Makes the list and the campaigns, unless they are there."""
        finished = self.path("made")
        if os.path.exists(finished):
            return
        say(f"making a list of {self.number_count:,} numbers, {self.row_count:,} rows against it")
        os.makedirs(self.folder, exist_ok=True)
        subprocess.run(
            [os.path.join(REPOSITORY, "Scripts/make-data"), self.folder,
             "--numbers", str(self.number_count), "--rows", str(self.row_count)],
            check=True, stderr=subprocess.DEVNULL)
        self.make_campaign(self.messy, "messy", self.row_count)
        self.make_campaign(self.uniform, "uniform", self.row_count)
        self.make_campaign(
            self.messy_check, "messy", min(self.row_count, MESSY_CHECK_ROW_COUNT_MAX))
        with open(self.list, "rb") as source, open(self.numbers, "wb") as target:
            subprocess.run(["tr", "-d", ","], stdin=source, stdout=target, check=True)
        open(finished, "w", encoding="ascii").close()

    def make_campaign(self, campaign, style, row_count):
        subprocess.run(
            [os.path.join(self.binaries, "sample-data"), "campaign", "--rows", str(row_count),
             "--list-count", str(self.number_count), "--style", style, "--output", campaign.path,
             "--expected", campaign.expected],
            check=True, stderr=subprocess.DEVNULL)

    def program(self, name, *arguments):
        """A peer's program in Python."""
        return [self.python, os.path.join(HERE, name), *arguments]

    def builds(self):
        """What is built of the same list, ours and sort's, to be run in turns."""
        nodial = os.path.join(self.binaries, "nodial")
        return [
            Command(
                "nodial", "`nodial build`",
                [nodial, "build", "--quiet", "--output", self.index, "--date",
                 "us-ftc=2026-01-01", f"us-ftc={self.list}"],
                outputs=[self.index], inputs=[self.list]),
            Command(
                "sort", "`sort -u -S 4G --parallel=2`",
                ["sort", "-u", "-S", "4G", "--parallel=2", "-T", self.folder,
                 "-o", self.output("sort"), self.list],
                outputs=[self.output("sort")], inputs=[self.list],
                environment={"LC_ALL": "C"}),
        ]

    def loads(self):
        """The list in each peer's own format."""
        return [
            Command(
                "duckdb", "DuckDB, a table",
                self.program("duckdb_scrub.py", "load", self.numbers, self.path("list.duckdb")),
                outputs=[self.path("list.duckdb")], inputs=[self.numbers]),
            Command(
                "polars", "Polars, Parquet",
                self.program("polars_scrub.py", "load", self.numbers, self.path("list.parquet")),
                outputs=[self.path("list.parquet")], inputs=[self.numbers]),
            Command(
                "chdb", "chdb, a sorted table",
                self.program("chdb_scrub.py", "load", self.numbers, self.path("list.chdb")),
                outputs=[self.path("list.chdb")], inputs=[self.numbers]),
            Command(
                "sort-join", "a sorted text file",
                ["sort", "-u", "-S", "4G", "--parallel=2", "-T", self.folder,
                 "-o", self.sorted_numbers, self.numbers],
                outputs=[self.sorted_numbers], inputs=[self.numbers],
                environment={"LC_ALL": "C"}),
        ]

    def load(self, names):
        """Loads the list for the peers that are asked for; a list of (command, measurement)."""
        measured = []
        for command in self.loads():
            if command.name in names:
                for path in command.outputs:
                    remove(path)
                try:
                    measured.append((command, measure(command)))
                except Failed as error:
                    # Who needs it will fail as well, and the tables will say so.
                    say(str(error))
                    continue
                say(f"  load:  {measured[-1][1].wall_seconds:8.2f} s  {command.title}")
        return measured

    def remove(self):
        remove(self.folder)


class Campaign:
    def __init__(self, path, expected):
        self.path = path
        self.expected = expected


def check_output(program, campaign, output):
    """The counts of `check.cpp`."""
    found = subprocess.run(
        [program, campaign.path, campaign.expected, output],
        check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    names = ("listed", "lost", "invalid", "changed", "unordered", "unknown")
    return dict(zip(names, map(int, found)))


def byte_count(path):
    """The size of a file, or of all files of a folder."""
    if os.path.isdir(path):
        return sum(
            os.path.getsize(os.path.join(top, name))
            for top, _, names in os.walk(path) for name in names)
    return os.path.getsize(path)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.unlink(path)
