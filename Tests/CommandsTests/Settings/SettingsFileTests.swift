import TestLoop
import Testing
import ThreatAPI
import ThreatModel

@testable import Commands
@testable import Settings

@Suite("A settings file") struct SettingsFileTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let faults: [String]
        var testDescription: String { String(text.prefix(60)).replacing("\n", with: "⏎") }
    }

    static let tierNames = "id, name, lookups, reports, blacklist, taxii, alerts, range_alerts, widest_range"

    static let cases: [Case] = [
        Case(text: "", faults: []),
        Case(text: "# nothing\n", faults: []),
        Case(text: "log:\n", faults: []),
        Case(text: "log: ~\nlisten: '[::]:80'\n", faults: []),
        Case(text: "lsiten: x\n", faults: ["f:1: there is no setting 'lsiten'; did you mean 'listen'?"]),
        Case(
            text: "retention-days: 3\n",
            faults: [
                "f:1: there is no setting 'retention-days'; did you mean 'retention_days'?"
            ]),
        Case(text: "\nlevel: info\n", faults: ["f:2: there is no setting 'level'; did you mean 'log.level'?"]),
        Case(text: "quux: 1\n", faults: ["f:1: there is no setting 'quux'"]),
        Case(text: "log:\n  colour: yes\n", faults: ["f:2: there is no setting 'log.colour'"]),
        Case(text: "log: info\n", faults: ["f:1: 'log' takes names and values, such as 'listen: …'"]),
        Case(text: "- listen\n", faults: ["f:1: the file takes names and values, such as 'listen: …'"]),
        Case(
            text: "listen:\n",
            faults: [
                "f:1: 'listen' takes an address and a port such as 127.0.0.1:7063 or [::1]:7063"
            ]),
        Case(
            text: "retention_days: [1]\n",
            faults: [
                "f:1: 'retention_days' takes a whole number from 1 to 3650, not a list"
            ]),
        Case(
            text: "retention_days:\n  days: 3\n",
            faults: [
                "f:2: 'retention_days' takes a whole number from 1 to 3650, not a section"
            ]),
        Case(
            text: "retention_days: 30.5\nopen_metrics: maybe\n",
            faults: [
                "f:1: 'retention_days' takes a whole number from 1 to 3650, not '30.5'",
                "f:2: 'open_metrics' takes true or false, not 'maybe'",
            ]),
        Case(
            text: "own_networks:\n  - 198.51.100.0/24\n  - home\n",
            faults: [
                "f:3: 'own_networks' takes addresses and networks such as 198.51.100.0/24, not 'home'"
            ]),
        Case(
            text: "public_url: example.org\n",
            faults: [
                "f:1: 'public_url' takes a URL such as https://sikker.example, not 'example.org'"
            ]),
        Case(text: "tiers: 7\n", faults: ["f:1: 'tiers' takes a list of 1 to 100 tiers, each with its id"]),
        Case(text: "tiers: []\n", faults: ["f:1: 'tiers' takes a list of 1 to 100 tiers, each with its id"]),
        Case(
            text: "tiers:\n  - free\n",
            faults: [
                "f:2: 'tiers' takes tiers written like 'id: free', field by field"
            ]),
        Case(
            text: "tiers:\n  - id: free\n    lookups: lots\n",
            faults: [
                "f:3: 'tiers' takes a whole number from 0 to 1000000000000, or unlimited as 'lookups' of tier 'free', "
                    + "not 'lots'"
            ]),
        Case(
            text: "tiers:\n  - id: free\n    lokups: 1\n",
            faults: [
                "f:3: 'tiers' has no field 'lokups' in a tier; did you mean 'lookups'?; there are \(tierNames)"
            ]),
        Case(
            text: "tiers:\n  - id: Gold Tier\n",
            faults: [
                "f:2: 'tiers' takes 1 to 32 small letters, digits and underscores that begin with a letter as 'id' of tier "
                    + "'Gold Tier', not 'Gold Tier'"
            ]),
        Case(text: "tiers:\n  - id: free\n  - id: free\n", faults: ["f:3: 'tiers' has two tiers with the id 'free'"]),
        Case(
            text: "tiers:\n  - id: gold\n    name: Gold\n",
            faults: [
                "f:2: 'tiers' needs 'lookups' in tier 'gold': a whole number from 0 to 1000000000000, or unlimited"
            ]),
        Case(
            text: "tiers:\n  - name: Gold\n",
            faults: [
                "f:2: 'tiers' needs 'id' in a tier: 1 to 32 small letters, digits and underscores that begin with a letter"
            ]),
        Case(
            text: "tiers:\n  - id: free\n    widest_range: 33\n",
            faults: [
                "f:3: 'tiers' takes a whole number from 0 to 32 as 'widest_range' of tier 'free', not '33'"
            ]),
    ]

    @Test("Everything that is wrong is said, with its line and what would be right", arguments: cases)
    func faults(_ file: Case) throws {
        let effective = SettingSources<ServerSettings>(file: try SettingsFile(path: "f", text: file.text)).read()
        #expect(effective.faults.map(\.description) == file.faults)
    }

    @Test(
        "What is no YAML is said, with its line",
        arguments: [
            ("listen: [1\n", 2), ("a: b: c\n", 1), ("\tx: 1\n", 1), ("listen: a\nlisten: b\n", 2),
            ("--- a\n--- b\n", 2),
        ])
    func noYAML(_ text: String, _ line: Int) throws {
        do {
            _ = try SettingsFile(path: "f", text: text)
            Issue.record("accepted")
        } catch {
            #expect(error.origin.line.map { abs($0 - line) <= 1 } == true, "\(error)")
        }
    }

    @Test func whatIsTooMuchIsRefused() throws {
        // Ten lists of the one before, nine times over: 10⁹ texts in 500 bytes.
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for depth in 1...9 {
            bomb +=
                "a\(depth): &a\(depth) [" + Array(repeating: "*a\(depth - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        #expect(throws: SettingFault.self) { try SettingsFile(path: "f", text: bomb) }
        let deep = "listen: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: SettingFault.self) { try SettingsFile(path: "f", text: deep) }
        let folder = try LoopFolder()
        try folder.write(String(repeating: "# long\n", count: 200_000), to: "long.yaml")
        #expect(throws: SettingFault.self) { try SettingsFile(path: folder.file("long.yaml")) }
        #expect(throws: SettingFault.self) { try SettingsFile(path: folder.file("none.yaml")) }
        #expect(throws: SettingFault.self) { try SettingsFile(path: folder.path) }
    }

    @Test func aTableOfTiersReplacesTheDefaultOneAndKeepsTheOperators() throws {
        let file = try SettingsFile(
            path: "f",
            text: """
                tiers:
                  - id: free
                    lookups: 10
                    taxii: unlimited
                  - {id: gold, name: Gold, lookups: 0, reports: 5, blacklist: 7, taxii: 9, alerts: 1, range_alerts: 2,
                     widest_range: 22}
                """)
        let tiers = SettingSources<ServerSettings>(file: file).read().settings.api.tiers
        #expect(tiers.map(\.id) == ["free", "gold", "operator"])
        #expect(tiers[0].name == "Free" && tiers[0].lookups == 10 && tiers[0].reports == 1000 && tiers[0].taxii == nil)
        #expect(tiers[1].lookups == 0 && tiers[1].taxii == 9)
        #expect(tiers[1].alerts.subjects == 1 && tiers[1].alerts.ranges == 2 && tiers[1].alerts.widestIPv4Prefix == 22)
        #expect(tiers[2].lookups == nil)
    }

    @Test(
        "The name that was meant is found",
        arguments: [
            ("listen", "listen"), ("lisetn", "listen"), ("Listen", "listen"), ("level", "log.level"),
            ("retention-days", "retention_days"), ("retention_day", "retention_days"), ("x", nil), ("whatever", nil),
        ] as [(String, String?)])
    func nearest(_ name: String, _ meant: String?) {
        #expect(NearestName.nearest(to: name, among: ServerSettings.catalogue.map(\.name)) == meant)
    }

    /// Arbitrary bytes are refused or read, and never trap.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func mutatedFilesAreJudged(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = Array(SettingsExample<ServerSettings>.text(usualPath: "/etc/x.yaml").replacing("#", with: "").utf8)
        for _ in 0..<Int.random(in: 1...30, using: &generator) {
            let index = Int.random(in: bytes.indices, using: &generator)
            if Bool.random(using: &generator) {
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            } else {
                bytes.removeSubrange(index..<min(bytes.count, index + 40))
            }
        }
        guard let file = try? SettingsFile(path: "f", text: String(decoding: bytes, as: UTF8.self)) else { return }
        _ = SettingSources<ServerSettings>(file: file).read()
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
