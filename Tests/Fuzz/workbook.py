"""Writes a table as a workbook (.xlsx), with nothing but the standard library."""

import io
import zipfile
from xml.sax.saxutils import escape

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml"
ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
</Types>"""
ROOT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="xl/workbook.xml"/>
</Relationships>"""
BOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets>
<sheet name="Leads" sheetId="1" r:id="rId1"/>
</sheets>
</workbook>"""
LINKS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
Target="sharedStrings.xml"/>
</Relationships>"""


def column_name(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def clean(text):
    return escape("".join(c for c in text if c >= " " or c in "\n\t"))


def xlsx(random, table):
    """The workbook's bytes. Cells of digits alone are numbers in one of two books."""
    numeric = random.random() < 0.5
    inline = random.random() < 0.3
    shared, order = {}, []
    out = []
    for r, cells in enumerate([table.header] + table.rows):
        row = []
        for c, text in enumerate(cells):
            if text == "":
                continue
            place = "%s%d" % (column_name(c), r + 1)
            if (
                numeric
                and text.isascii()
                and text.isdigit()
                and len(text) <= 15
                and not text.startswith("0")
            ):
                value = (
                    random.choice([text, text, text, text + ".0", "%.14E" % int(text)])
                    if len(text) > 9
                    else text
                )
                row.append('<c r="%s"><v>%s</v></c>' % (place, value))
            elif inline:
                row.append(
                    '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
                    % (place, clean(text))
                )
            else:
                if text not in shared:
                    shared[text] = len(order)
                    order.append(text)
                row.append('<c r="%s" t="s"><v>%d</v></c>' % (place, shared[text]))
        out.append('<row r="%d">%s</row>' % (r + 1, "".join(row)))
    sheet = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
        'xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>' % "".join(out)
    )
    strings = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst '
        'xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main">%s</sst>'
        % "".join(
            random.choice(['<si><t xml:space="preserve">%s</t></si>', "<si><r><t>%s</t></r></si>"])
            % clean(t)
            for t in order
        )
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", LINKS),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", strings),
        ]:
            archive.writestr(name, text)
    return data.getvalue()
