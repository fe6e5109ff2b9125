"""Counts what a scrub takes and compares it with limits; `Scripts/check-work` runs it.

    work.py BINARIES FOLDER

The limits are what was counted plus some 8 %, the room that another compiler or a fix may need.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass

from measure import Command, measure

# One-thread scrub of sample campaigns, rows of 95 bytes, 10 % listed.
CLEAN_INSTRUCTIONS_A_ROW_MAX = 358
# Numbers of any area code, 43 % of them possible and not valid.
UNIFORM_INSTRUCTIONS_A_ROW_MAX = 400
# 488 before quotes were watched and cells read for all that a person sees in them: of the 652 counted, some
# 160 go to rows with line breaks in quotes (5 % of the rows), and some 140 to cells that the text way reads.
MESSY_INSTRUCTIONS_A_ROW_MAX = 704
# Clean rows, by another index of as many numbers besides.
TWO_INDEXES_INSTRUCTIONS_A_ROW_MAX = 466
BUILD_INSTRUCTIONS_A_NUMBER_MAX = 1_380
# A block of half a mebibyte may need some, a row none.
ALLOCATIONS_A_THOUSAND_ROWS_MAX = 4
# Rows whose quotes enclose what may be another row are looked at field by field.
MESSY_ALLOCATIONS_A_THOUSAND_ROWS_MAX = 60
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"}
# An index of this many numbers of one list.
NUMBER_COUNT = 200_000
BYTES_A_NUMBER_MAX = 4.3
# Whatever the campaign: two threads with their blocks.
PRIVATE_MEBIBYTES_MAX = 6

# Short enough for a machine that imitates another, long enough for some blocks.
ROW_COUNTS = (20_000, 60_000)


def main(binaries, folder):
    work = Work(binaries, folder)
    clean, messy = work.work_a_row("clean"), work.work_a_row("messy")
    uniform = work.work_a_row("uniform")
    two_indexes = work.work_a_row("clean", "--index", work.make_second_index())
    counted = [
        ("instructions a row, clean", clean.instructions, CLEAN_INSTRUCTIONS_A_ROW_MAX),
        ("instructions a row, messy", messy.instructions, MESSY_INSTRUCTIONS_A_ROW_MAX),
        ("instructions a row, any area code", uniform.instructions,
         UNIFORM_INSTRUCTIONS_A_ROW_MAX),
        ("instructions a row, two indexes", two_indexes.instructions,
         TWO_INDEXES_INSTRUCTIONS_A_ROW_MAX),
        ("instructions a number, build", work.work_a_number().instructions,
         BUILD_INSTRUCTIONS_A_NUMBER_MAX),
        ("allocations, 1,000 rows, clean", 1_000 * clean.allocations,
         ALLOCATIONS_A_THOUSAND_ROWS_MAX),
        ("allocations, 1,000 rows, messy", 1_000 * messy.allocations,
         MESSY_ALLOCATIONS_A_THOUSAND_ROWS_MAX),
        ("allocations, 1,000 rows, any area code", 1_000 * uniform.allocations,
         ALLOCATIONS_A_THOUSAND_ROWS_MAX),
        ("allocations, 1,000 rows, two indexes", 1_000 * two_indexes.allocations,
         ALLOCATIONS_A_THOUSAND_ROWS_MAX),
        ("bytes a number", work.bytes_a_number(), BYTES_A_NUMBER_MAX),
        ("private MiB, 100,000 rows", work.private_mebibytes(100_000), PRIVATE_MEBIBYTES_MAX),
        ("private MiB, 2,000,000 rows", work.private_mebibytes(2_000_000), PRIVATE_MEBIBYTES_MAX),
    ]
    failures = 0
    for name, value, limit in counted:
        failures += value > limit
        verdict = "ok" if value <= limit else "TOO MUCH"
        print(f"{name:<40} {value:10,.2f}   at most {limit:10,.2f}   {verdict}")
    return 1 if failures else 0


@dataclass
class Counts:
    """What valgrind's imitation of a processor counts in a run, or a part of it."""

    instructions: float
    allocations: float
    """Calls of the C library's functions that allocate, which Swift's own come down to."""

    def a_part(self, fewer, count):
        """What each of `count` things took that a run had beyond another one."""
        return Counts(
            (self.instructions - fewer.instructions) / count,
            (self.allocations - fewer.allocations) / count)


class Work:
    def __init__(self, binaries, folder):
        self.folder = folder
        # What other runs remember of their indexes is read as well.
        os.environ["XDG_CACHE_HOME"] = folder
        self.sample_data = os.path.join(binaries, "sample-data")
        self.nodial = os.path.join(binaries, "nodial")
        # valgrind 3.19 does not understand the debug information; names are needed.
        self.stripped = self.path("nodial")
        subprocess.run(["strip", "--strip-debug", "-o", self.stripped, self.nodial], check=True)
        self.index = self.path("list.ndx")
        subprocess.run(self.build_of(self.make_list(NUMBER_COUNT), self.nodial), check=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def make_list(self, count, *options):
        path = self.path(f"list-{count}.txt")
        subprocess.run(
            [self.sample_data, "list", "--count", str(count), "--format", "ftc", "--output", path,
             *options],
            check=True)
        return path

    def make_second_index(self):
        """An index of a list of other numbers."""
        path = self.path("second.ndx")
        numbers = self.make_list(NUMBER_COUNT, "--seed", "2")
        subprocess.run(
            [self.nodial, "build", "--quiet", "--output", path, "--date", "second=2026-01-01",
             f"second={numbers}"], check=True)
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

    def work_a_row(self, style, *options):
        campaigns = [self.make_campaign(style, count) for count in ROW_COUNTS]
        # The first scrub of an index verifies it, and remembers that.
        subprocess.run(self.scrub_of(campaigns[0], self.nodial, *options), check=True)
        fewer, more = (
            self.count(self.scrub_of(campaign, self.stripped, "--threads", "1", *options))
            for campaign in campaigns)
        return more.a_part(fewer, ROW_COUNTS[1] - ROW_COUNTS[0])

    def work_a_number(self):
        fewer, more = (
            self.count(self.build_of(self.make_list(count), self.stripped))
            for count in (NUMBER_COUNT // 2, NUMBER_COUNT))
        return more.a_part(fewer, NUMBER_COUNT // 2)

    def count(self, argv):
        profile = self.path("profile")
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *argv],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
            # Else a start takes some 100,000 instructions more or less each time.
            env=dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1"))
        found = re.search(r"Collected : (\d+)", done.stderr)
        if done.returncode != 0 or not found:
            raise SystemExit(f"check-work: {' '.join(argv)} failed:\n{done.stderr}")
        return Counts(int(found.group(1)), allocations_in(profile))

    def bytes_a_number(self):
        return os.path.getsize(self.index) / NUMBER_COUNT

    def private_mebibytes(self, row_count):
        """The most private memory that was seen; samples may miss the peak, never invent one."""
        campaign = self.make_campaign("clean", row_count)
        found = measure(Command(
            "nodial", "nodial", self.scrub_of(campaign, self.nodial, "--threads", "2")))
        os.unlink(campaign)
        return found.private_byte_count / (1 << 20)


def allocations_in(profile):
    """The calls of allocating functions in a profile of callgrind, whose names are numbered: a name
    stands where its number comes up first."""
    names = {}
    called = None
    calls = 0
    with open(profile, encoding="ascii", errors="replace") as lines:
        for line in lines:
            named = re.match(r"c?fn=\((\d+)\)(?: (.*))?", line)
            if named:
                if named.group(2):
                    names[named.group(1)] = named.group(2)
                called = names[named.group(1)]
            elif line.startswith("calls=") and called in ALLOCATORS:
                calls += int(line[len("calls="):].split()[0])
    if not ALLOCATORS & set(names.values()):
        raise SystemExit("check-work: no function that allocates was seen: what is its name?")
    return calls


sys.exit(main(*sys.argv[1:]))
