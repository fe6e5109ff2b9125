/// The words of a campaign file, ready as bytes.
///
/// Chosen so that a row has about 100 bytes. The e-mail domains are reserved (RFC 2606).
enum CampaignText {
  /// A name as it is shown and as it stands in an e-mail address.
  struct Name {
    let shown: [UInt8]
    let address: [UInt8]

    init(_ name: String) {
      shown = Array(name.utf8)
      address = Array(name.lowercased().utf8)
    }
  }

  static let firstNames: [Name] = [
    "Adaline", "Alejandro", "Amara", "Anders", "Beatrice", "Benjamin", "Camila", "Charlotte",
    "Daniel", "Delphine", "Dmitri", "Eleanor", "Elijah", "Esperanza", "Fatima", "Florence",
    "Gabriel", "Genevieve", "Harold", "Henrietta", "Ibrahim", "Isabella", "Jacqueline", "Jamal",
    "Josephine", "Katherine", "Kenji", "Leonardo", "Lillian", "Magnus", "Margaret", "Mei",
    "Nathaniel", "Noor", "Octavia", "Oliver", "Penelope", "Priya", "Quentin", "Rebecca", "Rosa",
    "Samuel", "Saoirse", "Stephanie", "Theodore", "Tomasz", "Ursula", "Valentina", "Victor",
    "Wilhelmina", "William", "Xavier", "Yasmin", "Zachary",
  ].map(Name.init)

  static let lastNames: [Name] = [
    "Abernathy", "Anderson", "Bergstrom", "Blackwood", "Castellano", "Chakraborty", "Clark",
    "Davenport", "Delgado", "Edwards", "Eriksson", "Fernandez", "Fitzgerald", "Fox", "Goldstein",
    "Greenfield", "Hawthorne", "Henderson", "Hernandez", "Ivanova", "Jackson", "Johannsen",
    "Kowalski", "Krishnan", "Lee", "Lindqvist", "Livingston", "MacGregor", "Martinez",
    "Montgomery", "Nakamura", "Nguyen", "Okonkwo", "Papadopoulos", "Pemberton", "Quigley",
    "Ramirez", "Richardson", "Rosenberg", "Sanchez", "Schneider", "Silva", "Sutherland",
    "Thompson", "Underwood", "Vandenberg", "Villanueva", "Washington", "Whitaker", "Wong",
    "Yamamoto", "Zimmerman",
  ].map(Name.init)

  static let domains = ["example.com", "example.org", "example.net", "mail.example"].map(bytes)

  static let cities = [
    "Albuquerque", "Ann Arbor", "Baton Rouge", "Boise", "Cañon City", "Cedar Rapids",
    "Chattanooga", "Colorado Springs", "Des Moines", "Española", "Fort Collins", "Grand Rapids",
    "Huntsville", "Indianapolis", "Jacksonville", "Kalamazoo", "Las Cruces", "Minneapolis",
    "New Haven", "Oklahoma City", "Pittsburgh", "Raleigh", "Sacramento", "Salt Lake City",
    "San Luis Obispo", "Santa Fe", "Spokane", "Springfield", "St. Louis", "Tucson", "Walla Walla",
    "Winston-Salem",
  ].map(bytes)

  /// What is put after the first name in a row with quoted names: a comma and doubled quotes.
  static let quotedFirstNameEndings = [" \"\"Mac\"\"", ", Dr.", " (\"\"Bo\"\"), Ms.", " A."].map(
    bytes)
  static let quotedLastNameEndings = [", Jr.", ", PhD", " \"\"the elder\"\"", ""].map(bytes)

  static let notes = [
    "", "prefers mornings", "renewal due in March", "asked for a brochure", "customer since 2014",
    "met at the trade fair", "left a message", "speaks Spanish", "two visits last year",
    "moved house in spring", "wants the yearly plan", "call after 5 pm",
  ].map(bytes)

  static let quotedNotes = [
    "\"said \"\"call me later\"\", then hung up\"", "\"two children, one dog\"",
    "\"price, delivery, colours\"", "\"known as \"\"Skip\"\"\"", "\"\"",
    "\"quoted for no reason\"",
  ].map(bytes)

  static let lineBreakNotes = [
    "\"first visit:\nliked the blue one, not the red\"", "\"line one\n\nline three\"",
    "\"ends with a break\n\"", "\"Windows,\r\nso to speak \"\"again\"\"\"",
  ].map(bytes)

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
