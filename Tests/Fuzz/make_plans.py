"""Makes plans.tsv, the numbers that the fuzzers write, out of the package `phonenumbers`.

    pip install phonenumbers==9.0.43
    python3 Tests/Fuzz/make_plans.py > Tests/Fixtures/Fuzz/plans.tsv

A line is a block of numbers: region, calling code, trunk prefix, international prefix, kind
(mobile, fixed, toll-free: valid whatever its free digits are; possible: of a right length, and
valid with none of them), and its national and international writing with `x` for a free digit.
"""

import random
import sys

import phonenumbers as p

REGIONS = (
    "US CA GB IE DE AT CH FR BE NL IT ES PT SE NO DK FI PL CZ HU RO GR TR RU UA IL ZA NG IN CN JP "
    "KR SG MY TH VN ID PH AU NZ BR MX AR CL CO"
).split()
IDD = {
    "US": "011",
    "CA": "011",
    "RU": "810",
    "JP": "010",
    "SG": "000",
    "TH": "001",
    "KR": "00700",
    "ID": "001",
    "NG": "009",
    "AU": "0011",
    "BR": "0015",
    "CL": "00",
    "CO": "009",
    "IL": "00",
}
TRUNK = {
    "US": "1",
    "CA": "1",
    "IT": "",
    "ES": "",
    "PT": "",
    "NO": "",
    "DK": "",
    "PL": "",
    "CZ": "",
    "HU": "06",
    "GR": "",
    "RU": "8",
    "SG": "",
    "CL": "",
    "MX": "",
    "CO": "",
}
KINDS = [
    ("mobile", p.PhoneNumberType.MOBILE),
    ("fixed", p.PhoneNumberType.FIXED_LINE),
    ("toll-free", p.PhoneNumberType.TOLL_FREE),
]
random.seed(43)


def number(region, digits):
    return p.PhoneNumber(
        country_code=p.country_code_for_region(region),
        national_number=int(digits),
        italian_leading_zero=digits.startswith("0") or None,
    )


def fill(mask):
    return "".join(random.choice("0123456789") if c == "x" else c for c in mask)


def masked(region, mask, form):
    """The writing of the block, which must be one for all of its numbers."""
    found = set()
    for _ in range(12):
        digits = fill(mask)
        text = p.format_number(number(region, digits), form)
        out, position = list(text), len(text)
        for c in reversed(mask):
            position -= 1
            while not out[position].isdigit():
                position -= 1
            if c == "x":
                out[position] = "x"
        found.add("".join(out))
    return found.pop() if len(found) == 1 else None


def marked(text):
    """The characters of a mask, each with the count of the free digits before it."""
    count = 0
    for c in text:
        yield count, c
        count += c == "x"


def main():
    for region in REGIONS:
        code = p.country_code_for_region(region)
        meta = p.PhoneMetadata.metadata_for_region(region)
        seen = set()

        def reads(mask, national):
            """Whether the national writing means the number that it was made of."""
            free = [random.choice("0123456789") for _ in range(mask.count("x"))]
            full = lambda text: "".join(free[i] if c == "x" else c for i, c in marked(text))
            try:
                return p.parse(full(national), region) == number(region, full(mask))
            except p.NumberParseException:
                return False

        def put(kind, mask):
            if mask in seen:
                return False
            national = masked(region, mask, p.PhoneNumberFormat.NATIONAL)
            abroad = masked(region, mask, p.PhoneNumberFormat.INTERNATIONAL)
            if not national or not abroad or not reads(mask, national):
                return False
            seen.add(mask)
            trunk = TRUNK.get(region, "0")
            print(
                region, code, trunk, IDD.get(region, "00"), kind, mask, national, abroad, sep="\t"
            )
            return True

        for kind, type_ in KINDS:
            description = {
                "mobile": meta.mobile,
                "fixed": meta.fixed_line,
                "toll-free": meta.toll_free,
            }[kind]
            example = description.example_number if description else None
            if not example:
                continue
            wanted = 1 if kind == "toll-free" else 3
            for attempt in range(4000):
                digits = list(example)
                if attempt:
                    for i in range(random.randint(0, 2), min(len(digits), 5)):
                        digits[i] = random.choice("0123456789")
                for free in (6, 5, 4):
                    mask = "".join(digits[:-free]) + "x" * free
                    good = all(
                        p.is_valid_number_for_region(number(region, fill(mask)), region)
                        and p.number_type(number(region, fill(mask)))
                        in (type_, p.PhoneNumberType.FIXED_LINE_OR_MOBILE)
                        and len(fill(mask))
                        == len(p.national_significant_number(number(region, fill(mask))))
                        for _ in range(150)
                    )
                    if good:
                        break
                if good and put(kind, mask):
                    wanted -= 1
                    if not wanted:
                        break
        wanted = 2
        lengths = [len(m) for m in seen]
        for attempt in range(6000):
            length = random.choice(lengths)
            free = 6 if length > 8 else 4
            head = str(random.randint(1, 9)) + "".join(
                random.choice("0123456789") for _ in range(length - free - 1)
            )
            mask = head + "x" * free

            def fits(digits):
                n = number(region, digits)
                if (
                    p.is_valid_number(n)
                    or not p.is_possible_number_with_reason(n) == p.ValidationResult.IS_POSSIBLE
                ):
                    return False
                try:
                    return (
                        p.parse(TRUNK.get(region, "0") + digits, region) == n
                        and p.parse(digits, region) == n
                    )
                except p.NumberParseException:
                    return False

            if all(fits(fill(mask)) for _ in range(60)) and put("possible", mask):
                wanted -= 1
                if not wanted:
                    break
        if wanted:
            sys.stderr.write(f"{region}: {wanted} blocks of possible numbers are missing\n")


main()
