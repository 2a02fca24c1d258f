import IPNetworks
import Scoring
import ThreatModel

/// The books of trust of one world: like ``MemoryTrustShelf``, but claims wait in the order in which they end, so that a
/// day's settling does not walk through all of them.
struct WorldTrustShelf: TrustShelf {
    private var claims: [IPAddress: [ReportClaim]] = [:]
    /// Claims as they were made, the earliest first; those before ``settled`` have ended.
    private var made: [(address: IPAddress, account: Int64, at: Timestamp)] = []
    private var settled = 0
    private var confirmedBlocks: [Int64: Set<IPPrefix>] = [:]
    private(set) var changes: [Int64: TrustChange] = [:]

    func claim(by account: Int64, about address: IPAddress) -> ReportClaim? {
        claims[address]?.last { $0.account == account }
    }

    func forEachClaim(about address: IPAddress, _ body: (ReportClaim) throws -> Bool) rethrows {
        for claim in claims[address] ?? [] {
            guard try body(claim) else { return }
        }
    }

    func openClaims(about address: IPAddress, limit: Int) -> [ReportClaim] {
        Array((claims[address] ?? []).lazy.filter { $0.outcome == .open }.prefix(limit))
    }

    func openClaims(madeUpTo time: Timestamp, limit: Int) -> [(address: IPAddress, claim: ReportClaim)] {
        var found: [(address: IPAddress, claim: ReportClaim)] = []
        for entry in made[settled...] {
            guard entry.at <= time, found.count < limit else { break }
            guard let claim = claim(by: entry.account, about: entry.address), claim.outcome == .open,
                claim.at == entry.at
            else { continue }
            found.append((entry.address, claim))
        }
        return found
    }

    mutating func save(_ claim: ReportClaim, about address: IPAddress) {
        if claim.outcome == .open { made.append((address, claim.account, claim.at)) }
        if let place = claims[address]?.firstIndex(where: { $0.account == claim.account }) {
            claims[address]?[place] = claim
        } else {
            claims[address, default: []].append(claim)
        }
    }

    mutating func noteConfirmed(_ block: IPPrefix, of account: Int64) -> Bool {
        confirmedBlocks[account, default: []].insert(block).inserted
    }

    mutating func add(_ change: TrustChange, to account: Int64) {
        changes[account, default: .none].confirmed += change.confirmed
        changes[account, default: .none].refuted += change.refuted
    }

    /// Forgets claims made before `time`, all of which have ended.
    mutating func forgetClaims(before time: Timestamp) {
        while settled < made.count, made[settled].at < time {
            let entry = made[settled]
            claims[entry.address]?.removeAll { $0.account == entry.account && $0.at == entry.at }
            settled += 1
        }
    }
}
