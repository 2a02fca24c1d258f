import FoundationEssentials
import ThreatModel

extension EventFields {
    /// A JSON object of strings, in UTF-8, as the fields of an event are stored; names in ascending order, so that equal
    /// fields are equal text.
    ///
    /// Written by hand: events arrive by the ten thousand, and a general encoder costs more than all else about them.
    var jsonText: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(values.reduce(2) { $0 + $1.key.utf8.count + $1.value.utf8.count + 8 })
        text.append(UInt8(ascii: "{"))
        for (name, value) in values.count > 1 ? values.sorted(by: { $0.key < $1.key }) : Array(values) {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            Self.append(quoted: name, to: &text)
            text.append(UInt8(ascii: ":"))
            Self.append(quoted: value, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        return text
    }

    init?(jsonText: UnsafeRawBufferPointer) {
        guard let values = try? JSONDecoder().decode([String: String].self, from: Data(jsonText)) else { return nil }
        self.init(values)
    }

    /// RFC 8259 §7: the quotation mark, the reverse solidus and everything below U+0020 must be escaped.
    private static func append(quoted string: String, to text: inout [UInt8]) {
        let digits = StaticString("0123456789abcdef")
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<0x20:
                text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
                text.append(digits.utf8Start[Int(byte >> 4)])
                text.append(digits.utf8Start[Int(byte & 15)])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
