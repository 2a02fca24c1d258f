import IPNetworks

/// The text of one TXT record: a string of at most 255 bytes (RFC 1035 §3.3).
struct DNSBLText {
    static let maximumLength = 255

    private let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    /// - Precondition: there is room for ``maximumLength`` bytes.
    init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: room[..<count]) }

    /// How many more bytes there is room for.
    var left: Int { Self.maximumLength - count }

    /// Appends what there is room for.
    mutating func append(_ bytes: some Collection<UInt8>) {
        for byte in bytes.prefix(left) {
            room[count] = byte
            count += 1
        }
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ number: UInt8) {
        if number > 99 { append(CollectionOfOne(UInt8(ascii: "0") + number / 100)) }
        if number > 9 { append(CollectionOfOne(UInt8(ascii: "0") + number / 10 % 10)) }
        append(CollectionOfOne(UInt8(ascii: "0") + number % 10))
    }

    mutating func append(_ address: IPAddress) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: IPAddress.maximumTextLength) { buffer in
            append(buffer[..<address.write(into: buffer)])
        }
    }
}
