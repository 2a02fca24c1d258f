package import Store
package import ThreatModel

/// Appeals, as the administrator reviews them. A decision is written down here; the running server does what follows from it
/// within a second, one that does not run when it starts.
extension Administration {
    package static let maximumNoteLength = 1000
    /// Appeals listed of each state.
    package static let listedAppeals = 1000

    /// An appeal with its history.
    package struct ReviewedAppeal: Sendable {
        package let appeal: StoredAppeal
        package let entries: [AppealEntry]
    }

    /// Appeals in any of these states, the newest first.
    package func appeals(in states: [AppealState]) async throws -> [StoredAppeal] {
        let found = try await read { reader in
            try states.flatMap { try reader.appeals(in: $0, limit: Self.listedAppeals) }
        }
        return found.sorted { $0.number > $1.number }
    }

    /// - Throws: ``AdministrationError/unknownAppeal(_:)``
    package func appeal(_ number: Int64) async throws -> ReviewedAppeal {
        try await read { reader in
            ReviewedAppeal(
                appeal: try Self.appeal(number, in: reader), entries: try reader.entries(ofAppeal: number))
        }
    }

    /// Ends a review: the reports about the address are struck, or count again.
    ///
    /// - Parameter note: why, for the history.
    /// - Throws: ``AdministrationError``
    package func decideAppeal(_ number: Int64, grant: Bool, note: String?) async throws {
        if let note { try Self.check(note: note) }
        let actor = self.actor
        try await perform { transaction, now in
            var appeal = try Self.appeal(number, in: transaction)
            guard appeal.state == .proven else {
                throw AdministrationError.appealNotUnderReview(number, appeal.state)
            }
            appeal.decide(grant ? .granted : .rejected, by: actor, at: now)
            try transaction.saveAppeal(appeal)
            let text = "\(appeal.state.name) it\(note.map { ": \($0)" } ?? "")"
            try transaction.add(AppealEntry(at: now, actor: actor, text: text), toAppeal: number)
            return ((), "\(appeal.state.name) appeal \(number) about \(appeal.address)")
        }
    }

    /// Adds something worth remembering to an appeal's history.
    ///
    /// - Throws: ``AdministrationError``
    package func noteAppeal(_ number: Int64, _ text: String) async throws {
        try Self.check(note: text)
        let actor = self.actor
        try await perform { transaction, now in
            _ = try Self.appeal(number, in: transaction)
            try transaction.add(AppealEntry(at: now, actor: actor, text: text), toAppeal: number)
            return ((), "made a note on appeal \(number)")
        }
    }

    private static func appeal(_ number: Int64, in reader: any StoreReader) throws -> StoredAppeal {
        guard let appeal = try reader.appeal(number) else { throw AdministrationError.unknownAppeal(number) }
        return appeal
    }

    private static func check(note: String) throws(AdministrationError) {
        guard !note.isEmpty, note.count <= maximumNoteLength, isOneLine(note) else { throw .badNote }
    }
}
