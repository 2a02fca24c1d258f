import IPNetworks

/// Addresses as plain text, one a line: what `bulk-check-inline` is asked with.
enum AddressLines {
    static let maximumBytes = 10 << 20
    /// Different addresses of one request.
    static let maximumAddresses = 10_000

    /// The addresses in the order of their first appearance, each once. Blank lines and white space around an address are
    /// passed over.
    ///
    /// - Throws: ``RequestError`` that names the line, counted from 1.
    static func parse(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) -> [IPAddress] {
        var addresses: [IPAddress] = []
        var known: Set<IPAddress> = []
        var number = 0
        var rest = body[(body.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)...]
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = trimmed(rest[..<end])
            rest = rest[(end == rest.endIndex ? end : end + 1)...]
            guard !line.isEmpty else { continue }
            guard let address = IPAddress(utf8: UnsafeBufferPointer(rebasing: line)) else {
                throw .badRequest("line \(number) must be an IPv4 or IPv6 address")
            }
            guard known.insert(address).inserted else { continue }
            guard addresses.count < maximumAddresses else {
                throw .tooLarge("one request may ask about at most \(maximumAddresses) addresses")
            }
            addresses.append(address)
        }
        return addresses
    }

    private static func trimmed(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        var line = line
        while let first = line.first, isBlank(first) { line.removeFirst() }
        while let last = line.last, isBlank(last) { line.removeLast() }
        return line
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}
