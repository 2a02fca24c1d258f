import IPNetworks
import Store
import Synchronization
import ThreatModel

/// Looks whether an address shows what only its holder can make it show.
final class AppealProver: Sendable {
    /// Looks at the same time. Each costs a connection and a question to the resolver.
    static let concurrency = 32

    private let pages: any AppealPageFetcher
    private let names: any NameLookup
    // Held for one addition, twice a look.
    private let underWay = Mutex(0)

    init(pages: any AppealPageFetcher, names: any NameLookup) {
        self.pages = pages
        self.names = names
    }

    /// The first proof found; `nil` when the address shows none.
    ///
    /// - Throws: ``RequestError`` when too much of that is under way.
    func proof(for appeal: StoredAppeal) async throws -> AppealProof? {
        guard let token = AppealToken(bytes: appeal.token) else { return nil }
        let isAdmitted = underWay.withLock { count in
            guard count < Self.concurrency else { return false }
            count += 1
            return true
        }
        guard isAdmitted else { throw RequestError.unavailable("too many proofs are being looked for", retryAfter: 10) }
        defer { underWay.withLock { $0 -= 1 } }
        let (pages, names, address) = (pages, names, appeal.address)
        return await withTaskGroup(of: AppealProof?.self) { group in
            group.addTask {
                guard let page = await pages.page(of: address) else { return nil }
                return token.isLine(of: page) ? .http : nil
            }
            group.addTask {
                await names.names(of: address).contains { token.isFirstLabel(of: $0) } ? .dns : nil
            }
            for await case let proof? in group {
                group.cancelAll()
                return proof
            }
            return nil
        }
    }
}
