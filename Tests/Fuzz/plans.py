"""What the fuzzers know of phone numbers by themselves: blocks of them, region by region."""

import os

PLANS = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "Fixtures", "Fuzz", "plans.tsv"
)


class Number:
    """A number of a region: the digits after the calling code, and two usual writings."""

    __slots__ = ("region", "code", "trunk", "abroad", "kind", "digits", "national", "international")

    def __init__(self, block, free):
        (
            self.region,
            self.code,
            self.trunk,
            self.abroad,
            self.kind,
            digits,
            national,
            international,
        ) = block
        self.digits = fill(digits, free)
        self.national = fill(national, free)
        self.international = fill(international, free)

    @property
    def e164(self):
        return "+" + self.code + self.digits

    def forms(self):
        """The digits of every writing in which a person would know the number."""
        return {
            self.digits,
            self.trunk + self.digits,
            self.code + self.digits,
            "00" + self.code + self.digits,
            self.abroad + self.code + self.digits,
            self.code + self.trunk + self.digits,
            only_digits(self.national),
        }

    def __hash__(self):
        return hash(self.e164)

    def __eq__(self, other):
        return self.e164 == other.e164

    def __repr__(self):
        return self.e164


def only_digits(text):
    return "".join(c for c in text if c in "0123456789")


def fill(mask, free):
    digits = iter(free)
    return "".join(next(digits) if c == "x" else c for c in mask)


class Plan:
    """The blocks of numbers, by region."""

    def __init__(self, path=PLANS):
        self.blocks = {}
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                block = line.rstrip("\n").split("\t")
                self.blocks.setdefault(block[0], []).append(block)

    @property
    def regions(self):
        return list(self.blocks)

    def draw(self, random, region, kinds=("mobile", "fixed")):
        """A number of the region, of one of the kinds."""
        block = random.choice([b for b in self.blocks[region] if b[4] in kinds])
        count = block[5].count("x")
        return Number(block, "%0*d" % (count, random.randrange(10**count)))
