"""The parts of a benchmark; each runs its contestants in turns and gives its part of the report."""

import os
import statistics
import subprocess

import report
from inputs import byte_count, check_output, remove
from measure import Command, Failed, measure, measure_in_turns, say
from scrubs import LOADS, nodial_check, peer_scrubs, reason_to_skip, scrubs

# Half a minute of sorting tells as much in three runs as in five.
BUILD_RUN_COUNT_MAX = 3
CELL_COUNT = 100_000


def build(inputs, runs, loads):
    """`nodial build` against sort, and what the peers take to load the same list."""
    say(f"build: {inputs.number_count:,} numbers")
    sizes = {}

    def note_size(command):
        sizes[command.name] = byte_count(command.outputs[0])

    commands = inputs.builds()
    results = measure_in_turns(commands, min(runs, BUILD_RUN_COUNT_MAX), note_size)
    rows = [
        (command.title, results[command.name], sizes[command.name])
        for command in commands if results[command.name]]
    for command, measurement in loads:
        rows.append((f"load: {command.title}", [measurement], byte_count(command.outputs[0])))
    # The index is an output that the other parts need; a run removes it.
    make_index(inputs)
    return (
        f"### Build: {inputs.number_count:,} numbers\n\n"
        "The same file for both, warm. The loads are for information: they do not remove doubles."
        "\n\n"
        + report.build_table(rows, inputs.number_count))


CHANGE_COUNT = 100_000


def rebuild(inputs, runs):
    """A night in which one list changes a little, against copying the index three times."""
    say(f"rebuild: {inputs.number_count:,} numbers, {CHANGE_COUNT:,} changes")
    night = Night(inputs)
    commands = [night.copies(), night.rebuild()]
    results = {command.name: [] for command in commands}
    for run in range(min(runs, BUILD_RUN_COUNT_MAX)):
        for command in commands:
            night.reset()
            results[command.name].append(measure(command))
            wall = results[command.name][-1].wall_seconds
            say(f"  run {run + 1}: {wall:8.2f} s  {command.title}")
    night.check()
    night.remove()
    size = byte_count(inputs.index)
    rows = [(command.title, results[command.name], size) for command in commands]
    return (
        f"### Rebuild: {inputs.number_count:,} numbers and {CHANGE_COUNT:,} changes\n\n"
        "A register and its change file, which is new. The index in force is checked, the new one is"
        " synced to the disk and read back before the switch; the copies are synced too.\n\n"
        + report.build_table(rows, inputs.number_count))


class Night:
    """A register in force, and a change file that has come since."""

    def __init__(self, inputs):
        self.folder = inputs.output("night")
        self.nodial = os.path.join(inputs.binaries, "nodial")
        remove(self.folder)
        os.makedirs(os.path.join(self.folder, "lists"))
        self.settings = self.path("nodial.toml")
        with open(self.settings, "w", encoding="ascii") as file:
            file.write(
                'index = "dnc.ndx"\nregion = "US"\nkeep = 1\n[[list]]\nid = "us-ftc"\n'
                'kind = "registry"\nfiles = "lists/*"\n')
        os.link(inputs.list, self.path("lists/2026-01-01_full.txt"))
        self.run()
        os.rename(self.path("dnc.ndx"), self.path("base.ndx"))
        self.write_changes(inputs.list)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self):
        subprocess.run(
            [self.nodial, "rebuild", "--quiet", "--today", "2026-01-02", self.settings], check=True)

    def write_changes(self, numbers):
        """Takes every second of the first numbers off the list, and puts as many others on it."""
        with open(numbers, encoding="ascii") as source, \
                open(self.path("lists/2026-01-02_change.txt"), "w", encoding="ascii") as target:
            for place, line in zip(range(CHANGE_COUNT), source):
                area, rest = line.rstrip("\n").split(",")
                number = area + rest if place % 2 else f"201{2_000_000 + place:07d}"
                action = "D" if place % 2 else "A"
                target.write(f"{number},2026-01-02T00:00:00,{action}\n")

    def reset(self):
        """The index as it was before the night; its pages in memory."""
        for name in os.listdir(self.folder):
            if name.startswith("dnc.ndx"):
                os.unlink(self.path(name))
        os.link(self.path("base.ndx"), self.path("dnc.ndx"))
        os.sync()
        with open(self.path("base.ndx"), "rb") as file:
            while file.read(1 << 24):
                pass

    def rebuild(self):
        return Command(
            "nodial", "**`nodial rebuild`**",
            [self.nodial, "rebuild", "--quiet", "--today", "2026-01-02", self.settings])

    def copies(self):
        copy = " && ".join(
            f"cp '{self.path('base.ndx')}' '{self.path(f'copy{i}')}' && sync '{self.path(f'copy{i}')}'"
            f" && rm '{self.path(f'copy{i}')}'" for i in range(3))
        return Command("cp", "`cp` of the index and `sync`, three times", ["sh", "-c", copy])

    def check(self):
        subprocess.run([self.nodial, "verify", self.path("dnc.ndx")], check=True,
                       stdout=subprocess.DEVNULL)
        with open(self.path("lists/2026-01-02_change.txt"), encoding="ascii") as file:
            for line, outcome in zip(file, ("listed", "clear")):
                found = subprocess.run(
                    [self.nodial, "check", "--index", self.path("dnc.ndx"), line[:10]],
                    check=False, stdout=subprocess.PIPE, text=True).stdout
                if found.split("\t")[1] != outcome:
                    raise SystemExit(f"bench: a changed number is not {outcome}")

    def remove(self):
        remove(self.folder)


def make_index(inputs):
    if not os.path.exists(inputs.index):
        measure(inputs.builds()[0])


def scrub(inputs, runs, tools, only):
    """From file to file: ours, the yardstick and the peers, all outputs checked."""
    say(f"scrub: {inputs.row_count:,} rows against {inputs.number_count:,} numbers")
    commands = [command for command in scrubs(inputs) if is_wanted(command.name, only)]
    skipped = skips(commands, inputs)
    campaigns = {"nodial-messy": inputs.messy, "nodial-uniform": inputs.uniform}
    checks = {}

    def check(command):
        if not command.name.startswith("cat"):
            campaign = campaigns.get(command.name, inputs.clean)
            checks[command.name] = check_output(
                tools["check"], campaign, command.outputs[0])

    results = measure_in_turns(
        [command for command in commands if command.name not in skipped], runs, check)
    yardsticks = {command.name: "cat" for command in commands}
    yardsticks.update({
        "cat-messy": "cat-messy", "nodial-messy": "cat-messy",
        "cat-uniform": "cat-uniform", "nodial-uniform": "cat-uniform",
        "cat-pipe": "cat-pipe", "nodial-pipe": "cat-pipe"})
    return (
        f"### Scrub: {inputs.row_count:,} rows against {inputs.number_count:,} numbers\n\n"
        f"{byte_count(inputs.clean.path) / 1e9:.2f} GB, 10 % of the rows listed; warm page cache,"
        " output on the same file system. × `cat`: within the same turn, with its own input;"
        " by the clock, and in processor time.\n\n"
        + report.scrub_table(commands, results, checks, skipped, yardsticks))


def messy(inputs, tools, only):
    """What everybody makes of numbers as people type them: one run, counted and not timed."""
    say("messy: one run each, to count what gets through")
    campaign = inputs.messy_check
    commands = [
        command for command in [nodial_check(inputs, campaign), *peer_scrubs(inputs, campaign)]
        if is_wanted(command.name, only)]
    skipped = skips(commands, inputs)
    checks = {}
    for command in commands:
        if command.name in skipped:
            continue
        try:
            measure(command)
            checks[command.name] = check_output(
                tools["check"], campaign, command.outputs[0])
            os.unlink(command.outputs[0])
        except Failed as error:
            say(str(error))
    rows = min(inputs.row_count, 1_000_000)
    return (
        f"### What gets through: {rows:,} messy rows against {inputs.number_count:,} numbers\n\n"
        "Numbers as people type them, with extensions; quoted fields, some with line breaks. "
        "Counted, not timed.\n\n" + report.check_table(commands, checks))


def is_wanted(name, only):
    """The yardsticks are always run."""
    return not only or name.startswith("cat") or any(
        name == wanted or name.startswith(f"{wanted}-") for wanted in only)


def loads_for(inputs, only):
    """Loads the list for the peers that will run."""
    names = {
        LOADS[command.name] for command in peer_scrubs(inputs, inputs.clean)
        if command.name in LOADS and is_wanted(command.name, only)}
    return inputs.load(names)


def skips(commands, inputs):
    reasons = {command.name: reason_to_skip(command, inputs.number_count) for command in commands}
    return {name: reason for name, reason in reasons.items() if reason}


def cold(inputs, runs):
    """Nothing in the page cache: a scrub against one sequential read of its inputs."""
    say("cold: the page cache is emptied before each run")
    nodial = os.path.join(inputs.binaries, "nodial")
    campaign, output = inputs.clean.path, inputs.output("cold")
    commands = [
        Command("cat", "`cat campaign index > /dev/null`", ["cat", campaign, inputs.index]),
        Command(
            "nodial", "**`nodial scrub`**",
            [nodial, "scrub", "--quiet", "--index", inputs.index, campaign, "--output", output],
            outputs=[output]),
    ]
    results = {command.name: [] for command in commands}
    how = ""
    for run in range(min(runs, BUILD_RUN_COUNT_MAX)):
        for command in commands:
            how = drop_caches([campaign, inputs.index, nodial])
            results[command.name].append(measure(command))
            wall = results[command.name][-1].wall_seconds
            say(f"  run {run + 1}: {wall:8.2f} s  {command.title}")
    os.unlink(output)
    yardsticks = {command.name: "cat" for command in commands}
    return (
        f"### Cold: {inputs.row_count:,} rows against {inputs.number_count:,} numbers\n\n"
        f"The page cache emptied before each run ({how}), of the programs too. `cat` reads both"
        " files once and writes nothing.\n\n"
        + report.scrub_table(commands, results, {}, {}, yardsticks))


def drop_caches(paths):
    """Empties the page cache, or at least of these files."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
            file.write("3")
        return "`drop_caches`"
    except OSError:
        for path in paths:
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)
        return "`POSIX_FADV_DONTNEED`"


def make_keyed_index(inputs):
    """An index of the same numbers with a key: the paths of both."""
    key, keyed = inputs.output("key"), inputs.output("keyed.ndx")
    nodial = os.path.join(inputs.binaries, "nodial")
    remove(key)
    subprocess.run([nodial, "key", "new", key], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [nodial, "build", "--quiet", "--key", key, "--output", keyed, "--region", "US",
         f"us-ftc={inputs.list}"], check=True)
    return key, keyed


def look_up(inputs, runs, tools, probe_count):
    """Random keys, one thread: our index against what others hold numbers in."""
    say(f"look-up: {probe_count:,} keys against {inputs.number_count:,} numbers")
    probes = inputs.output("probes")
    key, keyed = make_keyed_index(inputs)
    # Large pages for the heaps of the peers; the index has those that the page cache made of it.
    environment = dict(os.environ, GLIBC_TUNABLES="glibc.malloc.hugetlb=1")
    peers = subprocess.Popen(
        [tools["lookup"], inputs.numbers, inputs.index, keyed, probes, str(probe_count)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    if peers.stdout.readline() != "ready\n":
        raise SystemExit("bench: lookup could not load the list")
    lines = {}

    def note(line):
        name, *values = line.split("\t")
        lines.setdefault(name, []).append(tuple(map(float, values)))

    for run in range(runs):
        say(f"  run {run + 1}")
        for name, asked in (("nodial", [inputs.index]), ("nodial-keyed", ["--key", key, keyed])):
            line = subprocess.run(
                [tools["look-up"], *asked, probes], check=True, stdout=subprocess.PIPE,
                text=True).stdout
            note(line.replace("nodial", name, 1))
        peers.stdin.write("\n")
        peers.stdin.flush()
        while (line := peers.stdout.readline()) != ".\n":
            note(line)
    peers.stdin.close()
    peers.wait()
    for path in (probes, keyed, key):
        os.unlink(path)
    hits = {values[0][2] for name, values in lines.items() if not name.startswith("bare")}
    if len(hits) != 1:
        raise SystemExit(f"bench: not all found as many keys: {lines}")
    titles = {
        "nodial": "**Nodial's index**, mapped", "nodial-keyed": "**Nodial's index with a key**", "set": "`absl::flat_hash_set`",
        "set-batches": "`absl::flat_hash_set`, prefetched in batches",
        "roaring": "CRoaring, `Roaring64Map`", "bare": "bare reads of as many bytes, prefetched",
        "bare-second": "the same, prefetched into the second-level cache",
        "bare-keyed": "bare reads of as many bytes as with a key"}
    rows = []
    for name, title in titles.items():
        nanoseconds = [values[0] for values in lines[name]]
        rows.append([
            title, f"{statistics.median(nanoseconds):.1f}",
            f"{min(nanoseconds):.1f}–{max(nanoseconds):.1f}", f"{lines[name][0][1]:.2f}"])
    return (
        f"### Look-up: {probe_count:,} random keys against {inputs.number_count:,} numbers\n\n"
        "30 % hits, one thread. All found the same keys.\n\n"
        + report.table(["", "ns a look-up", "from–to", "bytes a number"], rows))


def numbers(inputs, runs, tools):
    """Phone cells to E.164 on one thread, beside libphonenumber in C++."""
    say(f"numbers: {CELL_COUNT:,} cells of each kind")
    kinds = [
        ("US, clean", inputs.clean.path), ("US, messy", inputs.messy.path),
        ("all regions, three writings", "mixed")]
    rows = []
    for title, source in kinds:
        cells = inputs.output("cells")
        with open(cells, "wb") as file:
            subprocess.run(
                inputs.program("phone_cells.py", source, str(CELL_COUNT)), check=True, stdout=file)
        lines = {}
        for run in range(runs):
            say(f"  run {run + 1}: {title}")
            for tool, passes in (("phonenumber", "1"), ("normalize-cells", "20")):
                argv = [tools[tool], cells, passes]
                output = subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True).stdout
                for line in output.splitlines():
                    name, nanoseconds, found, digest = line.split("\t")
                    lines.setdefault(name, []).append((float(nanoseconds), int(found), digest))
        os.unlink(cells)
        theirs = statistics.median(nanoseconds for nanoseconds, *_ in lines["libphonenumber"])
        for name, words in (
            ("core", "**Nodial**, libphonenumber's steps"), ("standard", "**Nodial**, all steps"),
            ("libphonenumber", "libphonenumber")):
            nanoseconds = statistics.median(value for value, *_ in lines[name])
            rows.append([
                f"{title}: {words}", f"{nanoseconds:,.0f}", f"{theirs / nanoseconds:,.1f}",
                f"{lines[name][0][1]:,}",
                "yes" if lines[name][0][1:] == lines["libphonenumber"][0][1:] else "no"])
    return (
        f"### Numbers: {CELL_COUNT:,} cells to E.164, one thread\n\n"
        "All steps: also mending and aliases. Same numbers: their sum is that of"
        " libphonenumber's.\n\n"
        + report.table(
            ["", "ns a cell", "times as fast", "cells with a number", "same numbers"], rows))
