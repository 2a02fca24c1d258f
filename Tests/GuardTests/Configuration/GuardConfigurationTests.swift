import IPNetworks
import Testing

@testable import Guard

struct GuardConfigurationTests {
    private static let key = "SIKKER_API_KEY"

    @Test func oneKeyIsEnough() throws {
        let configuration = try GuardConfiguration(environment: [Self.key: "sk_0123456789"])
        #expect(configuration.credential != nil)
        #expect("\(configuration.server)".contains("127.0.0.1:7063"))
        #expect(configuration.scoreMinimum == 50)
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
        #expect(configuration.scoreMinimum == 75)
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

    static let mistakes: [(GuardSetting, String)] = [
        (.scoreMinimum, "0"), (.scoreMinimum, "101"), (.scoreMinimum, "many"), (.pullInterval, "24"),
        (.pullInterval, "59s"), (.pullInterval, "31d"), (.backend, "iptables"), (.ipv6, "maybe"), (.dryRun, "2"),
        (.maximumShare, "0"), (.maximumShare, "101"), (.maximumShare, "nan"), (.dataFolder, "here"),
        (.whitelist, "45.40.0.256"), (.whitelist, "a b"), (.whitelist, "-x.example"), (.customBlacklist, "list.txt"),
        (.server, "ftp://x"), (.keep, "x"), (.logOnly, "x"),
    ]

    /// The variable, the value and what is accepted.
    @Test(arguments: mistakes)
    func aMistakeIsNamed(_ setting: GuardSetting, _ value: String) {
        var environment = [Self.key: "sk_0123456789"]
        environment[setting.rawValue] = value
        do {
            _ = try GuardConfiguration(environment: environment)
            Issue.record("\(setting.rawValue)=\(value) was taken")
        } catch {
            let sentence = error.description
            #expect(sentence.contains(setting.rawValue) && sentence.contains("'\(value)'"), "\(sentence)")
            #expect(sentence.contains(setting.accepted), "\(sentence)")
        }
    }

    @Test func withoutAnythingToBlockThereIsNoGuard() {
        do {
            _ = try GuardConfiguration(environment: [:])
            Issue.record("nothing was taken")
        } catch {
            #expect(error.description.contains(Self.key) && error.description.contains("SIKKER_CUSTOM_BLACKLIST"))
        }
    }

    @Test func secretsAreNotRepeated() {
        do {
            _ = try GuardConfiguration(environment: [Self.key: "sk_a b"])
            Issue.record("it was taken")
        } catch {
            #expect(!error.description.contains("sk_a"))
        }
    }

    @Test func everySettingIsExplained() {
        for setting in GuardSetting.allCases {
            #expect(setting.rawValue.hasPrefix("SIKKER_"))
            #expect(!setting.meaning.isEmpty && !setting.accepted.isEmpty)
        }
        #expect(GuardSetting.allCases.filter(\.isSecret) == [.key])
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
