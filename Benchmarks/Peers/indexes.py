"""Times a scrub by two indexes, beside those by the larger one alone and by one index of both lists.

    Scripts/benchmark-indexes [--numbers N] [--small N] [--rows M] [--runs R] [--threads T]
                              [--folder FOLDER] [--again]

What counts is the time of all processors: other programs disturb it less than that of a clock. The
commands take turns; all files are in memory. The rows that both indexes keep must be those that one
index of both lists keeps.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys

from measure import Command, measure_in_turns, median, say


def make_files(folder, nodial, make_data, numbers, small, rows):
    """A campaign for a large list, and a small list besides, each in an index and both in one."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, count, row_count, seed in (("large", numbers, rows, 1), ("small", small, 1, 2)):
        os.makedirs(f"{folder}/{name}")
        subprocess.run(
            [make_data, f"{folder}/{name}", "--numbers", str(count), "--rows", str(row_count),
             "--seed", str(seed)], check=True, stdout=2)
    lists = [f"{name}={folder}/{name}/list.txt" for name in ("large", "small")]
    dates = ["--date", "large=2026-11-20", "--date", "small=2026-11-20"]
    for name, chosen in (("large", lists[:1]), ("small", lists[1:]), ("both", lists)):
        chosen_dates = dates[2:] if name == "small" else dates[:2 * len(chosen)]
        subprocess.run(
            [nodial, "build", "-q", "--region", "US", "-o", f"{folder}/{name}.ndx", *chosen,
             *chosen_dates], check=True)
    for name in ("large", "small"):
        os.remove(f"{folder}/{name}/list.txt")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nodial", required=True, help="the program")
    parser.add_argument("--make-data", required=True, help="Scripts/make-data")
    parser.add_argument("--numbers", type=int, default=100_000_000)
    parser.add_argument("--small", type=int, default=10_000_000)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--threads", default="2")
    parser.add_argument("--folder", default="/tmp/nodial-indexes")
    parser.add_argument("--again", action="store_true", help="the files of the last time")
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.folder)
    os.environ["XDG_CACHE_HOME"] = folder
    if not arguments.again:
        make_files(
            folder, arguments.nodial, arguments.make_data, arguments.numbers, arguments.small,
            arguments.rows)
    campaign = f"{folder}/large/campaign.csv"

    def scrub(name, title, *indexes):
        paths = [f"{folder}/{index}.ndx" for index in indexes]
        kept = f"{folder}/kept-{name}.csv"
        argv = [arguments.nodial, "scrub", "-q", "--threads", arguments.threads, campaign,
                "-o", kept]
        for path in paths:
            argv += ["--index", path]
        return Command(name, title, argv, outputs=[kept], inputs=[campaign, *paths])

    commands = [
        scrub("one", "the large index", "large"),
        scrub("two", "the large index and the small one", "large", "small"),
        scrub("both", "one index of both lists", "both"),
    ]
    # The first scrub by an index verifies it, and remembers that.
    for command in commands:
        subprocess.run(command.argv, check=True)
    if not filecmp.cmp(commands[1].outputs[0], commands[2].outputs[0], shallow=False):
        raise SystemExit("two indexes keep other rows than one of both lists")
    results = measure_in_turns(commands, arguments.runs)
    medians = {name: median(found) for name, found in results.items()}
    base = medians["one"]
    say("")
    print(
        f"{arguments.rows:,} rows, {arguments.numbers:,} numbers and {arguments.small:,}, "
        f"{arguments.threads} threads, medians of {arguments.runs}")
    print("| by | seconds | × | CPU seconds | × | private MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for command in commands:
        found = medians[command.name]
        print(
            f"| {command.title} | {found.wall_seconds:.2f} | "
            f"{found.wall_seconds / base.wall_seconds:.2f} | {found.cpu_seconds:.2f} | "
            f"{found.cpu_seconds / base.cpu_seconds:.2f} | {found.private_byte_count / 1e6:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
