"""Damages files as people and programs do. Every damage takes the text and gives text or bytes."""

import gzip
import io
import json
import zipfile

# The kinds of no damage.
NONE = ("none", "packed", "xlsx")


def lines_of(text, writing):
    return text.split(writing.end)


def stray_quote(random, text, table, writing):
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        if random.random() < 0.6:  # where a field begins
            places = [
                i + 1 for i, c in enumerate(text) if c in (writing.delimiter, "\n", "\r")
            ] or [0]
            at = random.choice(places)
        else:
            at = random.randint(0, len(text))
        text = text[:at] + '"' + text[at:]
    return text


def lost_quote(random, text, table, writing):
    places = [i for i, c in enumerate(text) if c == '"']
    if not places:
        return stray_quote(random, text, table, writing)
    at = random.choice(places)
    return text[:at] + text[at + 1 :]


def cut(random, text, table, writing):
    return text[: random.randint(0, len(text))]


def cut_front(random, text, table, writing):
    return text[random.randint(0, len(text) // 2) :]


def double_header(random, text, table, writing):
    lines = lines_of(text, writing)
    lines.insert(random.randint(0, len(lines)), lines[0])
    return writing.end.join(lines)


def lost_header(random, text, table, writing):
    return writing.end.join(lines_of(text, writing)[1:])


def short_header(random, text, table, writing):
    lines = lines_of(text, writing)
    head = lines[0].split(writing.delimiter)
    lines[0] = writing.delimiter.join(head[: random.randint(1, len(head))])
    return writing.end.join(lines)


def shuffled_header(random, text, table, writing):
    lines = lines_of(text, writing)
    head = lines[0].split(writing.delimiter)
    random.shuffle(head)
    lines[0] = writing.delimiter.join(head)
    return writing.end.join(lines)


def swapped(random, text, table, writing):
    lines = lines_of(text, writing)
    for i in range(1, len(lines)):
        if random.random() < 0.4:
            cells = lines[i].split(writing.delimiter)
            if random.random() < 0.5 and len(cells) > 1:
                a, b = random.sample(range(len(cells)), 2)
                cells[a], cells[b] = cells[b], cells[a]
            elif random.random() < 0.5:
                cells.insert(random.randint(0, len(cells)), random.choice(["", "x"]))
            else:
                cells.pop(random.randrange(len(cells)))
            lines[i] = writing.delimiter.join(cells)
    return writing.end.join(lines)


def delimiters(random, text, table, writing):
    other = random.choice([c for c in ",;\t|" if c != writing.delimiter])
    lines = lines_of(text, writing)
    start = random.randint(0, len(lines))
    if start == 0:  # no damage: a file with another delimiter
        writing.delimiter, before = other, writing.delimiter
        return text.replace(before, other)
    return writing.end.join(
        lines[:start] + [l.replace(writing.delimiter, other) for l in lines[start:]]
    )


def joined(random, text, table, writing):
    places = [i for i in range(len(text)) if text.startswith(writing.end, i)]
    for at in sorted(
        random.sample(places, min(len(places), random.choice([1, 1, 3]))), reverse=True
    ):
        text = text[:at] + text[at + len(writing.end) :]
    return text


def broken(random, text, table, writing):
    at = random.randint(0, len(text))
    return text[:at] + writing.end + text[at:]


def mixed_ends(random, text, table, writing):
    lines = lines_of(text, writing)
    return "".join(line + random.choice(["\n", "\r\n", "\r", "\n\n"]) for line in lines)


def blank_lines(random, text, table, writing):
    lines = lines_of(text, writing)
    for _ in range(random.choice([1, 2, 5])):
        lines.insert(random.randint(0, len(lines)), random.choice(["", " ", writing.delimiter * 2]))
    return writing.end.join(lines)


def marks(random, text, table, writing):
    at = random.randint(0, len(text))
    return (
        text[:at]
        + random.choice(
            [
                "\ufeff",
                "\x00",
                "\x1a",
                "\x00\x00\x00",
                "\u200b",
                "\u3164",
                "\x0c",
                "\x0b",
                "\u2028",
                "\x85",
            ]
        )
        + text[at:]
    )


def inches(random, text, table, writing):
    lines = lines_of(text, writing)
    for i in range(1, len(lines)):
        if lines[i] and random.random() < 0.5:
            cells = lines[i].split(writing.delimiter)
            at = random.randrange(len(cells))
            cells[at] = random.choice(
                ['3/4" pipe', '"3/4 pipe', '12"', '"', '""', '" ', '"a" b', "'\"'"]
            )
            lines[i] = writing.delimiter.join(cells)
    return writing.end.join(lines)


def extra(random, text, table, writing):
    """Fields behind the last one, with a number in some."""
    lines = lines_of(text, writing)
    found = [n for row in table.numbers for _, n in row]
    for i in range(1, len(lines)):
        if lines[i] and found and random.random() < 0.3:
            lines[i] += writing.delimiter + random.choice(["", "x", random.choice(found).national])
    return writing.end.join(lines)


def emptied(random, text, table, writing):
    return random.choice(
        [
            "",
            "\ufeff",
            writing.end,
            " ",
            lines_of(text, writing)[0],
            '"',
            "\x00" * 9,
            writing.delimiter,
        ]
    )


def html(random, text, table, writing):
    rows = [table.header] + table.rows
    body = "".join(
        "<tr>" + "".join("<td>%s</td>" % c for c in r) + "</tr>" + random.choice(["", "\n"])
        for r in rows
    )
    return (
        random.choice(
            ["<table>", "<html><body><table>\n", "<!DOCTYPE html>\n<html>", "\n<TABLE border=1>"]
        )
        + body
        + "</table>"
    )


def as_json(random, text, table, writing):
    rows = [dict(zip(table.header, r)) for r in table.rows]
    return random.choice(
        [
            lambda: json.dumps(rows),
            lambda: json.dumps(rows, indent=2),
            lambda: "\n".join(json.dumps(r) for r in rows),
            lambda: json.dumps({"data": rows}, ensure_ascii=False),
        ]
    )()


def prose(random, text, table, writing):
    found = [n for row in table.numbers for _, n in row]
    return random.choice(
        [
            "Please call %s.\nThanks",
            "BEGIN:VCARD\nFN:Ann\nTEL:%s\nEND:VCARD\n",
            "%%PDF-1.4\n%s\n",
            "Hi,\n\nhere is the list:\n%s\n",
            "{\\rtf1 %s}",
            "-- SQL dump\nINSERT INTO t VALUES ('%s','x');\n",
            "---\n- phone: %s\n",
            "[list]\nphone = %s\n",
        ]
    ) % "\n".join(n.national for n in found[:9])


def wide(random, text, table, writing):
    encoding = random.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"])
    table.encoding = encoding
    return text.encode(encoding)


def twice_encoded(random, text, table, writing):
    return text.encode("utf-8").decode("cp1252", errors="replace").encode("utf-8")


def wrong_page(random, text, table, writing):
    table.encoding = random.choice(
        ["cp1252", "cp1251", "gbk", "shift_jis", "cp437", "mac-roman", "iso8859-2", "cp1140"]
    )
    return text.encode(table.encoding, errors="replace")


def flipped(random, text, table, writing):
    data = bytearray(writing.bytes(text))
    for _ in range(random.choice([1, 2, 5])):
        if data:
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def hole(random, text, table, writing):
    data = bytearray(writing.bytes(text))
    at = random.randint(0, len(data))
    data[at : at + random.randint(1, 40)] = b"\x00" * random.choice([0, 7, 64])
    return bytes(data)


def concatenated(random, text, table, writing):
    """A second file behind the first: of the same numbers, with other columns."""
    order = list(range(len(table.header)))
    random.shuffle(order)
    order = order[: random.randint(1, len(order))]
    pick = lambda cells: [cells[i] for i in order]
    rows = ([pick(table.header)] if random.random() < 0.7 else []) + [pick(r) for r in table.rows]
    mark = random.choice(["", "", "\ufeff", writing.end])
    return text + mark + writing.end.join(writing.row(random, r) for r in rows) + writing.end


def torn_archive(random, text, table, writing):
    data = gzip.compress(writing.bytes(text))
    return data[: random.randint(1, len(data))]


def office(random, text, table, writing):
    """Bytes that begin as those of an office program."""
    found = ",".join(n.national for row in table.numbers for _, n in row).encode()
    return (
        random.choice(
            [
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                b"PK\x03\x04",
                b"PAR1",
                b"SQLite format 3\x00",
                b"\x89PNG\r\n",
            ]
        )
        + found
    )


TEXT = [
    stray_quote,
    stray_quote,
    stray_quote,
    lost_quote,
    lost_quote,
    cut,
    cut_front,
    double_header,
    lost_header,
    short_header,
    shuffled_header,
    swapped,
    swapped,
    delimiters,
    joined,
    broken,
    mixed_ends,
    blank_lines,
    marks,
    inches,
    extra,
    concatenated,
    concatenated,
]
WHOLE = [
    emptied,
    html,
    as_json,
    prose,
    wide,
    twice_encoded,
    wrong_page,
    flipped,
    flipped,
    hole,
    torn_archive,
    office,
]


def packed(random, data, name):
    """The file within an archive, as campaigns and lists are sent."""
    if random.random() < 0.5:
        return gzip.compress(data), name + ".gz"
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return folder.getvalue(), name + ".zip"
