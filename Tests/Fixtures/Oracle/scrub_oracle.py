#!/usr/bin/env python3
"""Makes lists and a campaign, lets nodial scrub it, and compares every row with its own verdict.

    scrub_oracle.py NODIAL SEED file|pipe

Works in the current folder. Only the standard library, and only numbers whose reading needs none:
E.164, and ten digits of the US. Rows and fields are those of Python's csv module. Ends with 0 and
prints the counts if everything agrees.
"""

import csv
import io
import json
import random
import re
import subprocess
import sys


def make_lists(draw, numbers):
    """Three lists of three formats, overlapping; returns the sets by id."""
    lists = {name: set(draw.sample(numbers, len(numbers) // 3)) for name in ("reg", "own", "third")}
    with open("reg.txt", "w") as file:
        file.writelines(f"{n[1:4]},{n[4:]}\n" for n in sorted(lists["reg"]))
    with open("own.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Reason", "Phone number"])
        writer.writerows([["a, \"b\"\nc", f"+{n}"] for n in sorted(lists["own"])])
    with open("third.txt", "w") as file:
        file.writelines(f"{n[1:]}\r\n" for n in sorted(lists["third"]))
    return lists


def cell_and_keys(draw, numbers):
    """A phone cell, and the number it stands for: None if it is empty, False if it is no number."""
    kind = draw.randrange(12)
    number = draw.choice(numbers)
    if kind < 5:
        return f"+{number}", number
    if kind < 9:
        return number[1:], number
    if kind == 9:
        return draw.choice(["", "", " "]), None
    return draw.choice(["none", "n/a", "12", "+", "a\nb", "\"", ","]), False


def make_campaign(draw, numbers, delimiter):
    """The bytes of a campaign, and the keys of every row's two phone columns by its cells."""
    meaning = {}
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=draw.choice(["\n", "\r\n", "\r"]),
        quoting=draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    )
    writer.writerow(["id", "home phone", "note", "mobile"])
    for row in range(draw.randrange(2000, 4000)):
        cells = []
        for _ in range(2):
            cell, key = cell_and_keys(draw, numbers)
            meaning[cell] = key
            cells.append(cell)
        letters = "ab ,;|\t\"'\r\n\u00e9\u20ac\U0001f4de\0"
        note = "".join(draw.choices(letters, k=draw.randrange(0, 200 if row % 50 == 0 else 12)))
        fields = [row, cells[0], note, cells[1]]
        kind = draw.randrange(40)
        if kind == 0:
            fields = fields[: draw.randrange(1, 4)]
        elif kind == 1:
            fields += ["more"] * draw.randrange(1, 4)
        writer.writerow(fields)
        if kind == 2:
            text.write(draw.choice(["\n", "\r\n", "\r", "x\n"]))
    data = text.getvalue()
    if draw.random() < 0.3:
        data = data.rstrip("\r\n")
    if draw.random() < 0.2:
        number = draw.choice(numbers)
        meaning[number[1:]] = number
        data += "\n" + delimiter.join(["9", number[1:], "\"left", "open\r\n"])
    return draw.choice([b"", b"\xef\xbb\xbf"]) + data.encode(), meaning


class Lines:
    """Lines with their line ends, and what csv.reader took since it was last asked."""

    def __init__(self, file):
        self.file = file
        self.taken = ""

    def __iter__(self):
        return self

    def __next__(self):
        line = next(self.file)
        self.taken += line
        return line


def verdict(row, meaning, lists, covers, stale):
    """The outcome and the lists: those that hold a number, or the stale ones that should speak."""
    keys = []
    for column in (1, 3):
        cell = row[column] if column < len(row) else ""
        keys.append(meaning.get(cell, False) if cell.strip(" \t") else None)
    found = [name for name in ("reg", "own", "third") if any(k and k in lists[name] for k in keys)]
    if found:
        return "listed", found
    if not any(keys) or False in keys:
        return "invalid", []
    numbers = [key for key in keys if key]
    speaking = [
        {name for name in covers if number.startswith(tuple(covers[name]))} for number in numbers]
    found = [name for name in stale if any(name in names for names in speaking)]
    if found:
        return "stale", found
    return ("uncovered" if covers and not all(speaking) else "clear"), []


def closed(data, delimiter):
    """The file with its last quote closed, if that is open at the end."""
    text = data.decode("utf-8", "surrogateescape") + "\nend\n"
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return data if rows[-1] == ["end"] else data + b'"\n'


def read(name):
    with open(name, "rb") as file:
        return file.read()


def main():
    nodial, seed, way = sys.argv[1:]
    draw = random.Random(int(seed))
    csv.field_size_limit(1 << 30)
    numbers = [f"1202{n}" for n in draw.sample(range(2000000, 9999999), 600)]
    lists = make_lists(draw, numbers)
    covers = {}
    if draw.random() < 0.6:
        for name in ("reg", "third"):
            covers[name] = [f"1202{n}" for n in draw.sample(range(2, 10), draw.randrange(1, 7))]
    call_date = draw.choice(["2026-11-20", "2026-11-21"])
    # As old as it may be on the first of these days.
    stale = ["third"] if covers and call_date == "2026-11-21" else []
    subprocess.run(
        [nodial, "build", "-q", "-o", "dnc.ndx", "--region", "US", "--kind", "own=objection",
         "--date", "reg=2026-11-20", "--date", "third=2026-11-10",
         *(["--max-age", "third=10", "--max-age", "reg=31"] if covers else []),
         *(f"--covers={name}={','.join(covers[name])}" for name in covers),
         "reg=reg.txt", "own=own.csv", "third=third.txt"],
        check=True)
    evidence = {"reg": "reg@2026-11-20", "own": "own@undated", "third": "third@2026-11-10"}

    delimiter = draw.choice(",;\t|")
    data, meaning = make_campaign(draw, numbers, delimiter)
    data = closed(data, delimiter)
    with open("campaign.csv", "wb") as file:
        file.write(data)
    # What swallowed rows are read as is what is compared here; that they are refused has its own tests.
    arguments = [nodial, "scrub", "-q", "--multiline-fields", "--index", "dnc.ndx", "--call-date", call_date, "--rejected", "rejected.csv",
                 "--report", "report.json", "--threads", str(draw.randrange(1, 6)),
                 "--delimiter", {"\t": "tab"}.get(delimiter, delimiter)]
    if way == "file":
        subprocess.run(arguments + ["campaign.csv", "-o", "kept.csv"], check=True)
        kept = read("kept.csv")
    else:
        kept = subprocess.run(
            arguments + ["-"], input=data, stdout=subprocess.PIPE, check=True).stdout

    counts = {"clear": 0, "listed": 0, "invalid": 0, "stale": 0, "uncovered": 0}
    blocked = {name: 0 for name in lists}
    expected = b""
    rejected = []
    with open("campaign.csv", encoding="utf-8-sig", newline="") as file:
        lines = Lines(file)
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter)):
            raw, lines.taken = lines.taken.encode(), ""
            if number == 0:
                width = len(row)
                expected = (b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b"") + raw
                continue
            outcome, found = verdict(row, meaning, lists, covers, stale)
            counts[outcome] += 1
            for name in found if outcome == "listed" else []:
                blocked[name] += 1
            if outcome == "clear":
                expected += raw
            else:
                code = {"invalid": "I", "stale": "A", "uncovered": "B"}.get(
                    outcome, "P" if "own" in found else "D")
                mark = "(stale)" if outcome == "stale" else ""
                # Under their headers: short rows are filled up, and what is too much stands behind.
                row += [""] * (width - len(row))
                rejected.append(
                    row[:width] + [outcome, code, ";".join(evidence[n] + mark for n in found)]
                    + row[width:])

    assert kept == expected, "other rows were kept"
    with open("rejected.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    header = rows.pop(0)
    assert header[-3:] == ["nodial_outcome", "nodial_code", "nodial_lists"], header
    assert len(rows) == len(rejected), (len(rows), len(rejected))
    for number, (row, wanted) in enumerate(zip(rows, rejected)):
        assert row == wanted, f"rejected row {number + 1}"
    report = json.load(open("report.json"))
    counts["duplicate"] = 0
    counts["unconsented"] = 0
    assert report["outcomes"] == counts, (report["outcomes"], counts)
    assert report["rowCount"] == sum(counts.values())
    assert {l["id"]: l["blockedRowCount"] for l in report["index"]["lists"]} == blocked
    assert report["input"]["byteCount"] == len(data)
    assert report["output"]["byteCount"] == len(kept)
    assert report["rejected"]["byteCount"] == len(read("rejected.csv"))
    assert not re.search(r"1?202\d{7}", json.dumps(report)), "the report holds a number"
    print("rows", sum(counts.values()), counts)


main()
