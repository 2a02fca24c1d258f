import IPNetworks
import Store

extension ServerCore {
    /// Takes note of where a submission comes from.
    ///
    /// - Throws: ``IngestError``
    func note(_ account: StoredAccount, from client: IPAddress?) async throws {
        do {
            try await origins.note(account, from: client)
        } catch StoreError.full(path: _) {
            throw IngestError.storeFull
        } catch {
            throw IngestError.storeAway
        }
    }
}
