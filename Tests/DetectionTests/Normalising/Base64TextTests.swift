import Testing

@testable import Detection

@Suite struct Base64TextTests {
    private func decoded(_ text: String) -> String? {
        var output: [UInt8] = [UInt8(ascii: ">")]
        guard Base64Text.decode(text.utf8.span, into: &output) else {
            #expect(output == [UInt8(ascii: ">")])
            return nil
        }
        return String(decoding: output.dropFirst(), as: UTF8.self)
    }

    // RFC 4648 §10, then the other alphabet, then what is none.
    @Test(
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"), ("Zg", "f"), ("Zm8", "fo"), ("Pz8_", "???"), ("Pz8/", "???"), ("fn5-", "~~~"),
            ("Z", nil), ("Zg===", nil), ("Zg=a", nil), ("Zm 9v", nil), ("Zm9v\n", nil),
        ] as [(String, String?)])
    func decodes(_ text: String, _ expected: String?) { #expect(decoded(text) == expected) }
}
