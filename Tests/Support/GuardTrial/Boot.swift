import Blocklists
import Firewall
import Guard
import Logging
import Netlink
import ThreatModel

/// A generation on disk, and the time from the start of the process until it is in force.
struct Boot {
    let folder: String

    /// Writes a generation of random addresses.
    func fill(_ count: Int) async throws {
        var lists = FirewallLists()
        lists.blocked4 = ExactAddresses(TrialEnforcer.addresses(count, seed: 1))
        let store = GenerationStore(StoredFolder("\(folder)/generations"), thread: try NetlinkThread())
        try await store.save(Generation(number: 1, time: SystemClock().now, lists: lists))
    }

    func run() async throws {
        let logger = Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() }
        let configuration = try GuardConfiguration(environment: [
            "SIKKER_CUSTOM_BLACKLIST": "/nonexistent", "SIKKER_GUARD_DATA": folder, "SIKKER_BACKEND": "nftables",
        ])
        let outcome = try await GuardBoot.restore(configuration, logger: logger)
        GuardTrial.say("protected \(outcome?.entries[.blocked4] ?? 0) after \(ProcessAge.milliseconds) ms")
    }
}
