"""The laws of a build: what it does not say of a list, it has read."""

import collections
import os
import re

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
        missing, rows = collections.Counter(), set()
        warnings = self.only_warnings(messages)
        for number, answer in zip(asked, answers):
            row, column = expected[number]
            name = case.table.header[column]
            if answer == "clear" and not self.warned(case, column + 1, name, warnings):
                missing[(column, name, case.table.roles[column])] += 1
                rows.add(row)
        unread = sum(int(n) for n in re.findall(r"([0-9]+) unreadable", messages))
        if len(rows) > unread:
            law = "list-missed-" + (
                "phone" if any(role != "u" for _, _, role in missing) else "untold"
            )
            told = ", ".join(
                "%d %r: %d" % (c + 1, n, count) for (c, n, _), count in missing.items()
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

    def only_warnings(self, messages):
        """The messages but for the notes of what was read."""
        return "\n".join(l for l in messages.split("\n") if not re.search(r": list \w+, format", l))
