import IPNetworks
import ThreatModel

/// The header with which a balancer begins a connection: the PROXY protocol, versions 1 and 2
/// (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt).
struct ProxyHeader: Equatable {
    /// The longest header of version 1, its line end included (§2.1).
    static let maximumTextLength = 107
    /// The longest header of version 2 that is taken. The protocol allows 64 KiB more than its first 16 bytes; what balancers
    /// send about certificates and virtual networks stays far below this.
    static let maximumBinaryLength = 4096

    enum Reading: Equatable {
        case header(ProxyHeader)
        /// It may become one when more of it has come.
        case incomplete
        /// None, or a damaged one.
        case invalid
    }

    /// For whom the connection was opened; `nil`: for the balancer itself, to see whether the server is well.
    var source: IPAddress?
    /// Bytes of the header.
    var length: Int

    private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]
    private static let word = Array("PROXY ".utf8)

    static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard let first = bytes.first else { return .incomplete }
        let beginning = first == signature[0] ? signature : word
        guard zip(bytes, beginning).allSatisfy(==) else { return .invalid }
        guard bytes.count >= beginning.count else { return .incomplete }
        return first == signature[0] ? readBinary(bytes) : readText(bytes)
    }

    // MARK: Version 1

    /// `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443` and a line end; `PROXY UNKNOWN`, anything, and a line end.
    private static func readText(_ bytes: UnsafeRawBufferPointer) -> Reading {
        let line = bytes.prefix(maximumTextLength)
        guard let end = line.firstIndex(of: 10) else {
            return bytes.count < maximumTextLength ? .incomplete : .invalid
        }
        guard end > 0, bytes[end - 1] == 13 else { return .invalid }
        let parts = bytes[word.count..<(end - 1)].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let length = end + 1
        guard let kind = parts.first else { return .invalid }
        if kind.elementsEqual("UNKNOWN".utf8) { return .header(ProxyHeader(source: nil, length: length)) }
        guard parts.count == 5, isPort(parts[3]), isPort(parts[4]), let source = IPAddress(utf8: parts[1]),
            IPAddress(utf8: parts[2]) != nil
        else { return .invalid }
        let isIPv6Text = parts[1].contains(UInt8(ascii: ":"))
        guard isIPv6Text == parts[2].contains(UInt8(ascii: ":")),
            kind.elementsEqual((isIPv6Text ? "TCP6" : "TCP4").utf8)
        else { return .invalid }
        return .header(ProxyHeader(source: source, length: length))
    }

    /// Decimal, without leading zeros, up to 65535.
    private static func isPort(_ digits: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard (1...5).contains(digits.count), digits.first != UInt8(ascii: "0") || digits.count == 1 else {
            return false
        }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return false }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value <= 65_535
    }

    // MARK: Version 2

    /// Signature, version and command, family and transport, length; then addresses and ports; then type-length-value triples.
    private static func readBinary(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard bytes.count >= 16 else { return .incomplete }
        let length = 16 + Int(bytes[14]) << 8 + Int(bytes[15])
        guard bytes[12] >> 4 == 2, bytes[12] & 0xf <= 1, length <= maximumBinaryLength else { return .invalid }
        guard bytes.count >= length else { return .incomplete }
        let header = UnsafeRawBufferPointer(rebasing: bytes[..<length])
        // §2.2: a LOCAL connection is the balancer's own, whatever else its header says.
        if bytes[12] & 0xf == 0 { return .header(ProxyHeader(source: nil, length: length)) }
        let addressLength: Int
        let source: IPAddress?
        switch bytes[13] {
        case 0x11 where length >= 16 + 12:
            addressLength = 12
            source = IPAddress(networkBytes: header[16..<20])
        case 0x21 where length >= 16 + 36:
            addressLength = 36
            source = IPAddress(networkBytes: header[16..<32])
        case 0x31 where length >= 16 + 216:
            // A Unix socket has no address: the connection counts as the balancer's.
            addressLength = 216
            source = nil
        case 0x00:
            // Unspecified: how long its addresses are is not said, so nothing after them can be found.
            return .header(ProxyHeader(source: nil, length: length))
        default: return .invalid
        }
        guard areExtensionsSound(header, from: 16 + addressLength) else { return .invalid }
        return .header(ProxyHeader(source: source, length: length))
    }

    private static let checksumType: UInt8 = 0x03

    /// Whether the extensions fill what is left exactly, and the checksum, where there is one, is right (§2.2.3).
    private static func areExtensionsSound(_ header: UnsafeRawBufferPointer, from start: Int) -> Bool {
        var position = start
        while position < header.count {
            guard header.count - position >= 3 else { return false }
            let length = Int(header[position + 1]) << 8 + Int(header[position + 2])
            let value = position + 3
            guard header.count - value >= length else { return false }
            if header[position] == checksumType {
                guard length == 4 else { return false }
                var copy = Array(header)
                for index in value..<value + 4 { copy[index] = 0 }
                let stated = header[value..<value + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                guard CRC32C.of(copy.span) == stated else { return false }
            }
            position = value + length
        }
        return true
    }
}
