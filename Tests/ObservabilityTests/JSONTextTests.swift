import Foundation
import Testing

@testable import Observability

@Suite struct JSONTextTests {
    /// Foundation's reader is the reference: whatever is written must read back unchanged.
    @Test func everyScalarOfTheFirstPlanesReadsBack() throws {
        var text = ""
        for value in UInt32(0)..<0x3000 { text.unicodeScalars.append(Unicode.Scalar(value) ?? " ") }
        text += "😀\u{10ffff}"
        var bytes: [UInt8] = []
        JSONText.append(text, to: &bytes)
        let read = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? String
        #expect(read?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        #expect(bytes.allSatisfy { $0 >= 0x20 })
    }

    @Test(arguments: [("", #""""#), ("a", #""a""#), ("\"", #""\"""#), ("a\\b", #""a\\b""#), ("\u{1f}", #""\u001f""#)])
    func writtenAs(text: String, json: String) {
        var bytes: [UInt8] = []
        JSONText.append(text, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == json)
    }
}
