"""The laws of a scrub: what may be kept, what may be rejected, what may be said."""

import json
import os
import re

import reading


class CampaignLaws:
    """Runs what reads campaigns on a case; a part of `Fuzzer`."""

    def campaign(self, case):
        random, region = case.random, case.region
        kept, rejected, report = (
            os.path.join(case.folder, n) for n in ("kept.out", "rejected.out", "report.out")
        )
        arguments = [
            "scrub",
            "-i",
            region.index,
            "--output",
            kept,
            "--rejected",
            rejected,
            "--report",
            report,
        ]
        quiet = random.random() < 0.9
        if quiet:
            arguments.append("-q")
        case.unique = random.random() < 0.08 and self.unique
        if case.unique:
            arguments.append("--unique")
        case.every = random.random() < 0.1 and self.every_column
        if case.every:
            arguments.append("--every-column")
        elif random.random() < 0.08 and case.writing.header:
            choices = [
                h
                for h, r in zip(case.table.header, case.table.roles)
                if r in "Pp" and h.isascii() and h
            ]
            if choices:
                arguments += ["--column", random.choice(choices)]
                case.plain = False
        elif not case.writing.header and not case.writing.preamble and random.random() < 0.7:
            places = [i + 1 for i, r in enumerate(case.table.roles) if r in ("P", "p", "u")]
            if places:
                arguments += ["--no-header", "--column", str(random.choice(places))]
        piped = random.random() < 0.1
        tail = ["-" if piped else case.path]
        data = case.data if piped else None
        run = self.run(case, arguments + tail, data)
        if not run:
            return
        case.status = run.returncode
        if run.returncode:
            self.error(case, run, "-" if piped else os.path.basename(case.path))
            for path in (kept, rejected, report):
                if os.path.exists(path):
                    name = os.path.basename(path)
                    case.fault("output-left", "%s after status %d" % (name, run.returncode))
            run, arguments = self.try_remedies(case, run, arguments, tail, data)
            if not run:
                return
        with open(kept, "rb") as file:
            kept_data = file.read()
        with open(rejected, "rb") as file:
            rejected_data = file.read()
        with open(report, "rb") as file:
            case.report = json.load(file)
        # Without --quiet notes name the columns that are read, which excuses nothing.
        warnings = case.messages if quiet else self.quiet_messages(case, arguments, piped)
        self.kept_law(case, kept_data, warnings)
        self.rejected_law(case, rejected_data)
        if case.damage not in ("xlsx", "packed", "torn_archive"):
            heads = 1 + len(case.writing.preamble) + (8 if case.damage != "none" else 0)
            # Lines above the header are lines, whatever quotes they hold.
            above = b"".join(case.data.splitlines(True)[: len(case.writing.preamble)])
            data, kept_rows = case.data, kept_data
            if above and kept_data.startswith(above):
                data, kept_rows = data[len(above) :], kept_data[len(above) :]
            fault = reading.partition_fault(data, kept_rows, rejected_data, heads)
            fault = fault and reading.partition_fault(case.data, kept_data, rejected_data, heads)
            if fault:
                case.fault("partition", fault)
        if case.unique and case.damage == "none":
            self.unique_law(case, kept_data)
        count = case.report["rowCount"]
        if count != sum(case.report["outcomes"].values()):
            case.fault("counts", str(case.report["outcomes"]))
        self.measure(case)

    def quiet_messages(self, case, arguments, piped):
        again = [a.replace(".out", ".2.out") for a in arguments] + ["-q"]
        loud = case.messages
        run = self.run(case, again + ["-" if piped else case.path], case.data if piped else None)
        quiet, case.messages = case.messages, loud
        case.commands.pop()
        return quiet if run else ""

    def kept_law(self, case, data, warnings):
        """No listed number in a kept row, unless a warning names its column."""
        text = self.decoded(case, data)
        found, region_known = {}, case.region.known
        for row in reading.rows(text.encode("utf-8", "replace"), case.writing.delimiter):
            row = reading.bare(row).decode("utf-8")
            for number, position in case.region.known.find(row):
                found.setdefault(self.column(case, row, position), []).append(row)
        laws = set()
        for column, lines in found.items():
            law = "kept-" + self.class_of(case, column)
            if self.warned(case, column, warnings) or law in laws:
                continue
            laws.add(law)
            # What a cell says is another law's.
            cells = [c for line in lines for c in reading.cells(line, case.writing.delimiter)]
            numbers = {n: c for c in cells for n, _ in region_known.find(c)}
            if law == "kept-read" and numbers:
                if all(self.misread(case, n, c) for n, c in numbers.items()):
                    case.fault("cell-misread", "%s: %s" % (case.region.code, list(numbers.values())))
                    continue
            case.fault(
                law,
                "column %d %s, %d of %d lines, read %s, warnings %r: %r"
                % (
                    column,
                    sorted(self.names(case, column)),
                    len(lines),
                    text.count("\n"),
                    case.report["phoneColumns"],
                    warnings[:200],
                    lines[0][:160],
                ),
            )

    def class_of(self, case, column):
        """What the column was that a listed number stood in."""
        if column in case.report["phoneColumns"]:
            return "read"
        roles = case.table.roles
        if column > len(roles):
            return "beyond"
        return {"P": "phone", "p": "phone", "u": "untold", "rest": "split"}.get(
            roles[column - 1], "sparse"
        )

    def unique_law(self, case, data):
        """No number of a column that was read stands in two kept rows."""
        seen = {}
        for i, row in enumerate(reading.rows(data, case.writing.delimiter)):
            text = self.decoded(case, reading.bare(row))
            for number, position in case.region.all.find(text):
                column = self.column(case, text, position)
                if column in case.report["phoneColumns"] and seen.setdefault(number, i) != i:
                    case.fault("kept-twice", "rows %d and %d of the kept" % (seen[number], i))
                    return

    def others(self, case):
        """What else reads campaigns: it does not fail, and tells no number that it should not."""
        run = self.run(case, ["normalize", "-q", "--region", case.region.code, case.path])
        if run and run.returncode == 0 and case.damage == "none":
            before = reading.rows(case.data, case.writing.delimiter)
            after = reading.rows(run.stdout, case.writing.delimiter)
            if len(before) != len(after):
                case.fault("normalize-rows", "%d rows of %d" % (len(after), len(before)))
        elif run and run.returncode:
            self.error(case, run, os.path.basename(case.path))
        if self.audit:
            run = self.run(case, ["audit", "--region", case.region.code, case.path])
            text = run.stdout.decode("utf-8", errors="replace") if run else ""
            for line in text.split("\n"):
                if case.region.all.find(line):
                    case.fault("audit-tells-number", line)
                    break
            if run and run.returncode:
                self.error(case, run, os.path.basename(case.path))

    def rejected_law(self, case, data):
        """No row is `listed` in which no listed number stands."""
        text = self.decoded(case, data)
        for line in re.split(r"(?<=undated)[\r\n]+", text):
            if re.search(r"\blisted\b.[A-Z].dnc@undated", line) and "alias:" not in line:
                if not case.region.known.hinted(line):
                    case.fault("false-listed", line[-200:])

    def measure(self, case):
        """How many rows of numbers on no list were kept, for the rate of innocents."""
        case.innocent = case.innocent_kept = 0
        if case.plain and case.damage == "none" and not case.unique:
            listed = set(case.region.listed)
            case.innocent = sum(
                1 for row in case.table.numbers if row and not any(n in listed for _, n in row)
            )
            case.innocent_kept = min(case.report["outcomes"]["clear"], case.innocent)
