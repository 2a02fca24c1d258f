import APIClient
import Foundation
import Settings
import TestGuards
import Testing

@testable import Guard

/// Changes that are made while the guard runs.
struct KeptSettingsTests {
    private let folder: Folder
    private let kept: KeptSettings

    init() throws {
        folder = try Folder()
        kept = KeptSettings(folder.path("data/settings.yaml"))
    }

    private func effective(_ environment: [String: String] = [:]) -> EffectiveSettings<GuardConfiguration> {
        GuardConfiguration.reading(
            .usual(folder.path("none.yaml")),
            SettingSources(
                flags: ["data": .text(folder.path("data"))],
                environment: environment.merging(["SIKKER_CUSTOM_BLACKLIST": "/a"]) { given, _ in given }))
    }

    @Test func aChangeHoldsUntilItIsTakenBack() throws {
        try kept.change("score_minimum", to: "75", beside: effective())
        try kept.change("whitelist", to: "198.51.100.0/24, office.example", beside: effective())
        let changed = effective()
        #expect(changed.faults.isEmpty && changed.settings.blacklist.scoreMinimum == 75)
        #expect(changed.settings.whitelist.map(\.description) == ["198.51.100.0/24", "office.example"])
        #expect(changed.origins["score_minimum"] == .kept(folder.path("data/settings.yaml"), line: 2))
        try kept.change("score_minimum", to: nil, beside: changed)
        #expect(effective().settings.blacklist.scoreMinimum == 50 && effective().settings.whitelist.count == 2)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("data/settings.yaml"))
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test(arguments: [
        ("score_minimum", "0", "'score_minimum' takes a whole number from 1 to 100, not '0'"),
        ("score_minimm", "60", "there is no setting 'score_minimm'; did you mean 'score_minimum'?"),
        (
            "backend", "dry-run",
            "'backend' would leave the disk alone, where changes are kept: change it in the file, or switch 'log_only' on"
        ),
        ("data", "/elsewhere", "'data' is set by --data, which wins: change it there"),
        ("lists", "x", "'lists' is too much for one line: change it in the file"),
        (
            "sources.off", "a\nkeep: true",
            "'sources.off' takes identifiers or names of sources, of 1 to 100 characters, in one line"
        ),
        ("pull_interval", "2h", "'pull_interval' is set by SIKKER_PULL_INTERVAL, which wins: change it there"),
        ("api.key", "a b", "'api.key' takes a key that begins with sk_"),
    ])
    func whatCannotBeChangedIsSaid(_ name: String, _ value: String, _ sentence: String) {
        do {
            try kept.change(name, to: value, beside: effective(["SIKKER_PULL_INTERVAL": "3h"]))
            Issue.record("it was taken")
        } catch {
            #expect(error.description == sentence)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("data/settings.yaml")))
    }

    @Test func whatCountsFromTheStartOnIsKeptForIt() throws {
        try kept.change("ipv6", to: "false", beside: effective())
        #expect(effective().settings.coversIPv6 == false)
    }

    @Test func whatWasThereBeforeCanBeWrittenBack() throws {
        try kept.change("score_minimum", to: "75", beside: effective())
        let before = try kept.change("score_minimum", to: "80", beside: effective())
        #expect(before == ["score_minimum": "75"])
        try kept.write(before)
        #expect(effective().settings.blacklist.scoreMinimum == 75)
    }

    // MARK: - As a file

    /// What a file would change.
    private func changes(
        _ text: String, isReplacing: Bool = false, _ environment: [String: String] = [:]
    ) throws -> KeptSettings.Changes {
        try kept.changes(in: text, isReplacing: isReplacing, beside: effective(environment))
    }

    private static let secret = "sk_0123456789abcdef0123456789abcdef"

    @Test func whatIsKeptIsWrittenAsASettingsFileAndReadAgain() throws {
        #expect(kept.summary == "nothing changed" && kept.text.split(separator: "\n").count == 1)
        try kept.change(
            [
                "whitelist": "198.51.100.0/24, office.example", "report.interval": "90m", "report.enabled": "false",
                "score_minimum": "70", "dashboard.tls.certificate": "/etc/a: b#c.pem",
                "dashboard.stats_token": Self.secret,
            ], beside: effective())
        let text = kept.text
        #expect(
            text.split(separator: "\n").dropFirst().joined(separator: "\n") == """
                score_minimum: 70
                whitelist:
                  - 198.51.100.0/24
                  - office.example
                report:
                  enabled: false
                  interval: 90m
                dashboard:
                  tls:
                    certificate: "/etc/a: b#c.pem"
                """)
        #expect(!kept.summary.contains(Self.secret) && kept.summary.hasPrefix("score_minimum: 70; whitelist: 198"))
        // It is a settings file, and taking it over changes nothing.
        let file = try SettingsFile(path: "x", text: text).sorted(into: GuardConfiguration.catalogue)
        #expect(file.faults.isEmpty && file.values.count == 5)
        #expect(try changes(text, isReplacing: true).isEmpty)
        // Secrets stay, all else goes.
        #expect(
            try changes("{}", isReplacing: true).keys.sorted() == [
                "dashboard.tls.certificate", "report.enabled", "report.interval", "score_minimum", "whitelist",
            ])
        #expect(try changes("score_minimum: 71") == ["score_minimum": "71"])
        #expect(try changes("whitelist: [ 198.51.100.0/24 , office.example ]\nreport.enabled: no").isEmpty)
    }

    @Test func aFileIsTakenWholeOrNotAtAll() throws {
        #expect(throws: SettingFault.self) {
            try kept.change(["score_minimum": "70", "report.interval": "soon"], beside: effective())
        }
        #expect(kept.value(of: "score_minimum") == nil)
    }

    @Test func whatIsSoAnywayIsNotKept() throws {
        let environment = ["SIKKER_PULL_INTERVAL": "3h"]
        #expect(try changes("pull_interval: 3h\ndry_run: false\ncustom_blacklist: [/a]", environment).isEmpty)
        #expect(try changes("pull_interval: 4h", environment) == ["pull_interval": "4h"])
        // What is kept and has no effect is not in the way.
        try kept.change("pull_interval", to: "2h", beside: effective())
        #expect(try changes("{}", isReplacing: true, environment).isEmpty)
    }

    @Test(arguments: [
        (
            "api:\n  key: sk_0123456789",
            "settings.yaml:2: 'api.key' is about a secret, which is entered by itself: take the line out"
        ),
        (
            "api: {key_file: /etc/key}",
            "settings.yaml:1: 'api.key_file' is about a secret, which is entered by itself: take the line out"
        ),
        (
            "lists:\n  - {name: a, url: 'https://a.example/x'}",
            "settings.yaml:2: 'lists' is too much for one line: write it into the settings file of that machine"
        ),
        (
            "custom_blacklist: ['/a,b']",
            "settings.yaml:1: 'custom_blacklist' is too much for one line: write it into the settings file of that machine"
        ),
        ("score: 1", "settings.yaml:1: there is no setting 'score'"),
        ("just words", "settings.yaml:1: the file takes names and values, such as 'api.key: …'"),
        ("score_minimum: [1, 2]", "settings.yaml:1: 'score_minimum' takes a whole number from 1 to 100, not a list"),
        ("a: [", "settings.yaml:2: this is not YAML: did not find expected node content"),
        ("a: &x [*x]", ""), (String(repeating: "#", count: 70_000), "the settings may have at most 64 KB"),
    ])
    func whatCannotBeTakenOverIsSaid(_ text: String, _ sentence: String) throws {
        let fault = #expect(throws: SettingFault.self) { try changes(text) }
        if !sentence.isEmpty { #expect(fault?.description == sentence) }
        #expect(fault?.description.contains("sk_") == false)
    }

    @Test func aBrokenFileIsSaidAndNotOverwritten() throws {
        try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
        try folder.write("data/settings.yaml", "score_minimum: [")
        #expect(effective().faults.count == 1)
        #expect(throws: SettingFault.self) { try kept.change("score_minimum", to: "60", beside: effective()) }
        #expect(try String(contentsOfFile: folder.path("data/settings.yaml"), encoding: .utf8) == "score_minimum: [")
    }
}
