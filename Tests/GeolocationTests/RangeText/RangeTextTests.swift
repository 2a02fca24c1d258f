import Foundation
import IPNetworks
import Testing

@testable import Geolocation

@Suite struct RangeTextTests {
    @Test func readsNumbersAndText() throws {
        let table = try read(
            """
            # a comment, and an empty line

            16777216,16777471,AU
            16777472,16778239,??
            45.10.0.0,45.10.0.255,de\r
            4294967295,4294967295,US
            2001:4:112::,2001:4:112:ffff:ffff:ffff:ffff:ffff,US
            ffff:ffff::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,ZZ

            """)
        for (text, country) in [
            ("1.0.0.0", "AU"), ("1.0.0.255", "AU"), ("1.0.1.0", nil), ("45.10.0.77", "DE"), ("45.10.1.0", nil),
            ("255.255.255.255", "US"), ("2001:4:112::1", "US"), ("2001:4:113::", nil), ("ffff:ffff::1", nil),
        ] as [(String, String?)] {
            #expect(table.place(of: try #require(IPAddress(text)))?.country?.text == country, "\(text)")
        }
    }

    @Test(arguments: [
        ("16777216,16777471,AUS", 1), ("16777216,16777471", 1), ("16777216;16777471;AU", 1),
        ("16777471,16777216,AU", 1), ("16777216,2001::,AU", 1), ("4294967296,4294967297,AU", 1), (",16777216,AU", 1),
        ("1.2.3,1.2.4,AU", 1), ("16777216,16777471,AU\n16777471,16777472,AU", 2),
        ("# one\n\n2001::,2001::5,AU\n2001::5,2001::6,AU", 4), ("16777216,16777471,AU,x", 1), ("-1,5,AU", 1),
        ("16777216,16777471,AU\n\u{0},\u{0},AU", 2), ("0,1,AU\n1111111111111111111111111111111111111111111111,1,AU", 2),
    ]) func namesTheLineThatIsWrong(text: String, line: Int) {
        // What does not begin like such a file is none at all.
        #expect {
            try read(text + "\n")
        } throws: { error in
            switch error as? PlaceError.Reason {
            case .line(let number, let why): number == line && !why.isEmpty
            case .unknownFormat: line == 1
            default: false
            }
        }
    }

    @Test func aFileThatIsCutIsNotWhole() {
        let text = "16777216,16777471,AU\n16777472,16778239,CN\n"
        for count in 1..<text.count where count != text.count / 2 {
            let part = String(text.prefix(count))
            guard !part.hasSuffix("\n") else { continue }
            #expect(throws: PlaceError.Reason.self, "\(part)") { try read(part) }
        }
        #expect(throws: PlaceError.Reason.cut) { try read("16777216,16777471,AU\n16777472,1677") }
        #expect(throws: PlaceError.Reason.noNetworks) { try read("# nothing\n") }
        #expect(throws: PlaceError.Reason.unknownFormat) { try read("") }
    }

    /// Tor's files against a reader that splits lines; every 2000th line of them, and the addresses at its ends.
    @Test func tellsOfTorsFilesWhatTheyTell() throws {
        for path in PlaceConfiguration.debianDatabases {
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                .filter { !$0.hasPrefix("#") }
            let picked = stride(from: 0, to: lines.count, by: 2_000).map { lines[$0] }
            let table = try read(picked.joined(separator: "\n") + "\n")
            for line in picked {
                let fields = line.split(separator: ",")
                for field in fields.prefix(2) {
                    let address = try #require(UInt32(field).map { IPAddress(v4: $0) } ?? IPAddress(String(field)))
                    let expected = CountryCode(fields[2]).flatMap { $0.name == nil ? nil : $0 }
                    // Tunnels' addresses are where those are that they carry.
                    guard address.carriedIPv4 == nil else { continue }
                    #expect(table.place(of: address)?.country == expected, "\(line)")
                }
            }
        }
    }
}
