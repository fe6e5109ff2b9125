"""Feeds the program campaigns and lists that people might have; see Scripts/fuzz-files."""

import argparse
import collections
import multiprocessing
import os
import shutil
import sys
import time

import damage
from trial import Fuzzer


def work(arguments):
    options, first, last = arguments
    fuzzer = Fuzzer(options)
    out = []
    try:
        for number in range(first, last):
            case = fuzzer.case(number)
            if case.faults and options.keep:
                store(options, case)
            out.append(
                (
                    number,
                    case.kind,
                    case.damage,
                    case.plain,
                    case.status,
                    getattr(case, "innocent", 0),
                    getattr(case, "innocent_kept", 0),
                    case.faults,
                    case.commands,
                    case.refusal if case.status and case.plain else "",
                )
            )
    finally:
        shutil.rmtree(fuzzer.folder, ignore_errors=True)
    return out


def store(options, case):
    """Keeps the file of a case, and what happened."""
    folder = os.path.join(options.keep, "%d-%d-%s" % (options.seed, case.number, case.faults[0][0]))
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(case.folder, folder)
    shutil.copy(case.region.index, folder)
    shutil.copy(case.region.index.replace(".ndx", ".txt"), folder)
    with open(os.path.join(folder, "case.txt"), "w", encoding="utf-8", errors="replace") as out:
        out.write(
            "region %s, damage %s, kind %s, delimiter %r, encoding %s\n"
            % (
                case.region.code,
                case.damage,
                case.kind,
                case.writing.delimiter,
                case.table.encoding,
            )
        )
        out.write("\n".join(case.commands) + "\n")
        out.write("\n".join("%s: %s" % f for f in case.faults) + "\n---\n" + case.messages)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument(
        "--first", type=int, default=0, help="the number of the first case, to repeat one"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument(
        "--lists", type=float, default=0.35, help="the share of lists among the files"
    )
    parser.add_argument(
        "--whole", type=float, default=0.35, help="the share of files without damage"
    )
    parser.add_argument("--keep", help="a folder for the files of violations")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    print("seed %d" % options.seed, flush=True)
    os.nice(10)
    step = max(1, min(250, options.count // options.jobs))
    jobs = [
        (options, i, min(i + step, options.first + options.count))
        for i in range(options.first, options.first + options.count, step)
    ]
    laws, usual, refused, innocent, kept, status = (
        collections.Counter(),
        0,
        collections.Counter(),
        0,
        0,
        collections.Counter(),
    )
    refusals = []
    with multiprocessing.Pool(options.jobs) as pool:
        for out in pool.imap_unordered(work, jobs):
            for (
                number,
                kind,
                damaged,
                plain,
                code,
                rows,
                rows_kept,
                faults,
                commands,
                messages,
            ) in out:
                status[
                    ("damaged" if damaged not in damage.NONE else "whole", code)
                ] += 1
                usual += plain
                innocent += rows
                kept += rows_kept
                if plain and code:
                    refused[kind.split(" ")[0]] += 1
                    refusals.append((number, kind, damaged, messages.strip()[-300:]))
                for law, detail in faults:
                    laws[law] += 1
                    print("%d %s [%s, %s] %s" % (number, law, kind, damaged, detail), flush=True)
    for number, kind, damaged, messages in sorted(refusals)[:40]:
        print("refused %d [%s, %s] %s" % (number, kind, damaged, messages))
    print("files %d, seed %d: violations %d" % (options.count, options.seed, sum(laws.values())))
    for law, count in laws.most_common():
        print("  %s: %d" % (law, count))
    for key, count in sorted(status.items(), key=str):
        print("  %s files, status %s: %d" % (key + (count,)))
    print(
        "  usual files %d, refused %d (%.1f %%): %s"
        % (usual, sum(refused.values()), 100 * sum(refused.values()) / max(usual, 1), dict(refused))
    )
    print(
        "  rows of unlisted numbers in usual files %d, kept %d (%.2f %%)"
        % (innocent, kept, 100 * kept / max(innocent, 1))
    )
    sys.exit(1 if laws else 0)


if __name__ == "__main__":
    main()
