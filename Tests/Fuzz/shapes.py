"""Draws tables as people have them (campaigns, lists) and writes them as files."""

import words

NAMES = "Ann Bob Cy Dan Eve Fay José Müller O'Neil Zoë Łukasz Åsa 李 Иван Al-Ali".split()
LASTS = "Smith Jones Miller García Weber Nowak Rossi Silva Kim Ivanov Öztürk".split()
CITIES = ["Berlin", "New York", "Paris", "São Paulo", "Winston-Salem", "Bath", "St. Louis, MO"]
HEXES = "0123456789abcdef"


class Table:
    """A header, rows of cells, and the numbers that were put into each row.

    `numbers[row]` lists (column, number); `columns` holds the role of every column.
    """

    def __init__(self, region, language):
        self.region, self.language = region, language
        self.header, self.roles, self.rows, self.numbers = [], [], [], []
        self.kind = ""
        self.plain = True  # what usual files are: nothing in it excuses a refusal


class Numbers:
    """The numbers that cells are given: of a region, listed or not."""

    def __init__(self, listed, unlisted, share):
        self.listed, self.unlisted, self.share = listed, unlisted, share

    def draw(self, random):
        return random.choice(self.listed if random.random() < self.share else self.unlisted)


def separated(random, digits):
    mark = random.choice(" -.")
    cuts = sorted(random.sample(range(2, len(digits) - 1), min(2, len(digits) - 3)))
    return mark.join(digits[a:b] for a, b in zip([0] + cuts, cuts + [len(digits)]))


def written(random, number, style):
    """A plain writing of the number."""
    if style == "national":
        return number.national
    if style == "digits":
        return "".join(c for c in number.national if c.isdigit())
    if style == "bare":
        return number.digits
    if style == "e164":
        return number.e164
    if style == "international":
        return number.international
    if style == "code":
        return number.code + number.digits
    if style == "dots":
        return separated(
            random, number.trunk + number.digits if number.trunk != "1" else number.digits
        )
    return "00" + number.code + number.digits


STYLES = ["national", "digits", "e164", "international", "national", "digits", "dots"]


def odd(random, text, second):
    """The writing with something around it, or a second number after it."""
    kinds = ["label", "remark", "artefact", "spaces", "date"] + (["two", "two"] if second else [])
    kind = random.choice(kinds)
    if kind == "label":
        return random.choice(["Cell: ", "Tel. ", "home ", "tel:", "p: ", "M "]) + text
    if kind == "remark":
        return text + random.choice(
            [" (home)", ", ask for Bob", " work", " - evenings", " x12", "; mobile"]
        )
    if kind == "artefact":
        if text.isdigit() and random.random() < 0.3:
            return text + ".0"
        return random.choice(['="%s"', "'%s", "\u202a%s\u202c", "\u00a0%s"]) % text
    if kind == "spaces":
        return "  " + text + " "
    if kind == "date":
        return text + " (opted out 2024-05-01)"
    return text + random.choice([" / ", "; ", ", ", " ::: ", "\n", " or ", " & "]) + second


def filler(random, role, numbers, region):
    """A cell that is no number, and the number in it, if a note names one."""
    two = lambda: "%02d" % random.randint(1, 28)
    if role == "name":
        return (
            random.choice(NAMES) + random.choice([" ", ", ", ' "Al" ']) + random.choice(LASTS),
            None,
        )
    if role == "note" and random.random() < 0.12:
        number = numbers.draw(random)
        return (
            random.choice(["call back %s", "old: %s", "wife has %s", "%s"]) % number.national,
            number,
        )
    if role == "date":
        return (
            random.choice(["20%s-%s-%s", "%s/%s/20%s", "%s.%s.20%s"])
            % (two(), "%02d" % random.randint(1, 12), two()),
            None,
        )
    if role in ("note", "text"):
        return (
            random.choice(
                [
                    "",
                    "",
                    "asked for a quote, call later",
                    'said "no"',
                    "room 12; 3rd floor",
                    "a\nb",
                    "2 kids, 1 dog",
                    "5'11\" tall",
                    "STOP",
                    "paid 20.00 on 2024-01-02",
                ]
            ),
            None,
        )
    cells = {
        "first": lambda: random.choice(NAMES),
        "last": lambda: random.choice(LASTS),
        "email": lambda: random.choice(NAMES[:6]).lower()
        + "%d@example.org" % random.randint(1, 99),
        "city": lambda: random.choice(CITIES),
        "company": lambda: random.choice(LASTS) + random.choice([", Inc.", " GmbH", " & Co", ""]),
        "street": lambda: "%d %s St%s"
        % (random.randint(1, 9999), random.choice(LASTS), random.choice(["", ", Apt 4", " #12"])),
        "zip": lambda: "%05d" % random.randint(501, 99950),
        "amount": lambda: "%.2f" % (random.random() * 5000),
        "moment": lambda: "20%s-0%d-%s %s:%s:%s"
        % (two(), random.randint(1, 9), two(), "1" + two()[1], two(), two()),
        "word": lambda: random.choice(
            ["new", "open", "Verizon", "A", "ACTIVE", "closed won", "No answer"]
        ),
        "type": lambda: random.choice(["Mobile", "Home", "Work", "Landline", "* Mobile", ""]),
        "flag": lambda: random.choice(
            [("Yes", "No"), ("0", "1"), ("TRUE", "FALSE"), ("Y", "N")][len(region + "x") % 4]
        ),
        "id": lambda: str(random.randint(1000, 99999)),
        "longid": lambda: str(random.randint(10**11, 10**12)),
        "sfid": lambda: "00Q"
        + "".join(random.choice("ABCDEFGHabcdefgh0123456789") for _ in range(15)),
        "uuid": lambda: "-".join(
            "".join(random.choice(HEXES) for _ in range(n)) for n in (8, 4, 4, 4, 12)
        ),
        "count": lambda: str(random.randint(0, 20)),
        "code": lambda: "1",
        "url": lambda: "https://example.org/?id=%d" % random.randint(1, 999),
        "inches": lambda: random.choice(['3/4"', '5"', '12" pipe', "M"]),
        "iban": lambda: "DE%020d" % random.randrange(10**18),
        "unix": lambda: str(random.randint(1500000000, 1799999999)),
        "blank": lambda: "",
        "points": lambda: str(random.randint(0, 900)),
        "float": lambda: "%.5f" % (random.random() * 120 - 60),
    }
    return cells[role](), None


def columns(random, table):
    """Header and roles of a new table."""
    region = table.region
    if random.random() < 0.45:
        table.kind = random.choice(list(words.EXPORTS))
        fields = [list(field) for field in words.EXPORTS[table.kind]]
    else:
        table.kind = "made-" + table.language
        heads = words.PHONE_WORDS[table.language][1]
        count = random.choice([1, 1, 1, 2, 2, 3, 4])
        fields = [
            [h, "P" if i == 0 else "p"]
            for i, h in enumerate(random.sample(heads, min(count, len(heads))))
        ]
        if random.random() < 0.15:
            fields += [[h, "u"] for h in random.sample(words.UNTOLD, random.choice([1, 1, 2]))]
        if random.random() < 0.3:
            fields += [
                list(f) for f in random.sample(words.FALSE_FRIENDS, random.choice([1, 1, 2]))
            ]
        fields += [list(f) for f in random.sample(words.PLAIN, random.choice([0, 1, 2, 3, 4, 6]))]
        if random.random() < 0.02:
            fields = [["phone%d" % i, "p"] for i in range(1, random.choice([18, 24]))] + fields
        if random.random() < 0.8:
            random.shuffle(fields)
    if region == "US" and random.random() < 0.03:
        fields = [
            ["Area Code", "area"],
            [random.choice(["Phone", "Phone Number", "Number"]), "rest"],
        ] + [f for f in fields if f[1] not in "Ppu"]
        table.plain = False
    if random.random() < 0.03:
        fields = [
            [random.choice(words.UNTOLD), "u"] if r in "Pp" and random.random() < 0.6 else [h, r]
            for h, r in fields
        ]
    if random.random() < 0.08:
        fields = [
            [random.choice(words.ODD_HEADERS), "u"] if r in "Pp" else [h, r] for h, r in fields
        ]
    case = random.choice([str, str, str, str.upper, str.lower])
    table.header = [case(h) for h, _ in fields]
    table.roles = [r for _, r in fields]
    # Only a person knows what stands in such a file.
    if "u" in table.roles or table.kind in ("twilio", "cdr"):
        table.plain = False
    if not any(r in "Pp" for r in table.roles):
        table.plain = False


def lines_alone(random, made, numbers):
    """A table without header: a number a line, and what people write beside it."""
    made.kind, made.header, made.roles, made.plain = "lines", [""], ["P"], False
    style = random.choice(STYLES)
    before = random.choice(["", "", "", "%d. ", "%d\t", "%d) ", "- ", "2026-11-%02d "])
    behind = random.choice(
        ["", "", "", " Ann", " # asked on 2026-11-02", " (home)", " x12", " -- Bob"]
    )
    for row in range(random.choice([1, 3, 12, 40])):
        number = numbers.draw(random)
        found = [(0, number)]
        text = written(random, number, style)
        if random.random() < 0.05:
            second = numbers.draw(random)
            found.append((0, second))
            text += random.choice([" / ", ", ", " ", "\t", "; "]) + written(random, second, style)
        start = before % (row % 28 + 1) if "%" in before else before
        made.rows.append([start + text + (behind if random.random() < 0.7 else "")])
        made.numbers.append(found)
    return made


def table(random, region, numbers, alone=0.05):
    """A table of the region, whose phone cells hold numbers of `numbers`."""
    made = Table(region, random.choice(words.LANGUAGES[region].split()))
    if random.random() < alone:
        return lines_alone(random, made, numbers)
    columns(random, made)
    style = random.choice(STYLES)
    oddness = random.choice([0, 0, 0.05, 0.3])
    gaps = random.choice([0, 0.2, 0.6])
    for row in range(2500 if random.random() < 0.01 else random.choice([1, 2, 5, 12, 12, 30, 60])):
        cells, found = [], []
        for column, role in enumerate(made.roles):
            if role == "area":
                number = numbers.draw(random)
                cell = number.digits[:3]
                found.append((column + 1, number))
            elif role == "rest":
                cell = number.digits[3:]
            elif role not in "Ppu":
                cell, number = filler(random, role, numbers, region)
                if number:
                    found.append((column, number))
            elif role != "P" and random.random() < gaps:
                cell = ""
            else:
                number = numbers.draw(random)
                found.append((column, number))
                cell = written(
                    random, number, style if random.random() < 0.9 else random.choice(STYLES)
                )
                if random.random() < oddness:
                    second = numbers.draw(random)
                    before = cell
                    cell = odd(random, cell, written(random, second, style))
                    if (
                        cell.endswith(written(random, second, style))
                        and len(cell) > len(before) + 6
                    ):
                        found.append((column, second))
            cells.append(cell)
        made.rows.append(cells)
        made.numbers.append(found)
    return made


def quoted(random, cell, delimiter, how, row_end):
    needs = any(c in cell for c in (delimiter, '"', "\n", "\r"))
    if how == "backslash" and '"' in cell:
        return '"' + cell.replace('"', '\\"') + '"'
    if how == "bare":
        return cell
    if how == "never":
        return cell.replace(delimiter, " ").replace("\n", " ").replace('"', "'")
    if needs or how == "all" or (how == "some" and random.random() < 0.4):
        return '"' + cell.replace('"', '""') + '"'
    return cell


class Writing:
    """How a table is written: code page, delimiter, quotes, ends of rows, what stands before it."""

    def __init__(self, random, table):
        self.delimiter = random.choice(",,,,;;;\t\t|")
        if random.random() < 0.01:
            self.delimiter = random.choice("^~:")
            table.plain = False
        self.quotes = random.choice(["needed", "needed", "needed", "all", "some", "never"])
        self.end = random.choice(["\n", "\n", "\n", "\r\n", "\r\n", "\r"])
        pages = words.PHONE_WORDS[table.language][0]
        self.encoding = random.choice(["utf-8"] * 4 + ["utf-8-sig"] + pages)
        self.preamble, self.header, self.last_end, self.trailing = [], True, True, ""
        if random.random() < 0.05:
            self.preamble = ["sep=" + self.delimiter]
        elif random.random() < 0.04:
            self.preamble = random.choice(
                [
                    ["Lead report"],
                    ["Lead report for ACME", "Generated 2026-11-20", ""],
                    ["", ""],
                    ["# leads of today", "# generated 2026-11-20"],
                    ["Report" + self.delimiter * 2],
                ]
            )
        if random.random() < 0.04 or table.kind == "lines":
            self.header = False
        if random.random() < 0.15:
            self.last_end = False
        if random.random() < 0.05:
            self.trailing = self.delimiter
        self.ragged = random.choice([0, 0, 0, 0, 0, 0.1])
        if not self.header or (self.preamble and not self.preamble[0].startswith("sep=")):
            table.plain = False
        # What the project does not promise to know.
        if self.encoding not in ("utf-8", "utf-8-sig", "cp1252", "cp1250", "cp1251", "gbk"):
            table.plain = False
        if table.kind == "lines" and random.random() < 0.8:
            self.quotes, self.trailing, self.ragged = "bare", "", 0
        if self.quotes == "never" and any("\n" in c for r in table.rows for c in r):
            self.quotes = "needed"

    def text(self, random, table):
        lines = list(self.preamble)
        if self.header:
            lines.append(self.row(random, table.header))
        for cells in table.rows:
            if self.ragged and random.random() < self.ragged:
                cells = self.uneven(random, cells)
            lines.append(self.row(random, cells))
        return self.end.join(lines) + (self.end if self.last_end else "")

    def row(self, random, cells):
        return (
            self.delimiter.join(
                quoted(random, c, self.delimiter, self.quotes, self.end) for c in cells
            )
            + self.trailing
        )

    def uneven(self, random, cells):
        cells = list(cells)
        if random.random() < 0.5 and len(cells) > 1:
            while len(cells) > 1 and cells[-1] == "":
                cells.pop()
        else:
            cells += [""] * random.randint(1, 3)
        return cells

    def bytes(self, text):
        return text.encode(self.encoding, errors="replace")
