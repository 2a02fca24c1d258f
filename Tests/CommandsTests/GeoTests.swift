import FoundationEssentials
import TestLoop
import Testing

/// Databases are looked into without a server.
@Suite("Places") struct GeoTests {
    private struct Row: Decodable {
        var file: String
        var role: String
        var asOf: String?
        var ipv4Ranges: Int
        var countries: Int
    }

    @Test func statusAndLookup() throws {
        let folder = try LoopFolder()
        let (database, exits) = (folder.file("db"), folder.file("exits"))
        try Data("755630080,755695615,DE\n2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n".utf8).write(
            to: URL(filePath: database))
        try Data("45.10.1.2\n".utf8).write(to: URL(filePath: exits))
        let options = ["--database", database, "--tor-exits", exits]
        let status = try Invocation(["geo", "status", "--json"] + options)
        #expect(status.status == 0)
        let rows = try JSONDecoder().decode([Row].self, from: Data(status.standardOutput.utf8))
        #expect(rows.map(\.file) == [database, exits] && rows.map(\.role) == ["database", "tor exits"])
        #expect(rows.map(\.countries) == [2, 0] && rows.map(\.ipv4Ranges) == [1, 1])
        #expect(rows.allSatisfy { $0.asOf != nil })
        let table = try Invocation(["geo", "status"] + options)
        #expect(table.status == 0 && table.standardOutput.contains("ranges of countries"))
        let lookup = try Invocation(["geo", "lookup", "45.10.1.2", "2001:200::1", "45.11.1.2"] + options)
        #expect(lookup.status == 0)
        let lines = lookup.standardOutput.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix("45.10.1.2") && lines[1].hasSuffix("DE    Germany, Tor exit"))
        #expect(lines[2].hasSuffix("JP    Japan") && lines[3].hasSuffix("–     unknown"))

        try Data("755630080,755695615,DE\n755695616,75".utf8).write(to: URL(filePath: database))
        let damaged = try Invocation(["geo", "status"] + options)
        #expect(damaged.status != 0)
        #expect(damaged.standardError.contains("\(database) ends in the middle of a line"))
        #expect(damaged.standardOutput.contains(exits))
        #expect(try Invocation(["geo", "lookup", "nowhere"] + options).status == 2)
    }
}
