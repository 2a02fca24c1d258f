import TestHosts
import TestLoop

extension LoopWorld {
    /// Reports an address and waits until the protected host drops it.
    func block(_ address: String) async throws {
        let isTaken = try await network.station.run { try self.report(address) }
        guard isTaken else { throw LoopTimeout("a report of \(address) was refused") }
        try await waitUntilListed([address])
    }

    /// Until the kernel of the protected host blocks all of them.
    func waitUntilListed(_ addresses: [String]) async throws {
        try await network.protected.run {
            try LoopWait.until("\(addresses.prefix(5)) are in the kernel", { self.folder.text(of: "guard.log") }) {
                let rules = try TestCommand.run(["nft", "list", "ruleset"])
                return addresses.allSatisfy {
                    rules.contains($0 + " ") || rules.contains($0 + ",") || rules.contains($0 + "\n")
                }
            }
        }
    }

    /// Whether datagrams from there reach the protected host.
    func seesProbe(from source: String) async throws -> Bool {
        let probe = try await Probe(from: source, in: network)
        try await network.attacker.run { LoopWait.pause(milliseconds: 300) }
        try await probe.stop()
        return probe.record.receivedCount > 0
    }

    func events(of address: String) async throws -> Int {
        try await network.station.run { try self.eventsNow(of: address) }
    }

    /// As the server counts them. Call it on a thread of the station.
    func eventsNow(of address: String) throws -> Int {
        let answer = try ask("GET /v1/key/check/\(address)") ?? ""
        guard let range = answer.firstRange(of: "\"totalEvents\":") else { return 0 }
        return Int(answer[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}
