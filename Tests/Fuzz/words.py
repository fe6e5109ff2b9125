"""Headers as exports have them: words for phone columns in many languages, and whole exports."""

import os

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Fixtures", "Fuzz")


def table(name):
    with open(os.path.join(FIXTURES, name), encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


# Language: code pages beside UTF-8, then headers of phone columns.
PHONE_WORDS = {
    language: (pages.split("|") if pages else [], heads.split("|"))
    for language, pages, heads in table("phone-words.tsv")
}

# Whole exports: headers, each with its role. P is a number that is always there, p one that may be
# missing.
EXPORTS = {
    name: [field.rsplit(":", 1) for field in fields.split("|")]
    for name, fields in table("exports.tsv")
}

LANGUAGES = {
    "US": "en en en es",
    "CA": "en fr",
    "GB": "en",
    "IE": "en ga",
    "DE": "de",
    "AT": "de",
    "CH": "de fr it",
    "FR": "fr",
    "BE": "fr nl",
    "NL": "nl",
    "IT": "it",
    "ES": "es",
    "PT": "pt",
    "SE": "sv",
    "NO": "no",
    "DK": "da",
    "FI": "fi sv",
    "PL": "pl",
    "CZ": "cs sk",
    "HU": "hu",
    "RO": "ro",
    "GR": "el",
    "TR": "tr",
    "RU": "ru bg",
    "UA": "uk",
    "IL": "he ar",
    "ZA": "en",
    "NG": "en",
    "IN": "en hi",
    "CN": "zh",
    "JP": "ja",
    "KR": "ko",
    "SG": "en zh",
    "MY": "en",
    "TH": "en",
    "VN": "en",
    "ID": "en",
    "PH": "en",
    "AU": "en",
    "NZ": "en",
    "BR": "pt",
    "MX": "es",
    "AR": "es",
    "CL": "es",
    "CO": "es",
}

# Headers under which numbers stand although they do not say so.
UNTOLD = """
Number|Contact 2|Alternate|Customer ID|address3|Col7|x|Value|To|From|ANI|CLI
A-Number|Caller ID|MDN|CTN|BTN
DID|Best|Day|Evening
Ansprechpartner|Rückruf|Kontakt|Nr|Destination|Subscriber|custom_1|Field12|Reach
Home|Work|Spouse|Emergency|dst|src|callee
Account|Key|Secondary|Other|Info|Contacto|Numero|numéro|Zweitnummer
""".strip().replace("\n", "|").split("|")

# Headers with a phone word over what is no number: header, role.
FALSE_FRIENDS = [
    ("Phone Type", "type"),
    ("Phone DNC", "flag"),
    ("Mobile opt-in date", "date"),
    ("Phone Verified", "flag"),
    ("Telephone consent", "flag"),
    ("phone_code", "code"),
    ("Mobile carrier", "word"),
    ("Phone 1 Type", "type"),
    ("Last phone call", "moment"),
    ("Fax Opt Out", "flag"),
    ("Phone ID", "id"),
    ("Call count", "count"),
    ("Do Not Call", "flag"),
    ("DoNotCall", "flag"),
    ("HasOptedOutOfFax", "flag"),
    ("Cell Provider", "word"),
    ("Phone Notes", "note"),
    ("Telefon OK", "flag"),
    ("Phone status", "word"),
]

PLAIN = [
    ("Name", "name"),
    ("First Name", "first"),
    ("Last Name", "last"),
    ("Email", "email"),
    ("City", "city"),
    ("Street", "street"),
    ("ZIP", "zip"),
    ("Company", "company"),
    ("Amount", "amount"),
    ("Created", "date"),
    ("Updated At", "moment"),
    ("Status", "word"),
    ("Lead ID", "id"),
    ("UUID", "uuid"),
    ("Notes", "note"),
    ("Remarks", "text"),
    ("Active", "flag"),
    ("Score", "count"),
    ("Website", "url"),
    ("Size", "inches"),
    ("Invoice", "longid"),
    ("IBAN", "iban"),
    ("Timestamp", "unix"),
    ("", "blank"),
    ("Lat", "float"),
    ("Order No", "longid"),
]

# Headers that mean a phone number and are written in ways of their own.
ODD_HEADERS = """
 Phone |Phone\u00a0Number|*Phone|[Phone]|Phone (required)|Phone\\nnumber|phone:|Phone#|Phone No.|Ph.
Mob.|Tel. No|Contact No.|Cell #|Phone(s)|PhoneNumber1|phone-number|Phone.1|contact.phone
billing_phone
Shipping Phone|Default Address Phone|Customer Phone|Mobile/Cell|primaryPhone
HomePhoneNumber|Handy-Nr.|Tel.-Nr.|Telefonnr.|N\u00b0 tel|tel_portable|Cel.|Fone|WhatsApp number|SMS
Text number|Daytime Telephone|Evening Phone|Emergency Contact Phone|Ph|Mob|Phn|No HP|No. Telp|S\u0110T
S\u1ed1 \u0111i\u1ec7n tho\u1ea1i|\u0e42\u0e17\u0e23\u0e28\u0e31\u0e1e\u0e17\u0e4c
'Phone'|Phone\u200b|\u260e|Phne|E-mail|Telephon|fon|Tfn
Mobilnr|phone number (mobile)
""".strip("\n").replace("\n", "|").replace("\\n", "\n").split("|")
