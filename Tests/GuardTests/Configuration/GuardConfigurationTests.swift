import APIClient
import IPNetworks
import Settings
import Testing

@testable import Guard

struct GuardConfigurationTests {
    private static let key = "SIKKER_API_KEY"

    @Test func oneKeyIsEnough() throws {
        let configuration = try GuardConfiguration(environment: [Self.key: "sk_0123456789"])
        #expect(configuration.credential != nil)
        #expect("\(configuration.server)".contains("127.0.0.1:7063"))
        #expect(configuration.blacklist.scoreMinimum == 50)
        #expect(configuration.pullInterval == .seconds(86_400))
        #expect(configuration.backend == .auto && !configuration.isDryRun)
        #expect(configuration.coversIPv6 && !configuration.isLogOnly && !configuration.keepsRules)
        #expect(configuration.maximumShare == 0.05)
        #expect(configuration.dataFolder == "/var/lib/sikkerguard")
        #expect(configuration.customBlacklists.isEmpty && configuration.whitelist.isEmpty)
    }

    @Test func everythingCanBeSet() throws {
        let configuration = try GuardConfiguration(environment: [
            "SIKKER_CUSTOM_BLACKLIST": "/a/list, /b/list,/a/list", "SIKKER_SCORE_MIN": "75",
            "SIKKER_PULL_INTERVAL": "30m", "SIKKER_WHITELIST": "45.40.0.1, 45.41.0.0/16,home.example",
            "SIKKER_IPV6": "no",
            "SIKKER_LOG_ONLY": "ON", "SIKKER_DRY_RUN": "1", "SIKKER_MAX_SHARE": "2.5", "SIKKER_GUARD_DATA": "/data",
            "SIKKER_KEEP": "yes", "SIKKER_API_URL": "https://sikker.example", "SIKKER_API_KEY": "",
        ])
        #expect(configuration.credential == nil)
        #expect(configuration.customBlacklists == ["/a/list", "/b/list"])
        #expect(configuration.blacklist.scoreMinimum == 75)
        #expect(configuration.pullInterval == .seconds(1800))
        #expect(
            configuration.whitelist == [
                .range(try #require(IPRange("45.40.0.1"))), .range(try #require(IPRange("45.41.0.0/16"))),
                .host("home.example"),
            ])
        #expect(
            !configuration.coversIPv6 && configuration.isLogOnly && configuration.isDryRun && configuration.keepsRules)
        #expect(configuration.maximumShare == 0.025)
        #expect(configuration.dataFolder == "/data")
    }

    static let mistakes: [(variable: String, value: String)] = [
        ("SIKKER_SCORE_MIN", "0"), ("SIKKER_SCORE_MIN", "101"), ("SIKKER_SCORE_MIN", "many"),
        ("SIKKER_PULL_INTERVAL", "24"), ("SIKKER_PULL_INTERVAL", "59s"), ("SIKKER_PULL_INTERVAL", "31d"),
        ("SIKKER_BACKEND", "pf"), ("SIKKER_IPV6", "maybe"), ("SIKKER_DRY_RUN", "2"), ("SIKKER_MAX_SHARE", "0"),
        ("SIKKER_MAX_SHARE", "101"), ("SIKKER_MAX_SHARE", "nan"), ("SIKKER_GUARD_DATA", "here"),
        ("SIKKER_WHITELIST", "45.40.0.256"), ("SIKKER_WHITELIST", "a b"), ("SIKKER_WHITELIST", "-x.example"),
        ("SIKKER_CUSTOM_BLACKLIST", "list.txt"), ("SIKKER_API_URL", "ftp://x"), ("SIKKER_KEEP", "x"),
        ("SIKKER_LOG_ONLY", "x"), ("SIKKER_DASHBOARD_PORT", "65536"), ("SIKKER_DASHBOARD_ADDR", "here"),
        ("SIKKER_LOG_LEVEL", "loud"),
    ]

    /// The variable, the value and what is accepted.
    @Test(arguments: mistakes)
    func aMistakeIsNamed(_ variable: String, _ value: String) throws {
        let setting = try #require(GuardConfiguration.catalogue.first { $0.variable == variable })
        do {
            _ = try GuardConfiguration(environment: [Self.key: "sk_0123456789", variable: value])
            Issue.record("\(variable)=\(value) was taken")
        } catch {
            #expect(error.description.hasPrefix("\(variable): takes ") && error.description.hasSuffix("not '\(value)'"))
            #expect(setting.shape == .several || error.description.contains(setting.accepted), "\(error)")
        }
    }

    @Test func withoutAnythingToBlockTheDashboardIsWhereItIsSaid() throws {
        #expect(try !GuardConfiguration(environment: [:]).hasSources)
        #expect(try GuardConfiguration(environment: ["SIKKER_CUSTOM_BLACKLIST": "/a"]).hasSources)
        do {
            _ = try GuardConfiguration(environment: ["SIKKER_DASHBOARD_PORT": "off"])
            Issue.record("nothing was taken")
        } catch {
            #expect(error.description.contains(Self.key) && error.description.contains("SIKKER_CUSTOM_BLACKLIST"))
        }
    }

    @Test(arguments: ["SIKKER_API_KEY", "SIKKER_STATS_TOKEN"])
    func secretsAreNotRepeated(_ variable: String) {
        do {
            _ = try GuardConfiguration(environment: ["SIKKER_CUSTOM_BLACKLIST": "/a", variable: "sk_a b"])
            Issue.record("it was taken")
        } catch {
            #expect(error.description.hasPrefix("\(variable): takes ") && !error.description.contains("sk_a"))
        }
    }

    @Test(arguments: [("90s", 90), ("30m", 1800), ("24h", 86_400), ("7d", 604_800), ("0s", 0)])
    func lengthsOfTime(_ text: String, _ seconds: Int64) {
        #expect(DurationText.duration(text) == .seconds(seconds))
        #expect(DurationText.duration(DurationText.text(.seconds(seconds))) == .seconds(seconds))
    }

    @Test(arguments: ["", "s", "5", "-5s", "1.5h", "5 s", "9999999999d", "5w"])
    func whatIsNoLengthOfTime(_ text: String) { #expect(DurationText.duration(text) == nil) }

    @Test(arguments: ["", "45.40.0.256", "a..b", "x-", "ü.example", String(repeating: "a", count: 64), "1.2.3"])
    func whatNobodyCanAllow(_ text: String) { #expect(WhitelistEntry(text) == nil) }
}
