import IPNetworks

/// One hop of a list of hops, as proxies write it.
enum ForwardedHop {
    /// Longer ones are none: a quoted IPv6 address with its port.
    private static let maximumLength = 64

    /// An address, alone or with a port: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:443`.
    static func address(in text: some BidirectionalCollection<UInt8>) -> IPAddress? {
        var text = trimmed(text)
        guard !text.isEmpty, text.count <= maximumLength else { return nil }
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")), isPort(text[(end + 1)...]) else { return nil }
            text = text[(text.startIndex + 1)..<end]
            return text.contains(UInt8(ascii: ":")) ? IPAddress(utf8: text) : nil
        }
        if let colon = text.firstIndex(of: UInt8(ascii: ":")), text.lastIndex(of: UInt8(ascii: ":")) == colon {
            guard isPort(text[colon...]) else { return nil }
            text = text[..<colon]
        }
        return IPAddress(utf8: text)
    }

    /// The value of a parameter of one element of `Forwarded` (RFC 7239 §4), without its quotation marks; `nil` when there is
    /// none, or more than one.
    ///
    /// - Parameter name: in lower case.
    static func parameter(
        _ name: StaticString, of element: some BidirectionalCollection<UInt8>
    ) -> ArraySlice<UInt8>? {
        var found: ArraySlice<UInt8>?
        for pair in Array(element).split(separator: UInt8(ascii: ";")) {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            guard trimmed(pair[..<equals]).elementsEqual(wanted, by: { $0 | 0x20 == $1 }) else { continue }
            guard found == nil else { return nil }
            let value = trimmed(pair[(equals + 1)...])
            let isQuoted = value.count >= 2 && value.first == UInt8(ascii: "\"") && value.last == UInt8(ascii: "\"")
            found = isQuoted ? value.dropFirst().dropLast() : value
        }
        return found
    }

    /// Nothing, or a colon and digits.
    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        guard let colon = text.first else { return true }
        let digits = text.dropFirst()
        return colon == UInt8(ascii: ":") && (1...5).contains(digits.count)
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func trimmed(_ text: some BidirectionalCollection<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var trimmed = text.drop(while: isBlank)
        while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
        return Array(trimmed)[...]
    }
}
