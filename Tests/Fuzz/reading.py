"""The slow oracle: reads every cell of every line, and rows as Python's csv reads them."""

import csv
import io
import re

RUN = re.compile(r"[0-9]+")
# What may stand between two groups of digits of one number.
JOINT = re.compile(r"[ \u00a0().\-/+]{1,4}")
# What stands between an area code and the rest if each has a column of its own.
COLUMNS = re.compile(r'"?[,;\t|]"?')
GROUPS_MAX = 8
MARK = b"\xef\xbb\xbf"
DELIMITERS = ",;\t|^~:"


class Known:
    """Numbers by the digits of each of their writings."""

    def __init__(self, numbers):
        self.forms = {}
        self.tails = set()
        for number in numbers:
            for form in number.forms():
                self.forms[form] = number
            self.tails.add(number.digits[-6:])

    def find(self, text):
        """Every (number, position) that a person would read in `text`, which is one line."""
        found = []
        runs = list(RUN.finditer(text))
        for i, first in enumerate(runs):
            start = first.start()
            if start and (text[start - 1].isalpha() or text[start - 1] == "_"):
                continue
            if len(first.group()) == 3 and i + 1 < len(runs) and len(runs[i + 1].group()) == 7:
                number = self.forms.get(first.group() + runs[i + 1].group())
                if number and COLUMNS.fullmatch(text, first.end(), runs[i + 1].start()):
                    found.append((number, runs[i + 1].start()))
            digits = ""
            for j in range(i, min(i + GROUPS_MAX, len(runs))):
                if j > i and not JOINT.fullmatch(text, runs[j - 1].end(), runs[j].start()):
                    break
                digits += runs[j].group()
                if len(digits) > 20:
                    break
                number = self.forms.get(digits)
                after = text[runs[j].end() : runs[j].end() + 1]
                if number and not (after.isalpha() and after not in "xX") and after != "_":
                    found.append((number, start))
        return found

    def hinted(self, text):
        """Whether the last digits of one of the numbers stand somewhere in `text`."""
        digits = "".join(c for c in text if c in "0123456789")
        return any(tail in digits for tail in self.tails)


def lines(text):
    return re.split(r"[\r\n]+", text)


def rows(data, delimiter):
    """The rows of `data` as Python's csv takes them, each with the bytes of its end, but for a mark."""
    return marked_rows(data.removeprefix(MARK), delimiter)


def marked_rows(data, delimiter):
    """The rows of `data`, of which the first may begin with a mark."""
    mark = ord(delimiter)
    out, start, position, count = [], 0, 0, len(data)
    begin, field, inside, after = range(4)
    state = begin
    while position < count:
        byte = data[position]
        position += 1
        if state == inside:
            if byte == 34:
                state = after
            continue
        if byte in (10, 13):
            if byte == 13 and position < count and data[position] == 10:
                position += 1
            out.append(bytes(data[start:position]))
            start, state = position, begin
        elif byte == mark:
            state = begin
        elif byte == 34:
            state = inside if state in (begin, after) else field
        else:
            state = field
    if start < count:
        out.append(bytes(data[start:]))
    return out


def column(row, position, delimiter):
    """The number from 1 of the field that a place of a row is in."""
    count, state = 1, "begin"
    for c in row[:position]:
        if state == "inside":
            state = "after" if c == '"' else state
        elif c == '"':
            state = "inside" if state in ("begin", "after") else "field"
        elif c == delimiter:
            count, state = count + 1, "begin"
        else:
            state = "field"
    return count


def bare(row):
    return row.rstrip(b"\r\n")


def partition_fault(source, kept, rejected, heads):
    """Why `kept` and `rejected` are no partition of the rows of `source`, or None.

    Rows stand in both at the head alone: the header and what is above it.
    """
    fault = None
    # A mark at the beginning of an output is the program's only if the file began with one; else it
    # stands where two files were joined, at the beginning of the first row that is in that output.
    if source.startswith(MARK):
        source, kept, rejected = (d.removeprefix(MARK) for d in (source, kept, rejected))
    for delimiter in DELIMITERS:
        fault = split_fault(
            marked_rows(source, delimiter),
            marked_rows(kept, delimiter),
            marked_rows(rejected, delimiter),
            heads,
            delimiter,
        )
        if not fault:
            return None
    return fault


def split_fault(input_rows, kept, rejected, heads, delimiter):
    k = r = 0
    # Without a header above them, further fields stand behind a row's own.
    width = None
    for row in rejected[:heads]:
        head = fields(row, delimiter)
        if "nodial_outcome" in head:
            width = head.index("nodial_outcome")
    for i, row in enumerate(input_rows):
        content = bare(row)
        taken = False
        last = i == len(input_rows) - 1
        if k < len(kept) and (kept[k] == row or bare(kept[k]) == content and last):
            k += 1
            taken = True
        if (not taken or i < heads) and r < len(rejected):
            own = len(fields(row, delimiter)) if width is None else width
            if is_rejected(content, rejected[r], own, delimiter):
                r += 1
                taken = True
        if not taken and content:
            return "row %d of the input is neither kept nor rejected" % (i + 1)
    if k < len(kept):
        return "row %d of the kept rows is none of the input" % (k + 1)
    if r < len(rejected):
        return "row %d of the rejected rows is none of the input" % (r + 1)
    return None


def is_rejected(content, rejected, width, delimiter):
    """Whether `rejected` is the row `content` with three fields more, under the header's end."""
    if bare(rejected) == content:
        return True
    before, after = fields(content, delimiter), fields(rejected, delimiter)
    if not content and after[:1] == ["invalid"]:
        return True
    if after[width : width + 1] not in (["nodial_outcome"], ["invalid"], ["listed"], ["duplicate"]):
        return False
    return stripped(after[:width] + after[width + 3 :]) == stripped(before)


def fields(row, delimiter):
    return cells(bare(row).decode("latin-1"), delimiter)


def cells(text, delimiter):
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])


def stripped(cells):
    while cells and cells[-1] == "":
        cells = cells[:-1]
    return cells
