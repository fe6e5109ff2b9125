"""Sets Nodial beside its alternatives in one session; `Scripts/benchmark-peers` installs and runs it."""

import argparse
import datetime
import os
import sys
import time

import report
import sections
from inputs import REPOSITORY, Inputs
from languages import languages
from measure import say

SECTIONS = ("build", "rebuild", "scrub", "messy", "cold", "look-up", "numbers", "languages")

EPILOG = """\
sections: build rebuild scrub messy cold look-up numbers languages
names: nodial duckdb polars chdb join python awk grep pyarrow pandas; cat is always there,
       and nodial among the languages

Everything runs in turns, A B C A B C; the table shows medians. A contestant
that takes long gets fewer runs, one that would need more than half of the
memory is skipped, and the table says so. All outputs are checked against the
known answer of each row.
"""


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="Scripts/benchmark-peers", description="Benchmarks Nodial against the alternatives.",
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rows", type=int, default=10_000_000, help="rows of a campaign (10000000)")
    parser.add_argument(
        "--numbers", type=int, action="append", metavar="COUNT",
        help="length of the list; may be repeated (10000000 and 100000000)")
    parser.add_argument("--runs", type=int, default=5, help="turns (5)")
    parser.add_argument(
        "--folder", default="/tmp/nodial-bench", help="data and peers; some 15 GB (%(default)s)")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="some contestants")
    parser.add_argument(
        "--sections", nargs="+", default=SECTIONS, choices=SECTIONS, metavar="SECTION",
        help="some parts")
    parser.add_argument("--keep", action="store_true", help="keep the data for the next time")
    parser.add_argument(
        "--results", action="store_true", help="write Benchmarks/Results/DATE-MACHINE.md,"
        " or DATE-MACHINE-SECTION.md if only some are run")
    parser.add_argument(
        "--readme", action="store_true",
        help="replace what Benchmarks/README.md shows between its marks bench:begin and bench:end")
    return parser.parse_args()


def main():
    options = parse_arguments()
    options.folder = os.path.abspath(options.folder)
    tools = {
        name: os.environ[f"NODIAL_BENCH_{name.upper().replace('-', '_')}"]
        for name in ("check", "lookup", "phonenumber", "look-up", "normalize-cells", "batch")}
    binaries, python = os.environ["NODIAL_BENCH_BINARIES"], os.environ["NODIAL_BENCH_PYTHON"]
    counts = sorted(set(options.numbers or [10_000_000, 100_000_000]))
    begin = time.monotonic()
    parts = []
    for count in counts:
        inputs = Inputs(options.folder, binaries, python, count, options.rows)
        inputs.make()
        is_first = count == counts[0]
        parts += run_sections(inputs, options, tools, is_first)
        if not options.keep:
            inputs.remove()
    minutes = (time.monotonic() - begin) / 60
    head = (
        report.surroundings(options.folder, python)
        + f"- {options.runs} turns at most, {minutes:.0f} minutes\n\n")
    text = head + "\n".join(part for _, part in in_order(parts))
    print(text)
    if options.results:
        write_results(text, options.sections)
    if options.readme:
        # The last of each section is that of the longest list.
        newest = "\n".join(dict(in_order(parts)).values())
        report.replace_block(os.path.join(REPOSITORY, "Benchmarks", "README.md"), head + newest)


def run_sections(inputs, options, tools, is_first):
    """A list of (section, text). What the length of the list does not touch is done only once."""
    wanted = options.sections
    runs = options.runs
    parts = []
    loads = []
    if {"build", "scrub", "messy"} & set(wanted):
        loads = sections.loads_for(inputs, options.only)
    if "build" in wanted:
        parts.append(("build", sections.build(inputs, runs, loads)))
    sections.make_index(inputs)
    if "rebuild" in wanted:
        parts.append(("rebuild", sections.rebuild(inputs, runs)))
    if "scrub" in wanted:
        parts.append(("scrub", sections.scrub(inputs, runs, tools, options.only)))
    if "messy" in wanted and is_first:
        parts.append(("messy", sections.messy(inputs, tools, options.only)))
    if "cold" in wanted:
        parts.append(("cold", sections.cold(inputs, runs)))
    if "look-up" in wanted:
        parts.append(("look-up", sections.look_up(inputs, runs, tools, options.rows)))
    if "numbers" in wanted and is_first:
        parts.append(("numbers", sections.numbers(inputs, runs, tools)))
    if "languages" in wanted and is_first:
        parts.append(("languages", languages(inputs, runs, tools, options.only)))
    return parts


def in_order(parts):
    """By section, the scrub first; within it by the length of the list."""
    order = ("scrub", "messy", "build", "rebuild", "cold", "look-up", "numbers", "languages")
    return sorted(parts, key=lambda part: order.index(part[0]))


def write_results(text, wanted):
    """Some sections have a file of their own, so that they replace none of all."""
    folder = os.path.join(REPOSITORY, "Benchmarks/Results")
    os.makedirs(folder, exist_ok=True)
    model, slug = report.machine()
    today = datetime.date.today()
    part = "" if set(wanted) == set(SECTIONS) else "-" + "-".join(wanted)
    path = os.path.join(folder, f"{today}-{slug}{part}.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# {today}, {model}\n\nMade by `Scripts/benchmark-peers`.\n\n{text}")
    say(f"wrote {path}")


sys.exit(main())
