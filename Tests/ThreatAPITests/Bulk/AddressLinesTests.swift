import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Addresses, one a line")
struct AddressLinesTests {
    static func parse(_ text: String) throws(RequestError) -> [String] {
        try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(RequestError) in try AddressLines.parse(bytes) }
            .map(\.description)
    }

    @Test("Each address once, in the order of its first line")
    func distinct() throws {
        #expect(
            try Self.parse("\u{feff}45.66.1.2\r\n\n  2A00::1\t\n45.66.1.1\n::ffff:45.66.1.2\n \n2a00:0::1")
                == ["45.66.1.2", "2a00::1", "45.66.1.1"])
        #expect(try Self.parse("").isEmpty && Self.parse("\n\r\n \n").isEmpty)
    }

    @Test(
        "A line that is no address is named",
        arguments: [
            ("x", 1), ("1.1.1.1\n\n1.1.1.1.1", 3), ("1.1.1.1, 2.2.2.2", 1), ("1.1.1.1\nfe80::1%eth0\n", 2),
            ("1.1.1.1\r2.2.2.2", 1), ("1.1.1.0/24", 1),
        ])
    func invalid(_ text: String, _ line: Int) {
        let error = #expect(throws: RequestError.self) { try Self.parse(text) }
        #expect(error?.status == 400 && error?.sentence == "line \(line) must be an IPv4 or IPv6 address")
    }

    @Test("So many addresses and no more")
    func maximum() throws {
        let most = (0..<10_000).map { IPAddress(v4: 0x2d00_0000 + $0).description }.joined(separator: "\n")
        #expect(try Self.parse(most + "\n" + most).count == 10_000)
        let error = #expect(throws: RequestError.self) { try Self.parse(most + "\n9.9.9.9") }
        #expect(error?.status == 413)
    }
}
