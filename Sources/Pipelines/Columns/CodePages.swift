/// The upper halves of the code pages that headers come in, and of GBK the characters of the words in
/// `HeaderWords` alone. Source: the mappings of unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS.
enum CodePages {
  /// The scalars of the bytes 0x80 to 0xFF.
  static func upperHalf(of encoding: HeaderEncoding) -> [Unicode.Scalar] {
    switch encoding {
    case .windows1250: windows1250
    case .windows1251: windows1251
    default: windows1252
    }
  }

  private static let windows1252: [Unicode.Scalar] = Array(
    ("€\u{FFFD}\u{201A}ƒ\u{201E}\u{2026}\u{2020}\u{2021}ˆ\u{2030}Š"
      + "\u{2039}Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}"
      + "\u{2013}\u{2014}˜™š\u{203A}œ\u{FFFD}žŸ"
      + "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
      + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
      + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ").unicodeScalars)

  private static let windows1250: [Unicode.Scalar] = Array(
    ("€\u{FFFD}\u{201A}\u{FFFD}\u{201E}\u{2026}\u{2020}\u{2021}\u{FFFD}\u{2030}Š"
      + "\u{2039}ŚŤŽŹ\u{FFFD}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}"
      + "\u{2013}\u{2014}\u{FFFD}™š\u{203A}śťžź"
      + "\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
      + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
      + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙").unicodeScalars)

  private static let windows1251: [Unicode.Scalar] = Array(
    ("ЂЃ\u{201A}ѓ\u{201E}\u{2026}\u{2020}\u{2021}€\u{2030}Љ"
      + "\u{2039}ЊЌЋЏђ\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}"
      + "\u{2013}\u{2014}\u{FFFD}™љ\u{203A}њќћџ"
      + "\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї"
      + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
      + "абвгдежзийклмнопрстуфхцчшщъыьэюя").unicodeScalars)

  /// By the two bytes, the first in the upper half.
  static let gbk: [UInt16: Unicode.Scalar] = [
    0x82F7: "傳", 0x84D3: "動", 0x84D5: "務", 0x8EA1: "帯", 0x9943: "機", 0xB0EC: "办",
    0xB1B8: "备", 0xB1BE: "本", 0xB1E0: "编", 0xB461: "碼", 0xB4AB: "传", 0xB5A5: "单",
    0xB5C4: "的", 0xB5D8: "地", 0xB5DA: "第", 0xB5E7: "电", 0xB6A8: "定", 0xB6AF: "动",
    0xB6FE: "二", 0xB7AC: "番", 0xB7BD: "方", 0xB7F1: "否", 0xB8F6: "个", 0xB9A4: "工",
    0xB9AB: "公", 0xB9CC: "固", 0xBAC5: "号", 0xBBA7: "户", 0xBBB0: "话", 0xBBE1: "会",
    0xBBFA: "机", 0xBCD2: "家", 0xBD6A: "絡", 0xBFCD: "客", 0xC1AA: "联", 0xC293: "聯",
    0xC2EB: "码", 0xC3FB: "名", 0xC6E4: "其", 0xC7DA: "勤", 0xC8CB: "人", 0xC8FD: "三",
    0xC9E7: "社", 0xCABD: "式", 0xCAC7: "是", 0xCAD0: "市", 0xCAD6: "手", 0xCBBE: "司",
    0xCBFB: "他", 0xCC96: "號", 0xCDA5: "庭", 0xCEA2: "微", 0xCEBB: "位", 0xCFB5: "系",
    0xCFC8: "先", 0xD0AF: "携", 0xD0C5: "信", 0xD0D0: "行", 0xD0D5: "姓", 0xD2AA: "要",
    0xD2BB: "一", 0xD2C6: "移", 0xD3C3: "用", 0xD492: "話", 0xD5AC: "宅", 0xD5E6: "真",
    0xD6B7: "址", 0xD6F7: "主", 0xD7A1: "住", 0xD7D4: "自", 0xD7F7: "作", 0xD7F9: "座",
    0xDF42: "連", 0xEB8A: "電",
  ]
}
