import Foundation
import IPNetworks
import Testing

@testable import Geolocation

/// Looking up where files lie against reading them as a whole.
@Suite struct PlaceSearchTests {
    /// Lines of a file: ascending ranges with gaps, comments and unknown countries among them.
    private static func text(seed: UInt64, lines: Int) -> String {
        var random = SplitMix64(seed: seed)
        var (next4, next6) = (UInt32(0), UInt128(0x2a00) << 112)
        var (text4, text6) = ("# made for tests\n", "")
        for _ in 0..<lines {
            next4 += UInt32.random(in: 1...200_000, using: &random)
            let last = next4 + UInt32.random(in: 0...100_000, using: &random)
            let country = ["DE", "US", "??", "CN", "ZZ"].randomElement(using: &random) ?? "DE"
            if Int.random(in: 0..<20, using: &random) == 0 { text4 += "# a comment\r\n\n" }
            text4 += "\(next4),\(last),\(country)\n"
            next4 = last + 1
            let last6 = next6 + UInt128.random(in: 0...0xffff_ffff_ffff, using: &random)
            text6 += "\(IPAddress(v6: next6)),\(IPAddress(v6: last6)),\(country)\n"
            next6 = last6 + UInt128.random(in: 1...0xffff, using: &random)
        }
        return text4 + text6
    }

    @Test(arguments: [0, 10, 40, 1000], [1, 2]) func findsWhatTheTableFinds(lines: Int, seed: UInt64) throws {
        let text = Self.text(seed: seed, lines: lines)
        let file = try TemporaryFile(text)
        guard lines > 0 else {
            #expect(RangeTextSearch(file.path)?.country(of: IPAddress(v4: 1)) == nil)
            return
        }
        let (search, table) = (try #require(RangeTextSearch(file.path)), try read(text))
        var addresses: [IPAddress] = [IPAddress(v4: 0), IPAddress(v4: .max), IPAddress(v6: .max), IPAddress(v6: 1)]
        for line in text.split(separator: "\n") where line.first != "#" {
            for end in line.split(separator: ",").prefix(2) {
                guard let bits = UInt32(end) else {
                    let address = try #require(IPAddress(String(end)))
                    addresses += [address, IPAddress(v6: address.mapped + 1), IPAddress(v6: address.mapped - 1)]
                    continue
                }
                addresses += [IPAddress(v4: bits), IPAddress(v4: bits &+ 1), IPAddress(v4: bits &- 1)]
            }
        }
        for address in addresses {
            #expect(search.country(of: address) == table.place(of: address)?.country, "\(address)")
        }
    }

    @Test func severalFilesCompleteEachOther() throws {
        let text = try TemporaryFile("16777216,16777471,AU\n", named: "geoip")
        var database = TestDatabase()
        database.insert(
            try #require(IPPrefix("1.0.0.0/25")),
            .map([
                ("autonomous_system_number", .number(64500, bytes: 4)),
                ("autonomous_system_organization", .text("Example")),
                ("country", .map([("iso_code", .text("NZ"))])),
            ]))
        let mmdb = try TemporaryFile(database.bytes, named: "asn.mmdb")
        let exits = try TemporaryFile("1.0.0.9\n", named: "exits")
        for order in [[text.path, mmdb.path], [mmdb.path, text.path]] {
            var configuration = PlaceConfiguration()
            configuration.databases = order
            configuration.torExits = [exits.path]
            let (search, table) = (PlaceSearch(configuration), PlaceTable.load(configuration).table)
            #expect(search.errors.isEmpty && search.isCurrent)
            for number in [0, 9, 127, 128, 255, 256] as [UInt32] {
                let address = IPAddress(v4: 0x0100_0000 + number)
                #expect(search.place(of: address) == table.place(of: address), "\(address)")
            }
            #expect(search.place(of: IPAddress(v4: 0x0100_0009))?.isTor == true)
        }
    }

    @Test func aFileThatChangesIsNoticed() throws {
        let file = try TemporaryFile("16777216,16777471,AU\n")
        var configuration = PlaceConfiguration()
        configuration.databases = [file.path]
        let search = PlaceSearch(configuration)
        #expect(search.isCurrent)
        try Data("16777216,16777471,AU\n16777472,16777473,DE\n".utf8).write(to: URL(filePath: file.path))
        #expect(!search.isCurrent)
        // Cut in place: what is not there any more is not known, and nobody is killed.
        _ = truncate(file.path, 5)
        #expect(search.place(of: IPAddress(v4: 16_777_300)) == nil)
        try FileManager.default.removeItem(atPath: file.path)
        #expect(!search.isCurrent && PlaceSearch(configuration).errors.count == 1)
    }

    @Test func whatIsNoSuchFileIsNotSearched() throws {
        #expect(RangeTextSearch("/no/such/file") == nil && RangeTextSearch("/dev/null") == nil)
        for text in ["", "nothing\n", "16777472,16777473,DE\n16777216,16777471,AU\n", "1,2,DE"] {
            #expect(RangeTextSearch(try TemporaryFile(text).path) == nil, "\(text)")
        }
    }

    /// Anything may stand in a file: no answer but what a line says.
    @Test(arguments: 1...40) func garbageSaysNothing(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array(Self.text(seed: seed, lines: 400).utf8)
        for _ in 0..<Int.random(in: 1...2000, using: &random) {
            bytes[Int.random(in: 200..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        guard let search = RangeTextSearch(try TemporaryFile(bytes).path) else { return }
        for _ in 0..<100 { _ = search.country(of: IPAddress(v4: UInt32.random(in: 0 ... .max, using: &random))) }
    }

    @Test func debiansFiles() throws {
        let paths = PlaceConfiguration().effectiveDatabases
        try #require(paths.count == 2, "Debian's tor-geoipdb is missing")
        let (search, table) = (PlaceSearch(PlaceConfiguration()), PlaceTable.load(PlaceConfiguration()).table)
        var random = SplitMix64(seed: 3)
        for _ in 0..<2000 {
            let v4 = IPAddress(v4: UInt32.random(in: 0 ... .max, using: &random))
            let v6 = IPAddress(v6: 0x2000 << 112 | UInt128.random(in: 0...(1 << 124), using: &random) >> 3)
            #expect(search.place(of: v4) == table.place(of: v4), "\(v4)")
            #expect(search.place(of: v6) == table.place(of: v6), "\(v6)")
        }
    }
}
