"""The laws of a build: what it does not say of a list, it has read."""

import collections
import os
import re

import damage
import reading


class ListLaws:
    """Builds an index of a case and asks it; a part of `Fuzzer`."""

    def list(self, case):
        region = case.region
        index = os.path.join(case.folder, "list.ndx")
        arguments = ["build", "-o", index, "--region", region.code, "own=" + case.path]
        run = self.run(case, arguments)
        if not run:
            return
        case.status = run.returncode
        if run.returncode:
            self.error(case, run, os.path.basename(case.path))
            if os.path.exists(index):
                case.fault("output-left", "an index after status %d" % run.returncode)
            run, arguments = self.try_remedies(case, run, arguments, [], None, "own=")
            if not run:
                return
        messages = case.messages
        if "list own is empty" in messages:
            return
        text = None if case.table.encoding is None else self.decoded(case, case.data)
        present = None
        if text is not None and case.damage not in ("packed", "torn_archive"):
            present = {n for line in reading.lines(text) for n, _ in region.all.find(line)}
        expected = {}
        for row, placed in enumerate(case.table.numbers):
            for column, number in placed:
                if case.table.roles[column] in ("P", "p", "u", "rest") and (
                    present is None or number in present
                ):
                    expected.setdefault(number, (row, column))
        if not expected:
            return
        asked = list(expected)
        run = self.run(
            case, ["check", "-i", index, "--stdin"], "".join(n.e164 + "\n" for n in asked).encode()
        )
        if not run:
            return
        answers = [line.split("\t")[1] for line in run.stdout.decode().splitlines() if "\t" in line]
        if len(answers) != len(asked):
            case.fault(
                "check",
                "%d answers for %d numbers: %s" % (len(answers), len(asked), case.messages[:200]),
            )
            return
        missing, rows, misread = collections.Counter(), set(), {}
        warnings = self.only_warnings(messages)
        for number, answer in zip(asked, answers):
            row, column = expected[number]
            if answer == "clear" and not self.excused(case, number, column, text, warnings):
                cell = case.table.rows[row][column]
                if case.damage not in damage.NONE:
                    cell = self.cell(case, number, text) or cell
                if self.misread(case, number, cell):
                    misread[row] = cell
                else:
                    missing[column] += 1
                    rows.add(row)
        # A row that counts as unreadable was told.
        unread = sum(int(n) for n in re.findall(r"([0-9]+) unreadable", messages))
        if misread and len(rows | set(misread)) > unread:
            case.fault("cell-misread", "%s: %s" % (region.code, sorted(misread.values())[:3]))
        if len(rows) > unread:
            law = "list-missed-" + (
                "phone" if any(case.table.roles[c] != "u" for c in missing) else "untold"
            )
            told = ", ".join(
                "%d %r: %d" % (c + 1, case.table.header[c], n) for c, n in missing.items()
            )
            case.fault(
                law,
                "of %d numbers, column %s; messages %r" % (len(asked), told[:200], messages[-500:]),
            )
        # Numbers that the file does not hold are on no list.
        others = [
            n
            for n in region.listed + region.unlisted
            if present is not None
            and n not in present
            and not any(n.digits[-6:] in t for t in (text,))
        ][:20]
        if others and case.damage == "none":
            run = self.run(
                case, ["check", "-i", index, "--stdin"], "".join(n.e164 + "\n" for n in others).encode()
            )
            if run:
                held = reading.Known(n for row in case.table.numbers for _, n in row)
                for number, line in zip(others, run.stdout.decode().splitlines()):
                    if "\tlisted\t" in line and number.digits[-6:] not in held.tails:
                        case.fault("list-false", "a number that the list does not hold is listed")
                        break

    def excused(self, case, number, column, text, warnings):
        """Whether a warning names every column that the number stands in, or was passed over."""
        if self.warned(case, column + 1, warnings):
            return True
        # A list of lines has no columns to name.
        if case.table.kind == "lines" and "are valid numbers" in warnings:
            return True
        if text is None:
            return False
        columns = {self.column(case, row, at) for row, at in self.places(case, number, text)}
        return bool(columns) and all(self.warned(case, c, warnings) for c in columns)

    def places(self, case, number, text):
        """The rows that the number stands in, each with where."""
        known = reading.Known([number])
        for row in reading.rows(text.encode("utf-8", "replace"), case.writing.delimiter):
            row = reading.bare(row).decode("utf-8")
            for _, position in known.find(row):
                yield row, position

    def cell(self, case, number, text):
        """The cell that the number stands in first; None if it stands in none."""
        for row, position in self.places(case, number, text or ""):
            if case.table.kind == "lines":
                return row
            fields = reading.cells(row, case.writing.delimiter)
            column = self.column(case, row, position)
            return fields[column - 1] if column <= len(fields) else None
        return None

    def only_warnings(self, messages):
        """The messages but for the notes of what was read."""
        return "\n".join(l for l in messages.split("\n") if not re.search(r": list \w+, format", l))
