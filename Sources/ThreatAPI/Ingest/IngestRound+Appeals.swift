import IPNetworks
import Scoring
import Store
import ThreatModel

extension IngestRound {
    /// - Returns: 0 when there was nothing to do any more, 1 otherwise.
    func apply(_ step: AppealStep) throws -> Int {
        switch step {
        case .prove(let number, let proof):
            guard let appeal = try transaction.appeal(number), appeal.state == .open, !appeal.isOver(at: now) else {
                return 0
            }
            try prove(appeal, by: proof)
        case .settle(let number):
            guard let appeal = try transaction.appeal(number), appeal.dueAt != nil else { return 0 }
            return try settle(appeal) ? 1 : 0
        }
        return 1
    }

    /// When the reports about an address count again that is not known yet: it may be known again while its holder's appeal
    /// is under review.
    func endOfReview(of address: IPAddress) throws -> Timestamp? {
        try transaction.appeals(about: address).first { $0.state == .proven }?.endsAt
    }

    private func prove(_ open: StoredAppeal, by proof: AppealProof) throws {
        var appeal = open
        appeal.prove(by: proof, at: now)
        try save(appeal, noting: "the address showed the proof by \(proof.name); its reports are held")
        // Whoever made the others did not prove to hold it.
        for other in try transaction.appeals(about: appeal.address) where other.state == .open {
            try transaction.removeAppeal(other.number)
        }
        try update(appeal.address) { $0.evidence.holdReports(until: appeal.endsAt) }
    }

    private func settle(_ due: StoredAppeal) throws -> Bool {
        var appeal = due
        appeal.dueAt = nil
        switch appeal.state {
        case .open:
            guard appeal.isOver(at: now) else { return false }
            try transaction.removeAppeal(appeal.number)
        case .proven:
            guard appeal.isOver(at: now) else { return false }
            appeal.state = .expired
            try release(appeal)
            try save(appeal, noting: "nobody decided in time; reports count again")
        case .granted: try strikeReports(for: appeal)
        case .rejected:
            try release(appeal)
            try save(appeal, noting: "reports count again")
        case .expired: try transaction.saveAppeal(appeal)
        }
        return true
    }

    private func release(_ appeal: StoredAppeal) throws {
        try update(appeal.address) { $0.evidence.releaseReports() }
    }

    private func strikeReports(for appeal: StoredAppeal) throws {
        let reports = try heldReports(about: appeal.address)
        let visits = try visits(of: appeal.address)
        var count = 0
        try update(appeal.address) { draft in
            count = Int(draft.evidence.reportCount)
            draft.evidence.strikeReports(reports.map(\.evidence), visits: visits)
            draft.evidence.releaseReports()
        }
        try rules.noteHarmless(appeal.address, in: transaction)
        _ = try transaction.removeReports(about: appeal.address, by: nil)
        let accounts = Set(reports.map(\.stored.account)).sorted()
        let whose = accounts.isEmpty ? "" : " of accounts \(accounts.map(String.init).joined(separator: ", "))"
        try save(appeal, noting: "struck \(count) reports\(whose)")
    }

    private func save(_ appeal: StoredAppeal, noting text: String) throws {
        try transaction.saveAppeal(appeal)
        try transaction.add(AppealEntry(at: now, actor: "server", text: text), toAppeal: appeal.number)
    }
}
