import FoundationEssentials
import IPNetworks

/// The data of an `add` or `remove`: `{"ip":"192.0.2.7","confidenceLevel":93}`.
struct BlacklistEventData: Equatable {
    var ip: IPAddress
    var confidenceLevel: Int?

    init(ip: IPAddress, confidenceLevel: Int? = nil) {
        self.ip = ip
        self.confidenceLevel = confidenceLevel
    }

    /// `nil` for what is no such object.
    ///
    /// A full list arrives as hundreds of thousands of these, so the form in which our server writes them is read
    /// without a JSON decoder, twenty times faster. Any other spelling of the same object goes to the decoder.
    init?(_ data: [UInt8]) {
        if let usual = Self(usual: data.span) {
            self = usual
        } else if let decoded = try? JSONDecoder().decode(Decoded.self, from: Data(data)) {
            self.init(ip: decoded.ip, confidenceLevel: decoded.confidenceLevel)
        } else {
            return nil
        }
    }

    private struct Decoded: Decodable {
        var ip: IPAddress
        var confidenceLevel: Int?
    }

    private init?(usual data: Span<UInt8>) {
        var position = 0
        guard Self.skip("{\"ip\":\"", in: data, at: &position) else { return nil }
        let start = position
        // An escape has no place in an address: it ends here as no address.
        while position < data.count, data[position] != UInt8(ascii: "\"") { position += 1 }
        guard let ip = IPAddress(utf8: data.extracting(start..<position)) else { return nil }
        self.ip = ip
        if Self.skip("\"}", in: data, at: &position) {
            guard position == data.count else { return nil }
            return
        }
        guard Self.skip("\",\"confidenceLevel\":", in: data, at: &position) else { return nil }
        var level = 0
        let digits = position
        while position < data.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(data[position]) {
            level = level * 10 + Int(data[position] - UInt8(ascii: "0"))
            position += 1
            guard position - digits <= 3 else { return nil }
        }
        guard position > digits, Self.skip("}", in: data, at: &position), position == data.count else { return nil }
        confidenceLevel = level
    }

    private static func skip(_ text: StaticString, in data: Span<UInt8>, at position: inout Int) -> Bool {
        guard data.count - position >= text.utf8CodeUnitCount else { return false }
        let matches = text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { wanted[$0] == data[position + $0] }
        }
        if matches { position += text.utf8CodeUnitCount }
        return matches
    }
}
