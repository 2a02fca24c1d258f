import Guard
import Testing
import ThreatAPI
import ThreatModel

@testable import Commands
@testable import Settings

/// One list says what can be set; options, variables, the file and the help follow it.
@Suite("The catalogue of settings") struct CatalogueTests {
    static let catalogue = ServerSettings.catalogue

    @Test func everyNameIsItsOwn() {
        #expect(Set(Self.catalogue.map(\.name)).count == Self.catalogue.count)
        let flags = Self.catalogue.compactMap(\.flag)
        #expect(Set(flags).count == flags.count && !flags.contains("config") && !flags.contains("json"))
        let variables = Self.catalogue.compactMap(\.variable)
        // How a machine logs, and where it finds databases of places, is the same for server and guard.
        let common = ["log.", "places."]
        let others =
            GuardConfiguration.catalogue.filter { setting in !common.contains { setting.name.hasPrefix($0) } }
            .compactMap(\.variable) + [
                APIOptions.serverVariable, APIOptions.keyVariable, SensorRunCommand.tokenVariable,
                ServerSettings.scope.variable, GuardConfiguration.scope.variable,
            ]
        #expect(Set(variables).count == variables.count && Set(variables).isDisjoint(with: others))
        for setting in Self.catalogue {
            #expect(setting.name.wholeMatch(of: /[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*/) != nil)
            #expect(!Self.catalogue.contains { $0.name.hasPrefix(setting.name + ".") }, "a section cannot have a value")
            #expect(setting.summary.first?.isUppercase == false && !setting.summary.hasSuffix("."))
        }
    }

    /// Kubernetes gives every container variables named after the services beside it: a service `sikker` sets these.
    @Test func noVariableIsSetByKubernetes() {
        for variable in Self.catalogue.compactMap(\.variable) {
            #expect(!variable.hasPrefix("SIKKER_SERVICE_") && !variable.hasPrefix("SIKKER_PORT"))
        }
    }

    @Test func secretsHaveNoOptionAndAreNotShown() throws {
        let secret = Setting<ServerSettings>("a.secret", \.api.dataFolder, .folder, "a secret", isSecret: true)
        #expect(secret.flag == "a-secret-file" && secret.variable == "SIKKER_A_SECRET")
        var settings = ServerSettings()
        try secret.assign(.text("hunter2"), &settings)
        #expect(secret.shown(settings) == .text("(secret)") && secret.value(settings) == .text("hunter2"))
    }

    @Test func theHelpNamesEveryOption() throws {
        let help = try Invocation(["server", "--help"]).standardOutput
        for setting in Self.catalogue {
            guard let flag = setting.flag else { continue }
            #expect(help.contains("\n  --\(flag)"), "--\(flag)")
        }
        let up = try Invocation(["up", "--help"]).standardOutput
        #expect(up.contains("--retention-days") && up.contains("--guard"))
    }

    @Test func theExampleNamesEverythingAndSetsNothing() throws {
        let text = SettingsExample<ServerSettings>.text(usualPath: "/etc/x.yaml")
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
        for setting in Self.catalogue {
            for name in [setting.flag.map { "--\($0)" }, setting.variable].compactMap({ $0 }) {
                #expect(text.contains(name), "\(name)")
            }
            let sentence = setting.summary.prefix(1).uppercased() + setting.summary.dropFirst()
            #expect(text.contains("# \(sentence).\n"))
        }
        let effective = SettingSources<ServerSettings>(file: try SettingsFile(path: "example", text: text)).read()
        #expect(effective.faults.isEmpty && effective.origins.isEmpty)
    }

    @Test func theExampleWithEverythingSwitchedOnIsTheDefault() throws {
        // What follows the # right away, or further in than one space, can be switched on.
        let lines = SettingsExample<ServerSettings>.text(usualPath: "/etc/x.yaml").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { line in
            line.firstMatch(of: /^#(\S.*|  .*)$/).map { String($0.1) } ?? String(line)
        }
        let file = try SettingsFile(path: "example", text: lines.joined(separator: "\n"))
        let effective = SettingSources<ServerSettings>(file: file).read()
        #expect(effective.faults.isEmpty, "\(effective.faults)")
        #expect(Set(effective.origins.keys) == Set(Self.catalogue.map(\.name)))
        for setting in Self.catalogue where setting.example == nil {
            #expect(setting.value(effective.settings) == setting.value(ServerSettings()), "\(setting.name)")
        }
    }

    @Test(
        "What is written is read back",
        arguments: [
            "plain", "/a/b c", "127.0.0.1:7063", "[::1]:80", "http://a.b", "a: b", "ends:", "", " x", "null", "\"",
            "\\",
            "#no", "- x", "*x", "ä", "it's", "x #y", "%", "@a", "`a", "1_000", "2026-01-01",
        ])
    func quoting(_ text: String) throws {
        let file = try SettingsFile(path: "x", text: "listen: \(YAMLText.quoted(text))\n")
        #expect(file.sorted(into: Self.catalogue).values["listen"]?.content == .text(text))
    }
}
