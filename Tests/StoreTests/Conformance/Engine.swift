import Store

/// The stores that must pass the conformance suite. A new engine is one case here.
enum Engine: CaseIterable {
    case memory
    case sqlite

    /// Runs `body` on a new, empty store.
    func withStore(_ body: (any Store) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(MemoryStore())
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteStore(path: folder.storeFile)
            try await body(store)
            await store.close()
        }
    }
}
