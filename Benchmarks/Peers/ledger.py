"""Times the consent ledger: entry, import, verification, compilation; and a scrub and a check that ask it, beside
those that do not.

    Scripts/benchmark-ledger [--people N] [--newer N] [--numbers N] [--rows M] [--runs R] [--folder FOLDER] [--again]

Half of the people are in the campaign, half are not. What counts is the time of all processors.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time

from measure import Command, measure_in_turns, median, say

REGISTER = '[[brand]]\nid = "acme"\n[[purpose]]\nid = "offers"\n'
SETTINGS = 'index = "list.ndx"\n[ledger]\nfile = "consent.ledger"\nkey = "ledger.key"\nbrand = "acme"\n'
SCOPE = ["--purpose", "offers", "--channel", "voice"]


def numbers_of(campaign, count):
    """Some numbers of a campaign, and as many that are not in it."""
    with open(campaign, encoding="utf-8") as file:
        place = next(file).rstrip("\n").split(",").index("phone")
        found = 0
        for line in file:
            fields = line.split(",")
            if len(fields) > place and fields[place].startswith("+1"):
                yield fields[place]
                found += 1
                if found * 2 >= count:
                    break
    for index in range(count - found):
        yield f"+{19010000000 + index * 797 % 79_000_000:d}"


def timed(title, count, unit, argv, **options):
    start = time.monotonic()
    before = os.times()
    status = subprocess.run(
        argv, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options).returncode
    # An import says with 3 that some numbers are none: here a few in a thousand, as generators have them.
    if status not in (0, 3):
        raise SystemExit(f"{' '.join(argv)} ended with {status}")
    wall, after = time.monotonic() - start, os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    print(f"| {title} | {count:,} {unit} | {wall:.1f} | {cpu:.1f} | {count / cpu:,.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nodial", required=True, help="the program")
    parser.add_argument("--make-data", required=True, help="Scripts/make-data")
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--newer", type=int, default=50_000)
    parser.add_argument("--numbers", type=int, default=100_000_000)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--folder", default="/tmp/nodial-ledger")
    parser.add_argument("--again", action="store_true", help="the files of the last time")
    arguments = parser.parse_args()
    folder, nodial = os.path.abspath(arguments.folder), arguments.nodial
    os.environ["XDG_CACHE_HOME"] = folder
    if not arguments.again:
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        subprocess.run([arguments.make_data, folder, "--numbers", str(arguments.numbers),
                        "--rows", str(arguments.rows)], check=True, stdout=2)
    os.chdir(folder)

    def run(*argv, **options):
        return subprocess.run([nodial, *argv], check=True, stdout=subprocess.DEVNULL, **options)

    if not arguments.again:
        run("build", "-q", "--region", "US", "-o", "list.ndx", "us-ftc=list.txt", "--date", "us-ftc=2026-11-20")
        os.remove("list.txt")
        for name, text in (("register.toml", REGISTER), ("nodial.toml", SETTINGS)):
            with open(name, "w", encoding="ascii") as file:
                file.write(text)
        run("key", "new", "ledger.key")
        run("ledger", "init", "--controller", "Acme")
        run("ledger", "apply", "register.toml")
        with open("people.csv", "w", encoding="ascii") as file:
            file.write("number,decision,purpose,channel,act,occurred\n")
            for index, number in enumerate(numbers_of("campaign.csv", arguments.people)):
                file.write(f"{number},grant,offers,voice,spoken,2026-{index % 11 + 1:02d}-{index % 28 + 1:02d}\n")
        with open("newer.txt", "w", encoding="ascii") as file:
            file.writelines(f"+{19090000000 + index}\n" for index in range(arguments.newer))
        print("| what | | seconds | CPU seconds | a CPU second |\n| --- | --- | --- | --- | --- |")
        timed("`consent import`", arguments.people, "rows",
              [nodial, "consent", "import", "people.csv", "--output", "/dev/null"])
        timed("`ledger verify`", arguments.people, "events", [nodial, "ledger", "verify"])
        timed("`ledger compile`", arguments.people, "people", [nodial, "ledger", "compile"])
        with open("newer.txt", encoding="ascii") as file:
            run("consent", "object", "-", input="".join(file.readlines()[:1000]), text=True)
        timed("`ledger compile` of what is newer", min(1000, arguments.newer), "people", [nodial, "ledger", "compile"])

    def scrub(name, title, *options):
        kept = f"kept-{name}.csv"
        return Command(name, title, [nodial, "scrub", "-q", "campaign.csv", "-o", kept, *options],
                       outputs=[kept], inputs=["campaign.csv", "list.ndx"])

    def check(name, title, *options):
        return Command(name, title, [nodial, "check", *options, "--", "+12025550123"], outputs=[], inputs=["list.ndx"])

    commands = [
        scrub("without", "scrub without the ledger", "--without-ledger"),
        scrub("with", "scrub with it", *SCOPE),
    ]
    # The first scrub by an index verifies it, and remembers that.
    for command in commands:
        subprocess.run(command.argv, check=True)
    show(measure_in_turns(commands, arguments.runs), commands, arguments)
    with open("newer.txt", encoding="ascii") as file:
        start = time.monotonic()
        run("consent", "object", "-", stdin=file)
        print(f"\n`consent object -`: {arguments.newer / (time.monotonic() - start):,.0f} lines a second\n")
    commands[1] = scrub("newer", f"scrub with {arguments.newer:,} newer people", *SCOPE)
    show(measure_in_turns(commands, arguments.runs), commands, arguments)
    # A check says with 2 that a number must not be called; this one is on no list.
    checks = [check("check-without", "check without the ledger", "--without-ledger"),
              check("check-with", "check with it", *SCOPE)]
    show(measure_in_turns(checks, arguments.runs), checks, arguments)


def show(results, commands, arguments):
    medians = {name: median(found) for name, found in results.items()}
    base = medians[commands[0].name]
    say("")
    print(f"\n{arguments.rows:,} rows, {arguments.numbers:,} numbers, {arguments.people:,} people, "
          f"medians of {arguments.runs}\n")
    print("| | seconds | × | CPU seconds | × |\n| --- | --- | --- | --- | --- |")
    for command in commands:
        found = medians[command.name]
        print(f"| {command.title} | {found.wall_seconds:.3f} | {found.wall_seconds / base.wall_seconds:.2f} | "
              f"{found.cpu_seconds:.3f} | {found.cpu_seconds / base.cpu_seconds:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
