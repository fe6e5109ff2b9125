import Testing
import Texts

@testable import Pipelines

struct HeaderMeaningTests {
  /// A phone, a mobile and a fax in every language, as its people write them.
  @Test(
    arguments: [
      "bg: Телефон, Мобилен телефон, Факс, Тел.",
      "cs: Telefon, Mobilní telefon, Fax, Telefonní číslo",
      "da: Telefon, Mobilnummer, Telefax, Tlf.",
      "de: Telefon, Mobilfunknummer, Handy-Nr., Rufnummer, Fax",
      "el: Τηλέφωνο, Κινητό, Φαξ, ΤΗΛΕΦΩΝΟ, Σταθερό τηλέφωνο",
      "en: Phone, Mobile No., Fax, Cell Phone",
      "es: Teléfono, Móvil, Fax, Teléfono móvil, Celular", "et: Telefon, Mobiiltelefon, Faks",
      "fi: Puhelin, Matkapuhelin, Faksi, Puhelinnumero", "fr: Téléphone, Portable, Télécopie, Tél.",
      "ga: Fón, Fón póca, Facs, Teileafón, Uimhir fóin",
      "hr: Telefon, Mobitel, Telefaks, Broj telefona",
      "hu: Telefon, Mobilszám, Fax, Telefonszám", "it: Telefono, Cellulare, Fax",
      "lt: Telefonas, Mobilusis telefonas, Faksas, Tel. nr.",
      "lv: Tālrunis, Mobilais tālrunis, Fakss, Tālruņa numurs", "mt: Telefown, Mowbajl, Fax",
      "nl: Telefoonnummer, Mobiel, Fax, Telefoon",
      "pl: Telefon komórkowy, Komórka, Faks, Nr telefonu",
      "pt: Telefone, Telemóvel, Fax, Celular", "ro: Telefon, Mobil, Fax, Număr de telefon",
      "sk: Telefón, Mobilný telefón, Fax, Telefónne číslo", "sl: Telefon, Mobitel, Faks",
      "sv: Telefon, Mobiltelefon, Fax, Telefonnummer", "nb: Telefon, Mobilnummer, Telefaks",
      "is: Sími, Farsími, Símbréf, Símanúmer", "tr: Telefon, Cep Telefonu, Faks, GSM",
      "uk: Телефон, Мобільний, Факс, Номер телефону",
      "ru: Телефон, Мобильный телефон, Факс, Сотовый",
      "ar: الهاتف, رقم الجوال, فاكس, موبايل", "he: טלפון, טלפון נייד, פקס, מספר טלפון",
      "hi: फ़ोन, मोबाइल नंबर, फैक्स, दूरभाष", "zh: 电话, 手机号码, 传真, 電話, 手機, 联系电话",
      "ja: 電話番号, 携帯電話, ファックス", "ko: 전화번호, 휴대폰, 팩스, 연락처",
      "WhatsApp, WhatsApp Phone Number, whatsapp_number, WhatsApp-Nummer",
    ])
  func wordsOfEveryLanguage(line: String) {
    let names = line.split(separator: ":").last!.split(separator: ",")
    for name in names {
      #expect(HeaderMeaning(String(name)).claim == .phone, "\(line): \(name)")
      #expect(HeaderMeaning(HeaderText.folded(String(name))).claim == .phone, "\(name), folded")
    }
  }

  /// The exports of address books and dialers.
  @Test(
    arguments: [
      // Outlook.
      (
        "Business Phone,Business Phone 2,Business Fax,Car Phone,Company Main Phone,Home Phone,"
          + "Home Phone 2,Home Fax,Mobile Phone,Other Phone,Other Fax,Pager,Primary Phone,Radio Phone,"
          + "TTY/TDD Phone,Assistant's Phone", HeaderMeaning.Claim.phone
      ),
      ("Callback,ISDN,Telex,Home,Work,Cell,DNC_Home,DNC_Work,DNC_Cell,Contact,Heim Privat", .place),
      // Google, Thunderbird, VICIdial, HubSpot, Salesforce.
      ("Phone 1 - Value,Work Phone,Fax Number,Pager Number,Mobile Number", .phone),
      (
        "phone_number,alt_phone,Mobile Phone Number,MobilePhone,HomePhone,AssistantPhone,Asst. Phone,"
          + "OTHERPHONE,otherphone,BUSINESSPHONE,altphone",
        .phone
      ),
      (
        "Phone 1 - Type,phone_code,Phone Type,phone_verified,Phone Country Code,mobile_status",
        .aspect
      ),
      (
        "name,headphones,microphone,hotel,cellar,automobile,address3,City,First Name,Notes,Zip,"
          + "E-Mail,Straße,Kunde,Vorname,Amount", .none
      ),
    ])
  func headersOfPrograms(names: String, claim: HeaderMeaning.Claim) {
    for name in names.split(separator: ",") {
      #expect(HeaderMeaning(String(name)).claim == claim, "\(name)")
    }
  }

  @Test func columnsOfIdsAndRefusalsAreKnown() {
    for name in [
      "customer_id", "Kundennummer", "Order No", "created_at", "Zip", "Amount", "timestamp",
    ] {
      #expect(HeaderMeaning(name).isIdentifier, "\(name)")
    }
    for name in ["Phone 1 DNC", "do_not_call", "DoNotCall", "donotcontact", "Opted Out"] {
      #expect(HeaderMeaning(name).isRefusal, "\(name)")
    }
    for name in ["DNC_Home", "Caller ID", "CallerID", "callerid"] {
      #expect(HeaderMeaning(name).claim == .place && !HeaderMeaning(name).isIdentifier, "\(name)")
    }
    for name in ["Notes", "Bemerkungen", "phone notes", "Observações", "Комментарий", "备注"] {
      #expect(HeaderMeaning(name).isRemark && HeaderMeaning(name).claim != .phone, "\(name)")
    }
    #expect(!HeaderMeaning("phone").isRemark)
    #expect(!HeaderMeaning("phone").isIdentifier && !HeaderMeaning("phone").isRefusal)
  }
}
