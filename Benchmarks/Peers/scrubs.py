"""The contestants of the scrub: from a campaign file to a file without the listed rows."""

import os

from inputs import HERE
from measure import Command

# The lists that some contestants are not asked to take, and why.
NUMBER_COUNT_MAX = {
    "awk": (20_000_000, "it takes minutes"),
    "grep": (1_000_000, "it takes half a minute and 400 bytes a number already for 1,000,000"),
}
# What Python's set of numbers takes at its highest, in bytes a number, while it grows. It is
# skipped where that is more than half of the machine.
SET_BYTES = 110


def scrubs(inputs):
    """All contestants on the clean campaign, and those of ours on the others."""
    return nodial_scrubs(inputs) + peer_scrubs(inputs, inputs.clean)


def nodial_scrubs(inputs):
    clean, messy, uniform = inputs.clean.path, inputs.messy.path, inputs.uniform.path
    nodial = os.path.join(inputs.binaries, "nodial")

    def scrub(name, title, campaign, *options):
        output = inputs.output(name)
        return Command(
            name, title,
            [nodial, "scrub", "--quiet", "--index", inputs.index, campaign, "--output", output,
             *options],
            outputs=[output], inputs=[campaign, inputs.index])

    def pipe(name, title, pipeline):
        output = inputs.output(name)
        return Command(
            name, title, ["bash", "-c", f"set -o pipefail; {pipeline.format(output=output)}"],
            outputs=[output], inputs=[clean, inputs.index])

    def cat(name, title, campaign):
        output = inputs.output(name)
        return Command(
            name, title, ["cat", campaign], stdout=output, outputs=[output], inputs=[campaign])

    rejected, report = inputs.output("rejected"), inputs.output("report")
    full = scrub(
        "nodial-full", "`nodial scrub --rejected --report`", clean,
        "--rejected", rejected, "--report", report)
    full.outputs += [rejected, report]
    return [
        cat("cat", "`cat campaign > out`", clean),
        scrub("nodial", "**`nodial scrub`**", clean),
        scrub("nodial-1", "`nodial scrub --threads 1`", clean, "--threads", "1"),
        full,
        cat("cat-messy", "`cat messy > out`", messy),
        scrub("nodial-messy", "**`nodial scrub`** on messy", messy),
        cat("cat-uniform", "`cat uniform > out`", uniform),
        scrub("nodial-uniform", "**`nodial scrub`** on numbers of any area code", uniform),
        pipe("cat-pipe", "`cat campaign \\| cat > out`", f"cat {clean} | cat > {{output}}"),
        pipe(
            "nodial-pipe", "`cat campaign \\| nodial scrub - \\| cat > out`",
            f"cat {clean} | {nodial} scrub --quiet --index {inputs.index} - | cat > {{output}}"),
    ]


def nodial_check(inputs, campaign):
    """Ours, to be checked beside the peers on another campaign."""
    output = inputs.output("nodial")
    return Command(
        "nodial", "`nodial scrub`",
        [os.path.join(inputs.binaries, "nodial"), "scrub", "--quiet", "--index", inputs.index,
         campaign.path, "--output", output],
        outputs=[output])


def peer_scrubs(inputs, campaign):
    """The peers, each with its list loaded in its own format, on one campaign."""

    def peer(name, title, argv, listed, to_stdout=False):
        output = inputs.output(name)
        return Command(
            name, title, argv if to_stdout else [*argv, output],
            stdout=output if to_stdout else None, outputs=[output],
            inputs=[campaign.path, listed], environment={"LC_ALL": "C"} if to_stdout else {})

    path = campaign.path
    duckdb, polars, chdb = map(inputs.path, ("list.duckdb", "list.parquet", "list.chdb"))
    numbers, in_order = inputs.numbers, inputs.sorted_numbers
    return [
        peer("duckdb", "DuckDB", inputs.program("duckdb_scrub.py", "scrub", duckdb, path), duckdb),
        peer("polars", "Polars", inputs.program("polars_scrub.py", "scrub", polars, path), polars),
        peer("chdb", "chdb (ClickHouse)",
             inputs.program("chdb_scrub.py", "scrub", chdb, path), chdb),
        peer("chdb-two", "chdb, campaign read twice",
             inputs.program("chdb_scrub.py", "scrub-in-two", chdb, path), chdb),
        peer("join", "`awk \\| sort \\| join`",
             [os.path.join(HERE, "join_scrub.sh"), in_order, path], in_order, to_stdout=True),
        peer("python", "Python, `csv` and a `set`",
             inputs.program("set_scrub.py", numbers, path), numbers),
        peer("awk", "`awk`, an array",
             ["awk", "-f", os.path.join(HERE, "scrub.awk"), numbers, path], numbers,
             to_stdout=True),
        peer("grep", "`grep -vFf`", ["grep", "-vFf", numbers, path], numbers, to_stdout=True),
    ]


# The format that each contestant reads the list in: names of `Inputs.loads`.
LOADS = {
    "duckdb": "duckdb", "polars": "polars", "chdb": "chdb", "chdb-two": "chdb", "join": "sort-join",
}


def reason_to_skip(command, number_count):
    """Why a contestant is not run against a list of this length, or None."""
    number_count_max, reason = NUMBER_COUNT_MAX.get(command.name, (number_count, ""))
    if number_count > number_count_max:
        return f"skipped: {reason}"
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if command.name == "python" and SET_BYTES * number_count > memory // 2:
        return f"skipped: the set needs {SET_BYTES * number_count / 1e9:.0f} GB"
    return None
