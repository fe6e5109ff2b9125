"""Plays histories of nights against an oracle of sets; see Scripts/fuzz-nights."""

import argparse
import collections
import json
import multiprocessing
import os
import sys
import time
import traceback

import night_minimise
from night_histories import History
from night_trial import Trial


def work(arguments):
    options, number = arguments
    history = History(options.seed, number)
    try:
        trial = Trial(options.program, history.made).play()
    except Exception:
        return number, history.made["orderly"], [], [("oracle", traceback.format_exc())], [], None
    smallest = None
    if trial.faults and options.keep:
        law = trial.faults[0][0]
        made = night_minimise.smallest(options.program, history.made, law)
        smallest = os.path.join(options.keep, "%s-%d-%s.json" % (options.seed, number, law.replace(" ", "_")))
        with open(smallest, "w") as out:
            json.dump(made, out, indent=1)
    return number, history.made["orderly"], trial.statuses, trial.faults, trial.refusals, smallest


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first history, to repeat one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", help="a folder for the smallest forms of violations")
    parser.add_argument("--play", help="a kept form, to be played again")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    if options.play:
        with open(options.play) as file:
            trial = Trial(options.program, json.load(file)).play()
        print(trial.statuses, *trial.faults, *trial.refusals, sep="\n")
        sys.exit(1 if trial.faults else 0)
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    print("seed %d" % options.seed, flush=True)
    laws, statuses, orderly, refused = collections.Counter(), collections.Counter(), 0, 0
    jobs = [(options, n) for n in range(options.first, options.first + options.count)]
    with multiprocessing.Pool(options.jobs) as pool:
        for number, is_orderly, codes, faults, refusals, smallest in pool.imap_unordered(work, jobs, 4):
            orderly += is_orderly
            refused += is_orderly and bool(refusals)
            for code in codes:
                statuses[code] += 1
            for law, detail in faults[:4]:
                laws[law] += 1
                print("%d %s [%s] %s" % (number, law, "orderly" if is_orderly else "disorderly", detail), flush=True)
            if smallest:
                print("  kept: " + smallest, flush=True)
    print("histories %d, seed %d: violations %d" % (options.count, options.seed, sum(laws.values())))
    for law, count in laws.most_common():
        print("  %s: %d" % (law, count))
    print("  rebuilds by status: %s" % dict(sorted(statuses.items())))
    print("  orderly histories %d, refused %d" % (orderly, refused))
    sys.exit(1 if laws else 0)


if __name__ == "__main__":
    main()
