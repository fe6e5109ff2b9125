"""Times a rebuild of a large index with a night's changes, beside `cp` of that index.

    Scripts/benchmark-rebuild [--numbers N] [--changes M] [--runs R] [--folder FOLDER]

All of them find the index in the page cache. Each run begins with the index and the work folder of
the night before, and with no former index, so that nothing has to be removed: giving a file of this
size back takes 0.12 s, by `rm` as by a rebuild.
"""

import argparse
import glob
import os
import random
import shutil
import subprocess
import sys

from measure import Command, measure, median, say

SETTINGS = """index = "dnc.ndx"
region = "US"

[[list]]
id = "us"
kind = "registry"
files = "lists/*"
covers = ["1"]
"""


def make_night(folder, nodial, make_data, numbers, changes):
    """An index of `numbers`, and a change file that it has not read."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(f"{folder}/lists")
    subprocess.run(
        [make_data, folder, "--numbers", str(numbers), "--rows", "1"], check=True, stdout=2)
    os.rename(f"{folder}/list.txt", f"{folder}/lists/2026-11-20_full.txt")
    with open(f"{folder}/nodial.toml", "w") as file:
        file.write(SETTINGS)
    say("the first night")
    subprocess.run(rebuild(folder, nodial, 20), check=True)
    # Full files are archived: what they said is in the index.
    os.remove(f"{folder}/lists/2026-11-20_full.txt")
    with open(f"{folder}/lists/2026-11-21_changes.txt", "w") as file:
        generator = random.Random(1)
        for number in range(changes):
            phone = (
                f"{generator.choice(AREAS)}{generator.randrange(200, 1000)}"
                f"{generator.randrange(10000):04}")
            file.write(f"{phone},2026-11-21T08:00:00,{'AD'[number % 5 == 0]}\n")
    shutil.copy(f"{folder}/dnc.ndx", f"{folder}/former.ndx")
    shutil.copytree(f"{folder}/work", f"{folder}/former-work")


AREAS = ["202", "212", "305", "312", "415", "503", "617", "702", "808", "917"]


def rebuild(folder, nodial, day):
    return [nodial, "rebuild", "-q", f"{folder}/nodial.toml", "--today", f"2026-11-{day}"]


def put_back(folder):
    """The night before: the index in force and what was remembered of it."""
    for path in glob.glob(f"{folder}/dnc.ndx.*"):
        os.remove(path)
    shutil.rmtree(f"{folder}/work")
    shutil.copytree(f"{folder}/former-work", f"{folder}/work")
    shutil.copy(f"{folder}/former.ndx", f"{folder}/new.ndx")
    os.replace(f"{folder}/new.ndx", f"{folder}/dnc.ndx")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nodial", required=True, help="the program")
    parser.add_argument("--make-data", required=True, help="Scripts/make-data")
    parser.add_argument("--numbers", type=int, default=250_000_000)
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--folder", default="/tmp/nodial-rebuild")
    parser.add_argument("--again", action="store_true", help="the files of the last time")
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.folder)
    if not arguments.again:
        make_night(
            folder, arguments.nodial, arguments.make_data, arguments.numbers, arguments.changes)
    index, copy = f"{folder}/dnc.ndx", f"{folder}/copy.ndx"
    commands = [
        Command("cp", "cp", ["cp", index, copy], outputs=[copy], inputs=[index]),
        Command(
            "cp-sync", "cp and sync", ["sh", "-c", f"cp '{index}' '{copy}' && sync '{copy}'"],
            outputs=[copy], inputs=[index]),
        Command("rebuild", "nodial rebuild", rebuild(folder, arguments.nodial, 21), inputs=[index]),
    ]
    results = {command.name: [] for command in commands}
    for run in range(arguments.runs):
        for command in commands:
            put_back(folder)
            found = measure(command, is_watched=run == 0)
            say(f"  run {run + 1}: {found.wall_seconds:8.2f} s  {command.title}")
            results[command.name].append(found)
            if os.path.exists(copy):
                os.remove(copy)
    medians = {name: median(found) for name, found in results.items()}
    base = medians["cp"]
    print(f"{os.path.getsize(index):,} bytes, medians of {arguments.runs}")
    print("| command | seconds | × cp | CPU seconds | × cp | private MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for command in commands:
        found = medians[command.name]
        print(
            f"| {command.title} | {found.wall_seconds:.2f} | "
            f"{found.wall_seconds / base.wall_seconds:.1f} | {found.cpu_seconds:.2f} | "
            f"{found.cpu_seconds / base.cpu_seconds:.1f} | {found.private_byte_count / 1e6:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
