import Synchronization

/// The reference store: everything in memory, nothing durable. What it answers is what every engine must answer.
///
/// A transaction changes a copy of the state and the copy becomes the state when it succeeds; the collections share
/// storage until they are changed.
package final class MemoryStore: Store {
    private let state: Mutex<MemoryState>
    /// Held for the length of a transaction: writers take turns. `true` once closed.
    private let writing = Mutex(false)

    package init() {
        state = Mutex(MemoryState(feedEpoch: UInt32.random(in: 1 ... .max)))
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try writing.withLock { isClosed in
            guard !isClosed else { throw StoreError.closed }
            let transaction = MemoryTransaction(state.withLock { $0 })
            let result = try body(transaction)
            state.withLock { $0 = transaction.state }
            return result
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result {
        let transaction = MemoryTransaction(state.withLock { $0 })
        guard !transaction.state.isClosed else { throw StoreError.closed }
        return try body(transaction)
    }

    package func identityVersion() async throws -> UInt64 {
        let state = state.withLock { $0 }
        guard !state.isClosed else { throw StoreError.closed }
        return state.identityVersion
    }

    package func close() async {
        writing.withLock { isClosed in
            isClosed = true
            state.withLock { $0.isClosed = true }
        }
    }
}
