"""Writes phone cells, `region<TAB>cell` a line, for the comparison with libphonenumber.

    phone_cells.py CAMPAIGN CELL_COUNT > CELLS     the US numbers of a campaign
    phone_cells.py mixed CELL_COUNT > CELLS        numbers of all regions, in several writings

The mixed ones are libphonenumber's own example numbers, by its port to Python, with other last
digits, a third each as E.164, in national and in international format.
"""

import csv
import itertools
import random
import sys


def campaign_cells(path):
    with open(path, newline="", encoding="utf-8") as file:
        for row in itertools.islice(csv.reader(file), 1, None):
            yield "US", row[3]


def mixed_cells():
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    draw = random.Random(1)
    examples = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
            example = phonenumbers.example_number_for_type(region, kind)
            if example is not None:
                examples.append((region, example))
    formats = (
        PhoneNumberFormat.E164, PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL)
    while True:
        region, example = draw.choice(examples)
        number = phonenumbers.PhoneNumber()
        number.merge_from(example)
        number.national_number = example.national_number // 1000 * 1000 + draw.randrange(1000)
        yield region, phonenumbers.format_number(number, draw.choice(formats))


source, count = sys.argv[1], int(sys.argv[2])
cells = mixed_cells() if source == "mixed" else campaign_cells(source)
written = 0
for region, cell in cells:
    if written == count:
        break
    # A tab or a line break would not survive the format; sample data has none in phone cells.
    print(region, cell, sep="\t")
    written += 1
