import APIClient
import Blocklists
import Settings
import TestGuards
import Testing

@testable import Guard

/// One list says what can be set about a guard: variables, the file, options and the example follow it.
struct GuardCatalogueTests {
    typealias Sources = SettingSources<GuardConfiguration>
    static let catalogue = GuardConfiguration.catalogue

    /// Three values of each kind that nobody has by default. A setting of a new kind needs a line here.
    static let samples: [String: [String]] = [
        "number": ["61", "62", "63"], "time": ["2h", "3h", "4d"], "feed": ["ssh", "mail", "all"],
        "path": ["/a", "/b", "/c"],
        "entry": ["198.51.100.0/24", "office.example", "2001:db8::1"], "percent": ["1", "2.5", "100"],
        "whole percent": ["0", "50", "95"],
        "host:port": ["db.example:5432", "192.0.2.1:22", "[2001:db8::1]:22"], "size": ["16M", "2G", "64G"],
        "interface": ["eth0", "wlan1", "bond0"], "mode": ["native", "generic", "native"],
        "source": ["abuseipdb", "blocklist-de-ssh", "office.txt"],
        "list": ["spamhaus-drop", "tor-exits", "greensnow"],
        "country": ["DE", "US", "FR"], "asn": ["AS64500", "AS1", "AS4294967295"],
        "protocol": ["ssh", "http", "sip"], "severity": ["low", "high", "very_high"],
        "host name": ["guard.example", "a.example", "b.example"],
        "mail address": ["a@b.example", "ops@example.com", "o'brien@example.com"], "udp port": ["53", "123", "65535"],
        "true|false": ["true", "false", "true"], "choice": ["nftables", "dry-run", "nftables"],
        "port": ["1", "off", "65535"], "address": ["0.0.0.0", "::1", "192.0.2.1"],
        "url": ["https://a.example", "http://b.example:80", "https://c.example/d"],
    ]

    private func samples(of setting: Setting<GuardConfiguration>) throws -> [String] {
        if setting.name == "notifications.url" {
            return ["https://a.example/x?y=z", "http://127.0.0.1:8080/b", "http://localhost/c"]
        }
        if setting.isSecret { return ["sk_0123456789abcdef", "sk_1123456789abcdef", "sk_2123456789abcdef"] }
        switch setting.name {
        case "blacklist.ip_version": return ["4", "6", "4"]
        case "log.level": return ["debug", "warning", "error"]
        case "report.interval": return ["1m", "3h", "1d"]
        case "history.retention": return ["1d", "7d", "366d"]
        default: break
        }
        return try #require(Self.samples[setting.valueName], "no sample of \(setting.valueName)")
    }

    @Test func everyNameIsItsOwn() {
        #expect(Set(Self.catalogue.map(\.name)).count == Self.catalogue.count)
        let flags = Self.catalogue.compactMap(\.flag)
        #expect(Set(flags).count == flags.count && !flags.contains("config") && !flags.contains("json"))
        let variables = Self.catalogue.compactMap(\.variable)
        #expect(Set(variables).count == variables.count && !variables.contains(GuardConfiguration.scope.variable))
        for setting in Self.catalogue {
            #expect(setting.variable?.hasPrefix("SIKKER_") ?? true)
            #expect(setting.name.wholeMatch(of: /[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*/) != nil)
            #expect(!Self.catalogue.contains { $0.name.hasPrefix(setting.name + ".") }, "a section cannot have a value")
            #expect(setting.summary.first?.isUppercase == false && !setting.summary.hasSuffix("."))
        }
    }

    @Test("The strongest wins, and says so", arguments: catalogue.filter { $0.shape != .table }.map(\.name))
    func precedence(_ name: String) throws {
        let folder = try Folder()
        let setting = try #require(Self.catalogue.first { $0.name == name })
        let values = try samples(of: setting)
        var sources = Sources()
        func value() -> (String?, SettingOrigin) {
            let effective = sources.read()
            #expect(effective.faults.isEmpty, "\(effective.faults)")
            return (setting.value(effective.settings)?.summary, effective.origin(of: setting))
        }
        #expect(value() == (setting.value(GuardConfiguration())?.summary, .default))
        sources.kept = try SettingsFile(path: "/kept", text: "\(name): \"\(values[2])\"")
        #expect(value() == (values[2], .kept("/kept", line: 1)))
        sources.file = try SettingsFile(path: "/f", text: "\n\(name): \"\(values[0])\"")
        #expect(value() == (values[0], .file("/f", line: 2)))
        if let credential = setting.credentialName {
            try folder.write(credential, values[2] + "\n")
            sources.environment["CREDENTIALS_DIRECTORY"] = folder.path
            #expect(value() == (values[2], .credential(credential)))
        }
        if let variable = setting.fileVariable {
            sources.environment[variable] = try folder.write("named", values[0] + "\nmore")
            #expect(value() == (values[0], .variable(variable)))
        }
        let variable = try #require(setting.variable)
        sources.environment[variable] = values[1]
        #expect(value() == (values[1], .variable(variable)))
        let flag = try #require(setting.flag)
        if setting.isSecret {
            sources.secretFiles[name] = try folder.write("given", values[2])
        } else {
            sources.flags[name] = .text(values[2])
        }
        #expect(value() == (values[2], .flag(flag)))
    }

    @Test func secretsAreReadFromFilesAndNeverShown() throws {
        let folder = try Folder()
        let path = try folder.write("key", "sk_0123456789\n")
        let effective = Sources(file: try SettingsFile(path: "/f", text: "api:\n  key_file: \(path)\n"))
            .readAndCompare()
        #expect(effective.faults.isEmpty)
        let key = try #require(Self.catalogue.first { $0.name == "api.key" })
        #expect(key.shown(effective.settings) == .text("(secret)") && key.flag == "key-file")
        let missing = Sources(environment: ["SIKKER_API_KEY_FILE": "/no/such/key"]).read()
        #expect(missing.faults.map(\.description).first?.hasPrefix("SIKKER_API_KEY_FILE: names a file that") == true)
    }

    @Test func mistakesInAFileAreNamedWithTheirLine() throws {
        let text = "score_minimum: 0\nwhitelst: x\nlog: {level: loud}\ncustom_blacklist: [/a]\n"
        let faults = Sources(file: try SettingsFile(path: "/f", text: text)).readAndCompare().faults.map(\.description)
        #expect(
            faults == [
                "/f:1: 'score_minimum' takes a whole number from 1 to 100, not '0'",
                "/f:2: there is no setting 'whitelst'; did you mean 'whitelist'?",
                "/f:3: 'log.level' takes one of debug, info, warning, error, not 'loud'",
            ])
    }

    @Test func listsAreTables() throws {
        func read(_ text: String) throws -> EffectiveSettings<GuardConfiguration> {
            Sources(file: try SettingsFile(path: "/f", text: text)).readAndCompare()
        }
        let drop = "name: drop, url: 'https://lists.example/drop.txt?x=1'"
        let good = try read(
            "lists:\n  - {\(drop), format: 'csv:2', interval: 1h}\n  - {name: b, url: 'http://b.example/b'}")
        #expect(good.faults.isEmpty, "\(good.faults)")
        #expect(good.settings.lists.urlLists.map(\.interval) == [.seconds(3600), .seconds(86_400)])
        #expect(good.settings.lists.urlLists.map(\.format.description) == ["csv:2", "plain"])
        for (text, sentence) in [
            ("lists: x", "takes a list of lists"), ("lists: [x]", "field by field"),
            ("lists: [{url: 'https://a.example'}]", "needs 'name' in a list"),
            ("lists: [{name: a}]", "needs 'url' in a list"), ("lists: [{name: a, url: 'ftp://x'}]", "not 'ftp://x'"),
            ("lists: [{\(drop), intervall: 1h}]", "did you mean 'interval'?"),
            ("lists: [{\(drop), interval: 1s}]", "not '1s'"), ("lists: [{\(drop), format: xml}]", "not 'xml'"),
            ("lists: [{\(drop)}, {\(drop)}]", "has two lists with the name 'drop'"),
        ] {
            let faults = try read(text + "\ncustom_blacklist: [/a]").faults.map(\.description)
            #expect(faults.count == 1 && faults[0].contains(sentence), "\(faults)")
        }
    }

    /// Every filter that the server has reaches it.
    @Test func filtersOfTheBlacklist() throws {
        let configuration = try GuardConfiguration(environment: [
            "SIKKER_API_KEY": "sk_0123456789", "SIKKER_SCORE_MIN": "75",
            "SIKKER_BLACKLIST_ONLY_COUNTRIES": "us,DE", "SIKKER_BLACKLIST_EXCEPT_COUNTRIES": "fr",
            "SIKKER_BLACKLIST_ONLY_ASN": "as64500, 64501", "SIKKER_BLACKLIST_EXCEPT_ASN": "AS1",
            "SIKKER_BLACKLIST_PROTOCOLS": "ssh,http", "SIKKER_BLACKLIST_MINIMUM_SEVERITY": "high",
            "SIKKER_BLACKLIST_IGNORE_WHITELIST": "yes", "SIKKER_BLACKLIST_IP_VERSION": "6",
        ])
        #expect(
            configuration.askedBlacklist.text == "scoreMinimum=75&ipVersion=6&onlyCountries=DE,US&exceptCountries=FR"
                + "&onlyAsn=64500,64501&exceptAsn=1&protocols=http,ssh&minSeverity=high&ignoreWhitelist=true")
        let plain = try GuardConfiguration(environment: ["SIKKER_API_KEY": "sk_0123456789", "SIKKER_IPV6": "false"])
        #expect(plain.askedBlacklist.text == "scoreMinimum=50&ipVersion=4")
        var changed = configuration
        changed.blacklist.exceptCountries = []
        #expect(!changed.hasSources(of: configuration))
    }

    @Test(arguments: [
        ("ONLY_COUNTRIES", "Germany"), ("EXCEPT_COUNTRIES", "DE,XX"), ("ONLY_ASN", "AS0"), ("EXCEPT_ASN", "4294967296"),
        ("ONLY_ASN", "+1"), ("PROTOCOLS", "ssh,gopher"), ("MINIMUM_SEVERITY", "bad"), ("IP_VERSION", "5"),
        ("IGNORE_WHITELIST", "perhaps"), ("ONLY_COUNTRIES", String(repeating: "DE,", count: 300)),
    ])
    func wrongFiltersAreNamed(_ name: String, _ value: String) {
        let variable = "SIKKER_BLACKLIST_\(name)"
        let faults = Sources(environment: ["SIKKER_API_KEY": "sk_0123456789", variable: value]).readAndCompare().faults
        #expect(faults.count == 1 && faults[0].description.hasPrefix("\(variable): takes "), "\(faults)")
    }

    @Test func sixAloneWithoutSix() {
        let faults = Sources(environment: [
            "SIKKER_API_KEY": "sk_0123456789", "SIKKER_BLACKLIST_IP_VERSION": "6", "SIKKER_IPV6": "off",
        ]).readAndCompare().faults
        #expect(faults.count == 1 && faults[0].description.contains("'ipv6' is off"), "\(faults)")
    }

    @Test func anyListIsEnough() throws {
        let key = try GuardConfiguration(environment: ["SIKKER_ABUSEIPDB_KEY": "0123"])
        #expect(key.askedLists.abuseIPDB?.confidenceMinimum == 90 && key.askedLists.abuseIPDB?.dailyCalls == 5)
        let feeds = try GuardConfiguration(environment: ["SIKKER_BLOCKLIST_DE_FEEDS": "ssh, mail"])
        #expect(feeds.askedLists.blocklistDE.feeds == [.ssh, .mail] && feeds.askedLists.abuseIPDB == nil)
    }

    @Test func theExampleWithEverythingSwitchedOnIsTheDefault() throws {
        let text = SettingsExample<GuardConfiguration>.text(usualPath: "/etc/x.yaml")
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
        // What follows the # right away, or further in than one space, can be switched on.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.firstMatch(of: /^#(\S.*|  .*)$/).map { String($0.1) } ?? String(line)
        }
        // Secrets have neither a default nor an example.
        let given = lines.filter { $0.firstMatch(of: #/ (key|url|\w*token|\w*password):$/#) == nil }
        let effective = Sources(file: try SettingsFile(path: "x", text: given.joined(separator: "\n"))).read()
        #expect(effective.faults.isEmpty, "\(effective.faults)")
        for setting in Self.catalogue where setting.example == nil {
            #expect(
                setting.value(effective.settings) == setting.value(GuardConfiguration()), "\(setting.name)")
        }
    }
}
