/// The words by which a header tells what its column holds.
///
/// They are folded before they are compared: lower case, no accents, letters and digits only. The words
/// stand here as they are written; `HeaderText` folds them. A header only proposes: the cells decide,
/// so a word may be too broad, but none may be missing.
///
/// Sources: the labels of phone numbers in the address books of Android, Outlook, Google and Thunderbird in
/// each language; the export formats of Genesys Cloud, VICIdial, HubSpot, Salesforce, Twilio and Mautic as
/// their vendors document them.
enum HeaderWords {
  /// Words that stand for a phone number, as a part of a header or as all of it, by language.
  static let phones: KeyValuePairs<String, [String]> = [
    "en": [
      "phone", "phones", "telephone", "tel", "tele", "telno", "phoneno", "mobile", "mob",
      "mobileno",
      "cellphone", "cellular", "cellno", "cellnumber", "msisdn", "phonenumber", "mobilenumber",
      "telephonenumber", "landline", "contactnumber", "contactno", "dialednumber", "ani", "dnis",
      "e164", "whatsapp", "viber", "mobilephone", "smartphone", "fax", "faxnumber",
      "faxno",
      "telefax", "facsimile", "pager", "homephone", "workphone", "phn",
      // As exports write them without a space, in small letters or in capitals alone.
      "otherphone", "assistantphone", "businessphone", "officephone", "primaryphone", "altphone",
      "alternatephone", "secondaryphone", "mainphone", "companyphone", "dayphone", "eveningphone",
    ],
    "de": [
      "telefon", "telefonnummer", "telefonnr", "mobil", "mobiltelefon", "mobilnummer", "mobilnr",
      "handy", "handynummer", "handynr", "rufnummer", "rufnr", "festnetz", "festnetznummer",
      "mobilfunk", "mobilfunknummer", "funktelefon", "durchwahl", "telefax", "faxnummer", "fernruf",
      "natel",
    ],
    "fr": [
      "téléphone", "tél", "portable", "mobile", "téléphone fixe", "gsm", "télécopie", "télécopieur",
      "ligne fixe",
      "numéro de portable", "cellulaire",
    ],
    "es": [
      "teléfono", "tfno", "tlf", "telf", "tlfno", "móvil", "celular", "teléfono fijo", "fono",
      "telefax",
    ],
    "it": [
      "telefono", "cellulare", "telefonico", "recapito telefonico", "telefonino",
    ],
    "pt": ["telefone", "telemóvel", "telm", "celular", "fone", "telefax", "tlm", "tlf"],
    "nl": [
      "telefoon", "telefoonnummer", "telefoonnr", "mobiel", "mobielnummer", "gsm", "vast nummer",
      "faxnummer", "telnr",
    ],
    "da": ["telefon", "telefonnummer", "tlf", "mobil", "mobilnummer", "fastnet", "tlfnr"],
    "sv": ["telefon", "telefonnummer", "mobil", "mobilnummer", "mobiltelefon", "tfn", "telnr"],
    "nb": ["telefon", "telefonnummer", "tlf", "tlfnr", "mobil", "mobilnummer", "fasttelefon"],
    "fi": [
      "puhelin", "puhelinnumero", "puh", "puhnro", "matkapuhelin", "matkapuhelinnumero", "kännykkä",
      "gsm", "lankapuhelin", "faksi",
    ],
    "is": [
      "sími", "símanúmer", "farsími", "gsm", "heimasími", "vinnusími", "símbréf", "snjallsími",
    ],
    "et": [
      "telefon", "telefoninumber", "mobiil", "mobiiltelefon", "mobiilinumber", "faks", "tel nr",
    ],
    "lv": [
      "tālrunis", "telefons", "tālruņa numurs", "mobilais", "mobilais tālrunis", "fakss", "tālr",
    ],
    "lt": [
      "telefonas", "telefono numeris", "tel nr", "mobilusis", "mobilus", "mobilusis telefonas",
      "faksas",
    ],
    "pl": [
      "telefon", "komórka", "komórkowy", "nr telefonu", "numer telefonu", "telefonu", "stacjonarny",
      "faks",
    ],
    "cs": [
      "telefon", "mobil", "mobilní", "telefonní číslo", "pevná linka", "telefonní", "tel č",
    ],
    "sk": [
      "telefón", "mobil", "mobilný", "telefónne číslo", "pevná linka", "telefónne", "tel č",
    ],
    "hu": [
      "telefon", "telefonszám", "mobil", "mobilszám", "vezetékes", "mobiltelefon", "tel szám",
    ],
    "sl": ["telefon", "telefonska", "mobitel", "gsm", "mobilni", "stacionarni", "faks"],
    "hr": ["telefon", "mobitel", "broj telefona", "mob", "telefaks", "telefona", "faks"],
    "ro": ["telefon", "mobil", "nr telefon", "telefon mobil", "număr de telefon"],
    "bg": [
      "телефон", "мобилен", "мобилен телефон", "тел", "телефонен номер", "гсм", "факс",
      "стационарен",
      "телефонен", "моб",
    ],
    "el": [
      "τηλέφωνο", "τηλ", "κινητό", "κινητό τηλέφωνο", "σταθερό", "φαξ", "τηλεφώνου",
      "αριθμός τηλεφώνου",
      "κιν", "τηλεομοιότυπο",
    ],
    "ga": [
      "fón", "fóin", "uimhir fóin", "teileafón", "theileafóin", "guthán", "guthan", "fón póca",
      "uimhir theileafóin", "facs",
    ],
    "mt": ["telefown", "telefon", "mowbajl", "numru tat-telefown", "ċellulari"],
    "tr": [
      "telefon", "cep telefonu", "gsm", "telefon numarası", "sabit hat", "belgegeçer",
      "telefonu", "cep tel", "faks", "telefonno",
    ],
    "uk": [
      "телефон", "мобільний", "моб", "номер телефону", "факс", "стаціонарний", "телефону", "тел",
    ],
    "ru": [
      "телефон", "мобильный", "моб", "тел", "номер телефона", "сотовый", "факс", "телефона",
      "мобильник", "городской", "стационарный", "ватсап", "вотсап",
    ],
    "ar": [
      "هاتف", "الهاتف", "جوال", "الجوال", "موبايل", "محمول", "المحمول", "تليفون", "تلفون", "فاكس",
      "واتساب", "نقال",
    ],
    "he": ["טלפון", "נייד", "פלאפון", "סלולרי", "פקס", "וואטסאפ", "סלולארי"],
    "hi": [
      "फ़ोन", "फोन", "मोबाइल", "दूरभाष", "मोबाईल", "टेलीफोन", "टेलीफ़ोन", "फैक्स", "फ़ैक्स", "व्हाट्सएप", "व्हाट्सऐप",
    ],
    "zh": [
      "电话", "手机", "移动电话", "固定电话", "座机", "传真", "电话号码", "手机号", "手机号码", "联系电话", "联系方式",
      "電話", "手機", "行動電話", "市話", "傳真", "聯絡電話", "號碼",
    ],
    "ja": [
      "電話", "電話番号", "携帯", "携帯電話", "携帯番号", "固定電話", "ファックス", "ファクス", "連絡先", "ケータイ",
      "モバイル", "テレフォン",
    ],
    "ko": ["전화", "전화번호", "휴대폰", "휴대전화", "핸드폰", "연락처", "팩스", "모바일", "폰번호"],
  ]

  /// Parts that make any longer word a phone word: languages that join words, or write none apart.
  static let stems = [
    "telefon", "telephon", "telefoon", "telefax", "telefaks", "puhelin", "rufnum", "mobilfunk",
    "mobilnum", "mobilnr", "mobiltel", "handynum", "handynr", "cellphone", "cellulare", "celular",
    "cellnum", "mobilephone", "phonenum", "mobilenum", "telefown", "telefoni", "simanumer",
    "talrun",
    "faxnum", "whatsapp", "msisdn", "smsnum", "matkapuh", "festnetz", "telemovel",
    "телефон", "мобильн", "мобилн", "τηλεφων", "κινητ",
    "هاتف", "جوال", "موبايل", "محمول", "تليفون", "تلفون", "فاكس", "واتساب", "טלפון", "נייד",
    "סלולרי",
    "פקס", "फ़ोन", "फोन", "मोबाइल", "दूरभाष", "फैक्स",
    "电话", "手机", "座机", "传真", "联系方式", "電話", "手機", "傳真", "携帯", "ファックス", "連絡先", "モバイル",
    "전화", "휴대폰", "핸드폰", "연락처", "팩스",
  ]

  /// Words that stand for a number only if the cells are numbers.
  static let places: Set<String> = [
    "home", "work", "cell", "office", "business", "private", "contact", "caller", "callee",
    "callerid",
    "number",
    "num", "no", "nr", "nummer", "numero", "numeris", "numer", "broj", "szam", "cislo", "stevilka",
    "main", "primary", "secondary", "alternate", "alt", "other", "direct", "switchboard", "line",
    "callback", "emergency", "subscriber", "day", "night", "evening", "daytime", "assistant", "car",
    "radio", "telex", "isdn",
    "tty", "company", "ph", "did", "tn", "sms", "fixe", "fijo", "fix", "fiksni", "cep", "utenza",
    // At home and at work, and the contact, in the languages above.
    "privat", "geschaftlich", "dienstlich", "arbeit", "buro", "zuhause", "kontakt", "domicile",
    "bureau", "travail", "professionnel", "prive", "casa", "trabajo", "oficina", "domicilio",
    "contacto",
    "lavoro", "ufficio", "abitazione", "contatto", "trabalho", "escritorio", "residencia",
    "contato",
    "thuis", "werk", "zakelijk", "hjem", "arbejde", "arbete", "arbeid", "jobb", "hem", "koti",
    "tyo",
    "heima", "vinna", "kodu", "too", "majas", "darbs", "namu", "darbo", "dom", "domowy", "praca",
    "sluzbowy", "domu", "prace", "domov", "praca", "otthon", "munkahely", "sluzba", "posao", "kuca",
    "acasa", "serviciu", "birou", "дом", "домашен", "служебен", "домашний", "рабочий", "домашнии",
    "рабочии", "домашніи", "робочии", "контакт", "контактныи", "οικια", "εργασια", "σπιτι",
    "δουλεια",
    "γραφειο", "επαφη", "baile", "obair", "dar", "xoghol", "ev", "is", "iletisim", "منزل", "المنزل",
    "عمل", "العمل", "اتصال", "בית", "עבודה", "घर", "कार्य", "संपर्क", "家", "家庭", "住宅", "办公", "工作",
    "联系", "號碼", "号码", "号", "自宅", "勤務先", "会社", "집", "직장", "회사", "번호",
  ]

  /// Words beside a phone word that say it is something else.
  static let others: Set<String> = [
    "type", "typ", "ext", "extension", "country", "code", "verified", "valid", "status", "consent",
    "optin", "optout", "opted", "date", "datum", "fecha", "time", "at", "source", "id", "count",
    "flag",
    "score", "carrier", "operator", "region", "label", "brand", "model", "os", "price", "plan",
  ]

  /// Words of columns in which somebody writes what comes to mind, a number now and then.
  static let remarks: Set<String> = [
    "note", "notes", "remark", "remarks", "comment", "comments", "memo", "description",
    "notiz", "notizen", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar",
    "kommentare", "beschreibung", "commentaire", "commentaires", "remarque", "remarques",
    "observacion", "observaciones", "comentario", "comentarios", "nota", "notas", "observacao",
    "observacoes", "descripcion", "descricao", "osservazioni", "commento", "commenti",
    "opmerking", "opmerkingen", "uwagi", "notatka", "notatki", "poznamka", "poznamky",
    "megjegyzes", "bemaerkning", "anteckning", "anteckningar", "merknad", "huomautus",
    "muistiinpano", "примечание", "примечания", "комментарии", "коментар", "备注", "備註",
    "備考", "メモ", "비고", "메모", "ملاحظات", "הערות",
  ]

  /// Words of columns whose digits are something else than numbers to be dialled.
  static let identifiers: Set<String> = [
    "id", "ids", "uid", "uuid", "guid", "key", "code", "ref", "reference", "order", "invoice",
    "account",
    "acct", "customer", "client", "policy", "contract", "ticket", "case", "lead", "record", "row",
    "index",
    "sku", "ean", "upc", "isbn", "vin", "serial", "zip", "zipcode", "postal", "postcode", "plz",
    "cap",
    "cp", "ssn", "tax", "vat", "iban", "bic", "card", "amount", "price", "sum", "total", "balance",
    "salary", "revenue", "income", "score", "count", "qty", "quantity", "latitude", "longitude",
    "lat",
    "lon", "lng", "ip", "date", "time", "timestamp", "ts", "created", "updated", "modified", "dob",
    "birth", "birthday", "year", "age", "at", "epoch",
    "kunde", "kundennummer", "kundennr", "auftrag", "rechnung", "rechnungsnummer", "bestellung",
    "konto", "kontonummer", "betrag", "preis", "summe", "datum", "geburtsdatum", "vertrag",
    "vertragsnummer", "aktenzeichen", "client", "commande", "facture", "compte", "montant", "prix",
    "somme", "naissance", "cliente", "pedido", "factura", "cuenta", "importe", "precio", "fecha",
    "codigo", "dni", "nif", "cif", "ordine", "fattura", "conto", "importo", "prezzo", "data",
    "codice", "klant", "klantnummer", "factuur", "rekening", "bedrag", "prijs", "klient",
    "zamowienie",
    "faktura", "kwota", "pesel", "nip", "regon", "rodnecislo", "ico", "dic",
  ]

  /// Words of columns that say who must not be called.
  static let refusals: Set<String> = [
    "dnc", "donotcall", "donotcontact", "donottext", "dnd", "optout", "optedout", "unsubscribed",
    "unsubscribe", "suppressed", "suppress", "blocked", "block", "blacklist", "blacklisted",
    "litigator",
    "nocall", "nocontact",
  ]

  /// Cells that answer yes or no.
  static let flags: Set<String> = [
    "y", "n", "yes", "no", "true", "false", "t", "f", "0", "1", "on", "off", "ja", "nein", "j",
    "oui",
    "non", "o", "si", "s", "sim", "nao", "nee", "nej", "nei", "ano", "ne", "tak", "nie", "igen",
    "nem",
    "da", "nu", "evet", "hayir", "да", "нет", "так", "ні", "ναι", "οχι", "kylla", "ei", "jah",
    "taip",
    "kyllä", "نعم", "لا", "כן", "לא", "हाँ", "नहीं", "是", "否", "はい", "いいえ", "예", "아니요",
    "active", "inactive", "enabled", "disabled", "verified", "unverified", "valid", "invalid",
    "checked", "unchecked", "subscribed", "unsubscribed",
  ]

  /// Cells that say that there is nothing.
  static let placeholders: Set<String> = [
    "none", "na", "null", "nil", "unknown", "nan", "empty", "tbd", "keine", "kein", "ninguno",
    "aucun",
    "nessuno", "nothing", "undefined", "missing", "blank",
  ]
}
