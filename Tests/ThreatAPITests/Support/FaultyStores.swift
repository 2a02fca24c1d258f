import IPNetworks
import Store
import Synchronization

/// A store that answers nothing until it is opened.
final class GatedStore: Store {
    private let store: any Store
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]?>([])

    init(_ store: any Store) { self.store = store }

    func open() {
        let continuations = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting ?? []
        }
        for continuation in continuations { continuation.resume() }
    }

    private func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = waiting.withLock { waiting in
                waiting?.append(continuation)
                return waiting == nil
            }
            if isOpen { continuation.resume() }
        }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        await pass()
        return try await store.write(body)
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result {
        await pass()
        return try await store.read(body)
    }

    func identityVersion() async throws -> UInt64 {
        await pass()
        return try await store.identityVersion()
    }

    func close() async { await store.close() }
}

/// A store that cannot hold any report about one address, whatever else is written with it.
struct PickyStore: Store {
    let store: any Store
    let refused: IPAddress

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try await store.write { [refused] transaction in
            let result = try body(transaction)
            guard try transaction.reports(about: refused, limit: 1).isEmpty else { throw StoreError.rejected("no") }
            return result
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result { try await store.read(body) }

    func identityVersion() async throws -> UInt64 { try await store.identityVersion() }

    func close() async { await store.close() }
}

/// A store whose writes or reads fail as long as the test wants.
final class FailingStore: Store {
    private let store: any Store
    private let writeFailure = Mutex<StoreError?>(nil)
    private let readFailure = Mutex<StoreError?>(nil)

    init(_ store: any Store) { self.store = store }

    func failWrites(with error: StoreError?) { writeFailure.withLock { $0 = error } }

    func failReads(with error: StoreError?) { readFailure.withLock { $0 = error } }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        if let error = writeFailure.withLock({ $0 }) { throw error }
        return try await store.write(body)
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result {
        if let error = readFailure.withLock({ $0 }) { throw error }
        return try await store.read(body)
    }

    func identityVersion() async throws -> UInt64 {
        if let error = readFailure.withLock({ $0 }) { throw error }
        return try await store.identityVersion()
    }

    func close() async { await store.close() }
}
