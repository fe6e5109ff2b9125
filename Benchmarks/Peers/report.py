"""Tables in Markdown."""

import datetime
import os
import platform
import re
import statistics
import subprocess

from measure import median


# Processor time is counted in steps; a run that took none gives no ratio.
SECONDS_MIN = 0.001


def table(header, rows):
    """The first column is text, the others are numbers, and `---:` aligns them so."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def seconds(value):
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def mebibytes(value):
    return f"{value / (1 << 20):,.0f}"


def ratio(value):
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def spread(measurements):
    """How far the runs lie apart: the lowest and the highest wall time."""
    walls = [measurement.wall_seconds for measurement in measurements]
    return f"{seconds(min(walls))}–{seconds(max(walls))}" if len(walls) > 1 else "one run"


def scrub_table(commands, results, checks, skipped, yardsticks):
    """Contestants of a scrub; `yardsticks` names what each is compared with."""
    rows = []
    for command in commands:
        if command.name in skipped:
            rows.append([command.title] + [""] * 7 + [skipped[command.name]])
            continue
        measurements = results.get(command.name)
        if not measurements:
            rows.append([command.title] + [""] * 7 + ["failed"])
            continue
        middle = median(measurements)
        yardstick = results.get(yardsticks[command.name])
        rows.append([
            command.title, seconds(middle.wall_seconds), spread(measurements),
            ratio_in_turns(measurements, yardstick, "wall_seconds"),
            seconds(middle.cpu_seconds), ratio_in_turns(measurements, yardstick, "cpu_seconds"),
            mebibytes(middle.resident_byte_count),
            mebibytes(middle.private_byte_count),
            check_words(checks.get(command.name)),
        ])
    return table(
        ["", "seconds", "from–to", "× `cat`", "CPU seconds", "× `cat`'s", "peak MiB", "private MiB",
         "output"],
        rows)


def ratio_in_turns(measurements, yardstick, name):
    """The median of the ratios of runs that stood in the same turn, of one of their measures."""
    if not yardstick:
        return ""
    return ratio(statistics.median(
        getattr(ours, name) / max(getattr(theirs, name), SECONDS_MIN)
        for ours, theirs in zip(measurements, yardstick)))


def check_words(check):
    """What a check found, in words."""
    if check is None:
        return ""
    words = []
    if check["listed"]:
        words.append(f"**{check['listed']:,} listed let through**")
    if check["lost"]:
        words.append(f"**{check['lost']:,} clear lost**")
    if check["unknown"]:
        words.append(f"{check['unknown']:,} unknown rows")
    if not words:
        words.append("right rows")
    words.append("order lost" if check["unordered"] else "in order")
    words.append(f"{check['changed']:,} rewritten" if check["changed"] else "as they came")
    return ", ".join(words)


def check_table(commands, checks):
    rows = [
        [command.title, *(f"{checks[command.name][name]:,}" for name in
                          ("listed", "lost", "invalid", "changed")),
         "lost" if checks[command.name]["unordered"] else "kept"]
        for command in commands if command.name in checks]
    return table(
        ["", "listed let through", "clear lost", "without a number kept", "rewritten", "order"],
        rows)


def build_table(rows_of, number_count):
    """`rows_of` holds (title, measurements, bytes of the result)."""
    rows = []
    for title, measurements, byte_count in rows_of:
        middle = median(measurements)
        rows.append([
            title, seconds(middle.wall_seconds), spread(measurements), seconds(middle.cpu_seconds),
            mebibytes(middle.private_byte_count), f"{byte_count / number_count:.2f}"])
    return table(
        ["", "seconds", "from–to", "CPU seconds", "private MiB", "bytes a number"], rows)


def machine():
    """The processor, as one reads it and as a file is named after it."""
    model = "unknown"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return model, re.sub("[^a-z0-9]+", "-", model.lower()).strip("-")


def surroundings(folder, python):
    """Machine, kernel, file system and the versions of the peers, as a list."""
    model, _ = machine()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    file_system = output_of(["findmnt", "-n", "-o", "FSTYPE", "-T", folder])
    commit = output_of(["git", "-C", os.path.dirname(__file__), "describe", "--always", "--dirty"])
    packages = output_of(
        [python, "-c", "import importlib.metadata as m;"
         "print(*sorted(f'{d.name} {d.version}' for d in m.distributions() if d.name in"
         " ('duckdb', 'polars', 'chdb', 'pyarrow', 'pandas')), sep=', ')"])
    debian = output_of(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}, ", "libabsl-dev", "libroaring-dev",
         "libphonenumber-dev", "mawk", "grep", "coreutils"]).rstrip(", ")
    return "\n".join([
        f"- {datetime.date.today()}, Nodial at `{commit}`",
        f"- {model}, {os.cpu_count()} processors, {memory / (1 << 30):.0f} GiB, {platform.system()}"
        f" {platform.release()}, {file_system}",
        f"- {packages}; {debian}",
    ]) + "\n"


def output_of(argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=False).stdout.strip()


BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def replace_block(path, text):
    """Puts `text` between the two marks of a file."""
    with open(path, encoding="utf-8") as file:
        content = file.read()
    if content.count(BEGIN) != 1 or content.count(END) != 1:
        raise SystemExit(f"bench: {path}: needs one line {BEGIN} and one line {END}")
    before, rest = content.split(BEGIN)
    _, after = rest.split(END)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}")
