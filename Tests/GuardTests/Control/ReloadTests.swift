import Firewall
import IPNetworks
import Settings
import TestGuards
import Testing

@testable import Guard

/// Settings that change while the guard runs.
@Suite(.timeLimit(.minutes(1)))
struct ReloadTests {
    private func served(_ settings: String = "") throws -> ServedGuard {
        try ServedGuard("custom_blacklist: [LIST]\n\(settings)", list: "45.40.0.1\n45.40.0.2\n")
    }

    private func write(_ settings: String, _ served: ServedGuard) throws {
        try served.folder.write(
            "config.yaml", settings.replacing("FOLDER", with: served.folder.path))
    }

    @Test func allowlistAndSourcesFollowTheFile() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
            try write("custom_blacklist: [FOLDER/mine.txt]\nwhitelist: [45.40.0.1]\n", served)
            await served.reloading.reloader.reloadIfChanged()
            try await served.blocks(IPAddressSet("45.40.0.2"))
            // Another file, beside the first; then in its place; then the first again.
            try served.folder.write("other.txt", "45.40.0.9\n")
            try write("custom_blacklist: [FOLDER/mine.txt, FOLDER/other.txt]\n", served)
            await served.reloading.reloader.reloadIfChanged()
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2", "45.40.0.9"))
            try write("custom_blacklist: [FOLDER/other.txt]\n", served)
            await served.reloading.reloader.reloadIfChanged()
            try await served.blocks(IPAddressSet("45.40.0.9"))
            let status = try await served.status { !$0.sources.contains { $0.name == "mine.txt" } }
            #expect(status.sources.contains { $0.name == "other.txt" })
            try write("custom_blacklist: [FOLDER/mine.txt]\n", served)
            await served.reloading.reloader.reloadIfChanged()
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
        }
    }

    @Test func aBrokenFileChangesNothingAndSaysWhy() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
            try write("custom_blacklist: [FOLDER/mine.txt]\nscore_minimum: many\nwhitelist: [45.40.0.1]\n", served)
            let outcome = await served.reloading.reloader.reload()
            #expect(outcome.faults.count == 1 && outcome.changed.isEmpty)
            #expect(served.guarding.log.has("the settings stay as they were"))
            let error = await #expect(throws: ControlError.self) {
                try await served.client.ask(.apply(isDryRun: false), for: ApplyReport.self)
            }
            #expect(error?.message.contains("config.yaml:2: 'score_minimum' takes") == true)
            #expect(await served.backend.read().lists.blocked == IPAddressSet("45.40.0.1", "45.40.0.2"))
        }
    }

    @Test func aDryApplySaysWhatTheRealOneDoes() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
            try write("custom_blacklist: [FOLDER/mine.txt]\nwhitelist: [45.40.0.1]\nipv6: false\n", served)
            let dry: ApplyReport = try await served.client.ask(.apply(isDryRun: true))
            #expect(dry.changed == ["whitelist"] && dry.waiting == ["ipv6"])
            #expect(dry.plan?.contains("blocked IPv4 addresses") == true)
            #expect(await served.backend.read().lists.blocked == IPAddressSet("45.40.0.1", "45.40.0.2"))
            let done: ApplyReport = try await served.client.ask(.apply(isDryRun: false))
            #expect(done.changed == ["whitelist"] && done.waiting == ["ipv6"] && !done.isDryRun)
            try await served.blocks(IPAddressSet("45.40.0.2"))
        }
    }

    @Test func aSettingIsChangedAndKept() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            let receipt: ControlReceipt = try await served.client.ask(.set(name: "whitelist", value: "45.40.0.2"))
            #expect(receipt.message == "Changed: whitelist.")
            try await served.blocks(IPAddressSet("45.40.0.1"))
            _ = try await served.client.ask(.set(name: "whitelist", value: nil), for: ControlReceipt.self)
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
        }
    }
}
