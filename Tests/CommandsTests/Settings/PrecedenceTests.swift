import IPNetworks
import Testing
import ThreatAPI

@testable import Commands
@testable import Settings

/// An option wins over a variable, a variable over the file, the file over the default: for every setting.
@Suite("Where a setting's value comes from") struct PrecedenceTests {
    /// Three values of each kind that nobody has by default. A setting of a new kind needs a line here.
    static let samples: [String: [String]] = [
        "host:port": ["0.0.0.0:1", "[::1]:2", "localhost:3"], "folder": ["/a", "/b", "/c"],
        "url": ["https://a.example", "http://b.example:80", "https://c.example/d"],
        "network": ["198.51.100.0/24", "203.0.113.7/32", "2001:db8::/32"], "number": ["1001", "1002", "1003"],
        "file": ["/a.mmdb", "b.txt", "/c"], "name": ["a", "b", "c-d"],
        "true|false": ["true", "false", "true"], "level": ["debug", "warning", "error"],
        "path": ["/a", "/b", "/c"], "seconds": ["31", "32", "33"], "file|-": ["-", "/b", "c.log"],
        "domain": ["bl.example.org", "b.example", "c_c.example"], "confidence": ["51", "60", "100"],
        "address:port": ["192.0.2.1:53", "[::1]:5300", "0.0.0.0:0"],
        "field": ["forwarded", "none", "x-forwarded-for"], "address": ["a@a.example", "b@b.example", "c@c.example"],
    ]

    static func settings() -> [String] { ServerSettings.catalogue.filter { $0.shape != .table }.map(\.name) }

    @Test("The strongest wins, and says so", arguments: settings())
    func order(_ name: String) throws {
        let setting = try #require(ServerSettings.catalogue.first { $0.name == name })
        let values = try #require(Self.samples[setting.valueName], "no sample of \(setting.valueName)")
        let variable = try #require(setting.variable)
        let parts = name.split(separator: ".")
        let text = parts.enumerated().map { depth, part in
            String(repeating: "  ", count: depth) + "\(part):" + (depth == parts.count - 1 ? " \"\(values[0])\"" : "\n")
        }.joined()
        let file = try SettingsFile(path: "/f", text: "\n" + text)
        var sources = SettingSources<ServerSettings>()
        func value() -> (String?, SettingOrigin) {
            let effective = sources.read()
            #expect(effective.faults.isEmpty, "\(effective.faults)")
            return (setting.value(effective.settings)?.summary, effective.origin(of: setting))
        }
        #expect(value() == (setting.value(ServerSettings())?.summary, .default))
        sources.file = file
        #expect(value() == (values[0], .file("/f", line: parts.count + 1)))
        sources.environment[variable] = values[1]
        #expect(value() == (values[1], .variable(variable)))
        sources.environment[variable] = ""
        #expect(value().0 == values[0])
        sources.environment[variable] = values[1]
        if let flag = setting.flag {
            sources.flags[name] = .text(values[2])
            #expect(value() == (values[2], .flag(flag)))
        }
    }

    @Test func aListIsWrittenInThreeWays() throws {
        let wanted = "198.51.100.0/24, 2001:db8::1/128"
        let file = try SettingsFile(path: "/f", text: "own_networks: [198.51.100.0/24, '2001:db8::1']")
        for sources in [
            SettingSources<ServerSettings>(file: file),
            SettingSources<ServerSettings>(environment: ["SIKKER_OWN_NETWORKS": "198.51.100.0/24, 2001:db8::1"]),
            SettingSources<ServerSettings>(flags: ["own_networks": .list(["198.51.100.0/24", "2001:db8::1"])]),
        ] {
            let effective = sources.read()
            #expect(effective.faults.isEmpty)
            #expect(effective.settings.api.ownNetworks.map { "\($0)" }.joined(separator: ", ") == wanted)
        }
    }

    @Test func whatIsWrongIsSaidEvenWhereSomethingStrongerHolds() throws {
        var sources = SettingSources<ServerSettings>(file: try SettingsFile(path: "/f", text: "retention_days: 0"))
        sources.environment["SIKKER_LOG_LEVEL"] = "loud"
        sources.flags["retention_days"] = .text("90")
        let effective = sources.read()
        #expect(effective.settings.api.retentionDays == 90)
        #expect(
            effective.faults.map(\.description) == [
                "SIKKER_LOG_LEVEL: takes one of debug, info, warning, error, not 'loud'",
                "/f:1: 'retention_days' takes a whole number from 1 to 3650, not '0'",
            ])
        #expect(throws: CommandFailure.self) { try effective.usable() }
    }
}
