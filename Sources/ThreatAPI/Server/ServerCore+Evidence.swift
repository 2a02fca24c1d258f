import Store
import ThreatModel

extension ServerCore {
    /// Reads the part of an address's evidence that a question is about.
    ///
    /// - Throws: ``StoreError``
    func partialRecord(_ question: EvidenceQuestion, at now: Timestamp) async throws -> PartialRecord {
        let owners = identities.current
        let words = live.current.words
        return try await store.read { [rules] reader in
            let rebuilt = try RebuiltEvidence(question, from: reader, rules: rules, at: now) { credential in
                owners.identity(credential: credential)?.account
            }
            return PartialRecord(rebuilt, of: question, rules: rules, words: words, at: now)
        }
    }
}
