/// A domain name as it stands in messages: labels with their lengths, and an empty one (RFC 1035 §3.1). In lower case.
package struct DNSName: Hashable, Sendable, CustomStringConvertible {
    static let maximumLength = 255
    static let maximumLabelLength = 63

    let wire: [UInt8]

    /// From text such as `bl.example.org`, with or without a dot at its end: letters, digits, `-` and `_`. `nil` for
    /// anything else, and for the root.
    package init?(_ text: some StringProtocol) {
        var wire: [UInt8] = []
        let text = text.hasSuffix(".") ? text.dropLast() : text[...]
        for label in text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard (1...Self.maximumLabelLength).contains(label.count) else { return nil }
            wire.append(UInt8(label.count))
            for byte in label {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    wire.append(byte)
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): wire.append(byte | 0x20)
                default: return nil
                }
            }
        }
        wire.append(0)
        guard wire.count <= Self.maximumLength else { return nil }
        self.wire = wire
    }

    /// Without a dot at its end.
    package var description: String {
        var labels: [String] = []
        var position = 0
        while wire[position] != 0 {
            let end = position + 1 + Int(wire[position])
            labels.append(String(decoding: wire[position + 1..<end], as: UTF8.self))
            position = end
        }
        return labels.joined(separator: ".")
    }

    /// Whether it is `other` or a name below it.
    package func isWithin(_ other: DNSName) -> Bool { ends(in: other.wire[...]) }

    /// Whether its last labels are these.
    func ends(in labels: ArraySlice<UInt8>) -> Bool {
        wire.suffix(labels.count).elementsEqual(labels) && labelStarts.contains(wire.count - labels.count)
    }

    /// Where its labels begin, the empty one included.
    var labelStarts: [Int] {
        var starts = [0]
        while wire[starts[starts.count - 1]] != 0 {
            let start = starts[starts.count - 1]
            starts.append(start + 1 + Int(wire[start]))
        }
        return starts
    }

    /// Where this name begins in the question of a packet, whatever the case of its letters there; `nil` when the question
    /// is about a name elsewhere.
    ///
    /// - Precondition: the question's name is well-formed and ends at `nameEnd`.
    func start(in packet: UnsafeRawBufferPointer, nameEnd: Int) -> Int? {
        let start = nameEnd - wire.count
        guard start >= DNSHeader.length else { return nil }
        var label = DNSHeader.length
        while label < start { label += 1 + Int(packet[label]) }
        guard label == start else { return nil }
        for index in wire.indices {
            // Lengths are below the letters, so they stay what they are.
            let byte = packet[start + index]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard (isUpper ? byte | 0x20 : byte) == wire[index] else { return nil }
        }
        return start
    }
}
