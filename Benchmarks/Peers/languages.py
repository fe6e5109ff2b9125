"""Columns that are in memory: the Python package beside what data tools have of their own."""

import json
import os
import statistics
import subprocess

import report
from column_scrub import CHECKS, CONTESTANTS, ROW_COUNT_MAX
from measure import Failed, say

CHUNK_CELL_COUNT = 10_000
C_PASS_COUNT = 15
# Calls of the library in C: the title, and the cells of a call, 0 for all.
IN_C = {
    "c": ("**the library, in C**, one call", 0),
    "c-calls": ("**the library, in C**, 10,000 a call", CHUNK_CELL_COUNT),
}
# With which of them each way of asking from Python is compared.
COMPARED = {"pyarrow-chunked": "c-calls", "pyarrow-calls": "c-calls"}


def languages(inputs, runs, tools, only):
    """Rows to rows in each tool, and the check alone beside the library's own time."""
    campaigns = [
        ("messy", inputs.messy_check, "as people type them: with extensions, brackets, spaces; 1 % hold no number"),
        ("clean", inputs.clean, "10 digits or E.164")]
    return "\n".join(
        campaign_part(inputs, runs, tools, only, *campaign) for campaign in campaigns)


def campaign_part(inputs, runs, tools, only, style, campaign, words):
    columns, cells = inputs.output(f"{style}.parquet"), inputs.output(f"{style}.cells")
    program_output(inputs, "make", campaign.path, campaign.expected, columns, cells)
    names = [name for name in CONTESTANTS if not only or name.split("-")[0] in only or "nodial" in name]
    rows = min(inputs.row_count, ROW_COUNT_MAX)
    say(f"languages: {rows:,} {style} cells against {inputs.number_count:,} numbers")
    scrubs, alone = {}, {}
    for run in range(runs):
        say(f"  run {run + 1}")
        for name in names:
            note(scrubs, name, lambda name=name: json.loads(program_output(
                inputs, "scrub", name, columns, inputs.numbers, inputs.index)))
        for name, (_, chunk) in IN_C.items():
            note(alone, name, lambda chunk=chunk: in_c(tools["batch"], inputs.index, cells, chunk))
        for name in CHECKS:
            note(alone, name, lambda name=name: json.loads(
                program_output(inputs, "check", name, columns, inputs.index)))
    for path in (columns, cells):
        os.unlink(path)
    if len({each["clear"] for found in alone.values() for each in found}) != 1:
        raise SystemExit(f"bench: not all found as many clear cells: {alone}")
    return (
        f"### In data tools: {rows:,} rows against {inputs.number_count:,} numbers, {style}\n\n"
        f"Numbers {words}. From rows in memory to the rows that are kept, by tools with two threads where they take"
        " them. Keys at hand: Nodial read the cells to numbers beforehand, in time that is not counted. A regex takes the"
        " digits off, and the last ten. List: the memory of the list, mapped pages of an index included; more: what the"
        " first scrub took beyond.\n\n"
        + scrub_table(scrubs)
        + f"\n### A column's check alone: {rows:,} {style} cells\n\n"
        "One thread. × C: processor time in that of the library in a host of C, with the same cells, asked at once or by"
        " calls of 10,000, in the same turn.\n\n"
        + check_table(alone))


def note(results, name, measure):
    """Adds what a run found; one that fails is named and left out."""
    try:
        results.setdefault(name, []).append(measure())
    except Failed as error:
        say(str(error))


def in_c(program, index, cells, chunk):
    argv = [program, index, cells, str(chunk), str(C_PASS_COUNT)]
    cpu, clock, clear = output_of(argv).split()
    return {"cpu": [float(cpu)], "clock": [float(clock)], "clear": int(clear)}


def program_output(inputs, *arguments):
    return output_of(inputs.program("column_scrub.py", *arguments))


def output_of(argv):
    run = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        raise Failed(f"{' '.join(argv[1:4])} ended with {run.returncode}: {run.stderr[-400:].strip()}")
    return run.stdout


def medians(found, name):
    """The median of each run's passes."""
    return [statistics.median(each[name]) for each in found]


def span(values):
    return f"{min(values):.0f}–{max(values):.0f}"


def scrub_table(scrubs):
    rows = []
    for name, found in scrubs.items():
        title = CONTESTANTS[name][0]
        if not found:
            rows.append([title] + ["failed"] + [""] * 7)
            continue
        answers = {tuple(each[key] for key in ("listed", "lost", "invalid")) for each in found}
        if len(answers) != 1:
            raise SystemExit(f"bench: {name} answers otherwise each time: {answers}")
        cpu, clock = medians(found, "cpu"), medians(found, "clock")
        rows.append([
            title, f"{statistics.median(cpu):.0f}", span(cpu), f"{statistics.median(clock):.0f}", span(clock),
            *(report.mebibytes(max(0, max(each[key] for each in found))) for key in ("list", "more")),
            *(f"**{count:,}**" if count else "0" for count in answers.pop())])
    return report.table(
        ["", "CPU ns a row", "from–to", "ns a row", "from–to", "list MiB", "more MiB", "listed let through", "clear lost",
         "without a number kept"], rows)


def check_table(alone):
    rows = []
    for name, found in alone.items():
        if not found:
            continue
        title = IN_C[name][0] if name in IN_C else CHECKS[name]
        cpu, clock = medians(found, "cpu"), medians(found, "clock")
        yardstick = medians(alone[name if name in IN_C else COMPARED.get(name, "c")], "cpu")
        ratio = statistics.median(ours / theirs for ours, theirs in zip(cpu, yardstick))
        rows.append([
            title, f"{statistics.median(cpu):.1f}", f"{min(cpu):.1f}–{max(cpu):.1f}", report.ratio(ratio),
            f"{statistics.median(clock):.1f}"])
    return report.table(["", "CPU ns a cell", "from–to", "× C", "ns a cell"], rows)
