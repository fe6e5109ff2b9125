"""Ways in which people and programs write one or more numbers into a cell."""

# Regions whose numbers all have one length, so that a few digits more are another number's.
ONE_LENGTH = {"US", "CA", "IN", "PL", "CZ", "ES", "PT", "FR", "RU", "MX", "NO", "DK", "TR", "ZA"}

WRITINGS = {}


def writing(name, count=1):
    def add(function):
        WRITINGS[name] = (count, function)
        return function

    return add


def digits_of(text):
    return "".join(c for c in text if c in "0123456789")


def grouped(random, digits, mark):
    parts, rest = [], digits
    while len(rest) > 4:
        size = random.choice([2, 3, 3, 4])
        parts.append(rest[:size])
        rest = rest[size:]
    return mark.join(parts + [rest])


def usual(random, n):
    """The number as most cells of its region have it."""
    return random.choice([n.national, n.national, digits_of(n.national), n.e164, n.international])


def put(name, make):
    WRITINGS[name] = (1, lambda r, n: make(r, n[0]))


put("e164", lambda r, n: n.e164)
put("international", lambda r, n: n.international)
put("national", lambda r, n: n.national)
put("national digits", lambda r, n: digits_of(n.national))
put("without trunk", lambda r, n: n.digits)
put("code without plus", lambda r, n: n.code + n.digits)
put("00 and code", lambda r, n: "00" + n.code + n.digits)
put("011 and code", lambda r, n: "011 " + n.code + " " + n.digits)
put("region's own prefix and code", lambda r, n: n.abroad + " " + n.code + " " + n.digits)
put("plus, spaces", lambda r, n: "+" + n.code + " " + grouped(r, n.digits, " "))
put("plus and 00", lambda r, n: "+00" + n.code + n.digits)
put("dots", lambda r, n: grouped(r, digits_of(n.national), "."))
put("dashes", lambda r, n: grouped(r, digits_of(n.national), "-"))
put(
    "slash after the area", lambda r, n: digits_of(n.national)[:4] + "/" + digits_of(n.national)[4:]
)
put(
    "area in brackets",
    lambda r, n: "(" + digits_of(n.national)[:3] + ") " + digits_of(n.national)[3:],
)
put("code in brackets", lambda r, n: "(+" + n.code + ") " + grouped(r, n.digits, " "))
put(
    "trunk in brackets",
    lambda r, n: (
        "+%s (%s) %s" % (n.code, n.trunk, grouped(r, n.digits, " ")) if n.trunk == "0" else None
    ),
)
put(
    "trunk after the code",
    lambda r, n: "+%s %s%s" % (n.code, n.trunk, n.digits) if n.trunk == "0" else None,
)
put("x12", lambda r, n: usual(r, n) + r.choice([" x12", "x12", " X 12"]))
put(
    "ext. 123",
    lambda r, n: usual(r, n) + r.choice([" ext. 123", " ext 123", ", ext 123", " extension 123"]),
)
put("#12", lambda r, n: usual(r, n) + " #12")
put(
    "extension in words",
    lambda r, n: usual(r, n)
    + r.choice(
        [
            " poste 12",
            " Durchwahl 12",
            " interno 12",
            " room 12",
            " opt 2",
            " ramal 12",
            " anexo 12",
        ]
    ),
)
put(
    "label before",
    lambda r, n: r.choice(["Tel: ", "Cell: ", "Phone ", "Mobile: ", "ph. ", "T ", "M: "])
    + usual(r, n),
)
put(
    "local label before",
    lambda r, n: r.choice(
        ["Handy: ", "Tél. ", "Móvil ", "kom. ", "тел. ", "GSM ", "手机 ", "cep: "]
    )
    + usual(r, n),
)
put(
    "remark behind",
    lambda r, n: usual(r, n)
    + r.choice(
        [" home", " cell", " (work)", " - office", " mobile", " (mother)", " evenings only"]
    ),
)
put(
    "name behind a comma",
    lambda r, n: usual(r, n) + r.choice([", Bob", ", ask for Bob", ", Frau Weber", ",Ann"]),
)
put(
    "name behind other marks",
    lambda r, n: usual(r, n)
    + r.choice([": Bob", "_Bob", " Bob Smith", "; Bob", " | Bob", " = Ann", "*Bob"]),
)
put(
    "name before",
    lambda r, n: r.choice(["Bob ", "Bob: ", "Ann - ", "Ann Smith, ", "Weber/"]) + usual(r, n),
)
put(
    "name before, remark behind",
    lambda r, n: "Bob "
    + usual(r, n)
    + r.choice([", opted out: 2024-05-01", " (opted out: 05/01/2024)", " since 2023"]),
)
put(
    "time behind",
    lambda r, n: usual(r, n) + r.choice([" after 6pm", " 9-17", " (call 10:00)", " until 5 pm"]),
)
put("lone x behind", lambda r, n: usual(r, n) + r.choice([" x", "x", " X"]))
put("spreadsheet: .0", lambda r, n: n.code + n.digits + ".0")
put("spreadsheet: formula", lambda r, n: '="%s"' % usual(r, n))
put("spreadsheet: apostrophe", lambda r, n: "'" + usual(r, n))
put(
    "spreadsheet: E+",
    lambda r, n: (
        "%s.%sE+%02d" % (n.digits[0], n.digits[1:], len(n.digits) - 1)
        if n.digits[-1] != "0" and n.digits[0] != "0"
        else None
    ),
)
put("spreadsheet: thousands", lambda r, n: "{:,}".format(int(n.code + n.digits)))
put(
    "tel URI",
    lambda r, n: r.choice(
        ["tel:%s", "tel://%s", "callto:%s", "whatsapp:%s", "sip:%s@example.org", "https://wa.me/%s"]
    )
    % n.e164,
)
put("whatsapp id", lambda r, n: n.code + n.digits + "@s.whatsapp.net")
put(
    "full width",
    lambda r, n: "".join(chr(0xFF10 + int(c)) if c in "0123456789" else c for c in n.national),
)
put(
    "invisible inside",
    lambda r, n: (
        lambda t, i: t[:i] + r.choice("\u200b\u200e\u202a\ufeff\u3164\u115f\u00ad\u2060") + t[i:]
    )(usual(r, n), r.randint(1, 5)),
)
put(
    "control inside",
    lambda r, n: (lambda t, i: t[:i] + r.choice("\x01\x07\x1a\x7f") + t[i:])(
        usual(r, n), r.randint(1, 5)
    ),
)
put("odd spaces", lambda r, n: n.international.replace(" ", r.choice("\u00a0\u202f\u2009\t")))
put(
    "odd dashes",
    lambda r, n: grouped(
        r,
        digits_of(n.national),
        r.choice(["\u2013", "\u2011", "\u2212", " \u2013 ", "\u2022", "\u00b7"]),
    ),
)
put(
    "mark at the end",
    lambda r, n: usual(r, n) + r.choice([";", ",", ".", " /", " -", "!", "?", "*", ":", " |"]),
)
put(
    "quotes around",
    lambda r, n: r.choice(['"%s"', "'%s'", "\u201e%s\u201c", "<%s>", "[%s]", "{%s}"]) % usual(r, n),
)


@writing("two: slash", 2)
def _(r, n):
    return usual(r, n[0]) + r.choice([" / ", "/", " // "]) + usual(r, n[1])


@writing("two: semicolon, comma, or", 2)
def _(r, n):
    return (
        usual(r, n[0])
        + r.choice(["; ", ";", ", ", " or ", " and ", " & ", " oder ", " \\ ", " | ", " ::: "])
        + usual(r, n[1])
    )


@writing("two: line break", 2)
def _(r, n):
    return usual(r, n[0]) + r.choice(["\n", " \n", "\r\n"]) + usual(r, n[1])


@writing("two: words between", 2)
def _(r, n):
    return r.choice(
        [
            "Home %s Work: %s",
            "T: %s M: %s",
            "p:%s f:%s",
            "Cell | %s : Work | %s",
            "tel. %s, kom. %s",
            "H %s W %s",
            "%s (home) %s (work)",
            "%s home, %s cell",
            "Tel %s Fax %s",
            "%s Bob / %s Ann",
            "Mob %s, Tel %s",
        ]
    ) % (usual(r, n[0]), usual(r, n[1]))


@writing("two: numbered", 2)
def _(r, n):
    return r.choice(
        ["%s (1) %s (2)", "%s #2: %s", "1) %s 2) %s", "1. %s 2. %s", "(1) %s (2) %s"]
    ) % (usual(r, n[0]), usual(r, n[1]))


@writing("two: extension between", 2)
def _(r, n):
    return (
        usual(r, n[0])
        + r.choice([" ext 12 / ", " x12, ", " ext. 12 or ", " x12 / "])
        + usual(r, n[1])
    )


@writing("two: plus", 2)
def _(r, n):
    if n[0].region not in ONE_LENGTH or r.random() < 0.5:
        return n[0].e164 + n[1].e164
    return digits_of(n[0].national) + "+" + digits_of(n[1].national)


@writing("two: a space", 2)
def _(r, n):
    if n[0].region not in ONE_LENGTH or r.random() < 0.5:
        return n[0].e164 + " " + n[1].e164
    return digits_of(n[0].national) + " " + digits_of(n[1].national)


@writing("two: both writings of one", 1)
def _(r, n):
    return n[0].national + " (" + n[0].e164 + ")"


@writing("three: marks", 3)
def _(r, n):
    mark = r.choice([" / ", ", ", "; ", "\n"])
    return mark.join(usual(r, m) for m in n)


@writing("three: labels", 3)
def _(r, n):
    return r.choice(
        [
            "Tel: %s / %s Fax: %s",
            "Home: %s, Cell: %s, Work: %s",
            "T %s M %s F %s",
            "%s (h) %s (w) %s (c)",
        ]
    ) % tuple(usual(r, m) for m in n)


@writing("three: spaces", 3)
def _(r, n):
    if n[0].region not in ONE_LENGTH:
        return " ".join(m.e164 for m in n)
    return " ".join(digits_of(m.national) for m in n)


def last_digits(r, n, marks):
    """Two neighbours, of the second of which only the last digits are written."""
    if n[0].region not in ONE_LENGTH:
        return None
    count = r.choice([1, 2, 2])
    first = n[0]
    tail = "%0*d" % (count, r.randrange(10**count))
    if first.digits[-count:] >= tail:
        return None
    n[1].digits = first.digits[:-count] + tail
    n[1].kind, n[1].region, n[1].code = first.kind, first.region, first.code
    return r.choice([first.national, digits_of(first.national)]) + r.choice(marks) + tail


@writing("last digits: slash", 2)
def _(r, n):
    return last_digits(r, n, ["/", " / "])


@writing("last digits: dash", 2)
def _(r, n):
    return last_digits(r, n, ["-"])
