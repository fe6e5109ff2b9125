"""Counts what a scrub takes and compares it with limits; `Scripts/check-work` runs it.

    work.py BINARIES FOLDER

The limits are what was counted plus some 8 %, the room that another compiler or a fix may need.
"""

import os
import re
import subprocess
import sys

from measure import Command, measure

# One-thread scrub of sample campaigns, rows of 95 bytes, 10 % listed.
CLEAN_INSTRUCTIONS_A_ROW_MAX = 358
MESSY_INSTRUCTIONS_A_ROW_MAX = 488
BUILD_INSTRUCTIONS_A_NUMBER_MAX = 1_380
# An index of this many numbers of one list.
NUMBER_COUNT = 200_000
BYTES_A_NUMBER_MAX = 4.3
# Whatever the campaign: two threads with their blocks.
PRIVATE_MEBIBYTES_MAX = 6

# Short enough for a machine that imitates another, long enough for some blocks.
ROW_COUNTS = (20_000, 60_000)


def main(binaries, folder):
    work = Work(binaries, folder)
    counted = [
        ("instructions a row, clean", work.instructions_a_row("clean"),
         CLEAN_INSTRUCTIONS_A_ROW_MAX),
        ("instructions a row, messy", work.instructions_a_row("messy"),
         MESSY_INSTRUCTIONS_A_ROW_MAX),
        ("instructions a number, build", work.instructions_a_number(),
         BUILD_INSTRUCTIONS_A_NUMBER_MAX),
        ("bytes a number", work.bytes_a_number(), BYTES_A_NUMBER_MAX),
        ("private MiB, 100,000 rows", work.private_mebibytes(100_000), PRIVATE_MEBIBYTES_MAX),
        ("private MiB, 2,000,000 rows", work.private_mebibytes(2_000_000), PRIVATE_MEBIBYTES_MAX),
    ]
    failures = 0
    for name, value, limit in counted:
        failures += value > limit
        verdict = "ok" if value <= limit else "TOO MUCH"
        print(f"{name:<30} {value:10,.2f}   at most {limit:10,.2f}   {verdict}")
    return 1 if failures else 0


class Work:
    def __init__(self, binaries, folder):
        self.folder = folder
        self.sample_data = os.path.join(binaries, "sample-data")
        self.nodial = os.path.join(binaries, "nodial")
        # valgrind 3.19 does not understand the debug information.
        self.stripped = self.path("nodial")
        subprocess.run(["strip", "-o", self.stripped, self.nodial], check=True)
        self.index = self.path("list.ndx")
        subprocess.run(self.build_of(self.make_list(NUMBER_COUNT), self.nodial), check=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def make_list(self, count):
        path = self.path(f"list-{count}.txt")
        subprocess.run(
            [self.sample_data, "list", "--count", str(count), "--format", "ftc", "--output", path],
            check=True)
        return path

    def make_campaign(self, style, row_count):
        path = self.path(f"{style}-{row_count}.csv")
        subprocess.run(
            [self.sample_data, "campaign", "--rows", str(row_count), "--list-count",
             str(NUMBER_COUNT), "--style", style, "--output", path],
            check=True, stderr=subprocess.DEVNULL)
        return path

    def build_of(self, list_path, program):
        return [program, "build", "--quiet", "--threads", "1", "--output", self.index,
                "--date", "list=2026-01-01", f"list={list_path}"]

    def scrub_of(self, campaign, program, *options):
        return [program, "scrub", "--quiet", "--index", self.index, campaign,
                "--output", self.path("kept.csv"), *options]

    def instructions_a_row(self, style):
        fewer, more = (
            self.instructions(self.scrub_of(
                self.make_campaign(style, count), self.stripped, "--threads", "1"))
            for count in ROW_COUNTS)
        return (more - fewer) / (ROW_COUNTS[1] - ROW_COUNTS[0])

    def instructions_a_number(self):
        fewer, more = (
            self.instructions(self.build_of(self.make_list(count), self.stripped))
            for count in (NUMBER_COUNT // 2, NUMBER_COUNT))
        return (more - fewer) / (NUMBER_COUNT // 2)

    def instructions(self, argv):
        """All instructions of a program, as valgrind's imitation of a processor counts them."""
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *argv],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
            # Else a start takes some 100,000 instructions more or less each time.
            env=dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1"))
        found = re.search(r"Collected : (\d+)", done.stderr)
        if done.returncode != 0 or not found:
            raise SystemExit(f"check-work: {' '.join(argv)} failed:\n{done.stderr}")
        return int(found.group(1))

    def bytes_a_number(self):
        return os.path.getsize(self.index) / NUMBER_COUNT

    def private_mebibytes(self, row_count):
        """The most private memory that was seen; samples may miss the peak, never invent one."""
        campaign = self.make_campaign("clean", row_count)
        found = measure(Command(
            "nodial", "nodial", self.scrub_of(campaign, self.nodial, "--threads", "2")))
        os.unlink(campaign)
        return found.private_byte_count / (1 << 20)


sys.exit(main(*sys.argv[1:]))
