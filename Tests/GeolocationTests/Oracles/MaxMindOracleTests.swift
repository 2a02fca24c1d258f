import Foundation
import IPNetworks
import Testing

@testable import Geolocation

extension Tag {
    /// Needs programs beside the toolchain's, and SIKKER_REAL_CLIENTS=1 to be run.
    @Tag static var realClients: Self
}

/// Databases that another writer made, asked with another reader: mmdb-writer (PyPI) and mmdblookup (Debian's mmdb-bin).
@Suite(.tags(.realClients), .enabled(if: ProcessInfo.processInfo.environment["SIKKER_REAL_CLIENTS"] == "1"))
struct MaxMindOracleTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
    private static let python = here.appending(path: "../../../.build/python/bin/python").standardized.path

    @Test(arguments: 1...3) func saysWhatMmdblookupSays(seed: Int) throws {
        let file = try TemporaryFile("")
        let script = Self.here.appending(path: "make-database.py").path
        _ = try Self.output("'\(Self.python)' '\(script)' \(seed) '\(file.path)'", in: file.folder)
        var configuration = PlaceConfiguration()
        configuration.databases = [file.path]
        let loading = PlaceTable.load(configuration)
        #expect(loading.errors.isEmpty)
        #expect(loading.table.summaries.first?.type == "Oracle-\(seed)")

        var random = SplitMix64(seed: UInt64(seed))
        let addresses = (0..<120).map { index in
            index % 3 < 2
                ? IPAddress(v4: 0x2d0a_0000 | UInt32.random(in: 0...0xffff, using: &random))
                : IPAddress(v6: 0x2a00 << 112 | UInt128(UInt64.random(in: 0...0xfff, using: &random)) << 72)
        }
        // One process for all: starting a hundred takes longer than everything else.
        let list = addresses.map(\.description).joined(separator: " ")
        let answers = try Self.output(
            "for ip in \(list); do echo \"= $ip\"; mmdblookup --file '\(file.path)' --ip $ip 2>/dev/null; done; true",
            in: file.folder
        ).split(separator: "= ").map { String($0) }
        try #require(answers.count == addresses.count)
        var known = 0
        for (address, answer) in zip(addresses, answers) {
            try #require(answer.hasPrefix(address.description))
            func text(_ name: String) -> String? {
                (try? Regex("\"\(name)\": *\\n *\"([^\"]*)\"").firstMatch(in: answer)?[1].substring).map { String($0) }
            }
            func number(_ name: String) -> UInt32? {
                (try? Regex("\"\(name)\": *\\n *([0-9]+)").firstMatch(in: answer)?[1].substring).flatMap { UInt32($0) }
            }
            let expected = Place(
                country: text("iso_code").flatMap { CountryCode($0) }, asn: number("autonomous_system_number"),
                organisation: text("autonomous_system_organization"))
            if expected != Place() { known += 1 }
            #expect((loading.table.place(of: address) ?? Place()) == expected, "\(address): \(answer)")
        }
        #expect(known > 20)
    }

    /// What a shell command prints.
    private static func output(_ command: String, in folder: URL) throws -> String {
        struct Failure: Error { var output: String }
        let result = folder.appending(path: "output").path
        // `system` waits on this thread alone, and needs no run loop.
        let status = system("( \(command) ) >'\(result)' 2>'\(result).errors'")
        guard status == 0 else {
            throw Failure(output: (try? String(contentsOfFile: result + ".errors", encoding: .utf8)) ?? "")
        }
        return try String(contentsOfFile: result, encoding: .utf8)
    }
}
