import Scoring
import ThreatModel

extension Simulation {
    /// What an account has earned so far.
    func record(of account: SimulatedReporter) -> AccountRecord {
        var record = AccountRecord(isOperator: false, createdAt: Self.time(account.firstDay * 24))
        record.add(ledger.shelf.changes[account.account] ?? .none)
        return record
    }

    /// At midnight: claims whose time has run out.
    mutating func settle(at hour: Int) throws {
        let now = Self.time(hour)
        _ = try ledger.settle(at: now, limit: .max) { [holdings, indices, world, judge] address in
            guard let index = indices[address] else { return (false, 1) }
            return (judge.policy.isWitnessed(holdings[index].evidence), world.addresses[index].whitelistFactor)
        }
        ledger.shelf.forgetClaims(before: judge.policy.forgottenBefore(now))
    }
}
