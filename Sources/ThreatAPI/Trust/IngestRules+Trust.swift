import IPNetworks
import Scoring
import Store
import ThreatModel

extension IngestRules {
    /// Claims that are settled in one transaction.
    static let settledAtOnce = 128

    /// The books of trust within a transaction.
    func ledger(in transaction: any StoreTransaction) -> ReporterLedger<StoreTrustShelf> {
        ReporterLedger(policy: policy, shelf: StoreTrustShelf(transaction: transaction))
    }

    /// How far an account is believed.
    func standing(of account: StoredAccount, at time: Timestamp, in reader: any StoreReader) throws -> ReporterStanding
    {
        let trust = account.trusted ? StoredTrust() : try reader.trust(of: account.id)
        return policy.standing(of: AccountRecord(account, trust), at: time)
    }

    /// Settles claims whose time has run out.
    ///
    /// - Returns: how many; fewer than `limit` means that none is left.
    func settleClaims(in transaction: any StoreTransaction, at now: Timestamp, limit: Int) throws -> Int {
        var ledger = ledger(in: transaction)
        return try ledger.settle(at: now, limit: limit) { address in
            let evidence = try transaction.address(address).flatMap { Evidence(encoded: $0.evidence) }
            return (
                isWitnessed: evidence.map { policy.isWitnessed($0) } ?? false,
                whitelistFactor: networks.current.factor(for: address)
            )
        }
    }

    /// Takes note that an appeal about an address was granted: whoever reported it was wrong. To be called in the transaction
    /// that grants it.
    func noteHarmless(_ address: IPAddress, in transaction: any StoreTransaction) throws {
        var ledger = ledger(in: transaction)
        try ledger.noteHarmless(address)
    }
}

extension AccountRecord {
    init(_ account: StoredAccount, _ trust: StoredTrust) {
        self.init(
            isOperator: account.trusted, createdAt: account.createdAt, confirmed: trust.confirmed,
            refuted: trust.refuted)
    }
}

extension ReporterStanding {
    init(_ stored: StoredStanding) {
        self.init(
            trust: Double(stored.trustTenThousandths) / 10_000, isVetted: stored.isVetted,
            isOperator: stored.isOperator)
    }

    var stored: StoredStanding {
        StoredStanding(trustTenThousandths: trustTenThousandths, isVetted: isVetted, isOperator: isOperator)
    }
}
