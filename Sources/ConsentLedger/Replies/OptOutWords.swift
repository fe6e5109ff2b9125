/// The words by which people end messages, in the languages of the EU and some others.
///
/// - Source: the keywords of Twilio, AWS and Telnyx; 47 CFR 64.1200(a)(10) for English.
enum OptOutWords {
  /// Whatever else a message says, these are an opt-out.
  static let strong: [[String]] = phrases([
    // English
    "stop", "stopall", "stop all", "unsubscribe", "cancel", "quit", "revoke", "optout", "opt out",
    "opting out", "remove",
    // French, German, Spanish, Portuguese, Italian, Dutch
    "arret", "arreter", "arretez", "desabonner", "desabonnement", "desinscrire", "desinscription",
    "resilier",
    "stopp", "stoppen", "abmelden", "abbestellen", "austragen", "cancelar", "parar",
    "darme de baja", "sair",
    "cancella", "cancellami", "ferma", "basta", "afmelden", "uitschrijven",
    // Swedish, Danish, Norwegian, Finnish, Icelandic
    "avsluta", "avregistrera", "frameld", "afmeld", "avmeld", "lopeta", "peruuta", "haetta",
    // Polish, Czech, Slovak, Hungarian, Romanian, Bulgarian, Croatian, Slovene
    "wypisz", "rezygnuje", "odhlasit", "zrusit", "odhlas", "leiratkozas", "leiratkozom",
    "dezabonare", "dezabonez",
    "отпиши", "odjava", "odjavi",
    // Greek, Lithuanian, Latvian, Estonian, Maltese, Irish
    "διαγραφη", "στοπ", "atsisakau", "atsisakyti", "atteikties", "loobun", "ieqaf",
    // Russian, Ukrainian, Turkish, Arabic, Hebrew, Hindi
    "стоп", "отписка", "отписаться", "отмена", "видписка", "відписка", "скасувати", "iptal",
    "ايقاف", "الغاء",
    "توقف", "הסר", "बंद",
  ])

  /// These are words of a language besides: an opt-out only if a message says nothing else.
  static let weak: [[String]] = phrases([
    "end", "t", "td", "fin", "uit", "dur", "ret", "peru", "baja", "alto", "pare", "stad",
    "loobu", "slut",
    "koniec", "konec", "stai", "sus",
  ])

  /// Written without blanks between words: found within a text.
  static let unspaced = ["配信停止", "停止", "退订", "退訂", "중지", "거부"]

  /// What is said besides out of courtesy.
  static let courtesies = folded([
    "please", "pls", "plz", "thanks", "thank", "you", "thx", "ty", "bitte", "danke", "merci", "svp",
    "sil", "vous", "te",
    "plait", "por", "favor", "gracias", "obrigado", "obrigada", "per", "favore", "grazie",
    "alsjeblieft", "alstublieft",
    "aub", "dank", "u", "je", "tack", "tak", "takk", "kiitos", "prosze", "dziekuje", "пожалуйста",
    "спасибо", "дякую",
    "lutfen", "tesekkurler", "hi", "hello", "hey", "hallo", "bonjour", "hola", "ciao", "sir",
    "madam", "now", "ok", "okay",
    "prosim", "dekuji", "kosz", "kerem", "koszonom", "multumesc", "hvala", "parakalo", "παρακαλω",
    "ευχαριστω",
  ])

  /// Words of their own that one letter parts from an opt-out.
  static let lookalikes: Set<String> = [
    "top", "shop", "step", "atop", "stoop", "slop", "stomp", "quite", "quiet", "suit", "quick",
    "post", "spot", "pasta",
    "vasta", "barra", "para", "pagar", "hasta", "costa", "stops", "bassa", "cancer", "dejavu",
    "saint", "salir", "fair",
    "hair", "said", "sail", "arrete", "removed", "remote",
  ]

  private static func folded(_ texts: [String]) -> Set<String> {
    Set(texts.flatMap { ReplyText($0).words })
  }

  private static func phrases(_ texts: [String]) -> [[String]] {
    texts.map { ReplyText($0).words }.sorted { $0.count > $1.count }
  }
}
