import Store

extension Store {
    /// Reads for a request: a store that does not answer is told as 503.
    func reading<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result {
        do {
            return try await read(body)
        } catch let error as StoreError {
            throw error.told("the server's store cannot be read at the moment")
        }
    }

    /// Writes for a request: a store that cannot be written is told as 503, what `body` throws as it is.
    func writing<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await write(body)
        } catch let error as StoreError {
            throw error.told("the server's store cannot be written at the moment; nothing was stored")
        }
    }
}

extension StoreError {
    fileprivate func told(_ sentence: String) -> any Error {
        switch self {
        case .closed: IngestError.notRunning
        case .full: IngestError.storeFull
        case .unusable, .newerSchema, .engine: RequestError.unavailable(sentence, retryAfter: 5)
        // What a request asked for and the store said no to; routes say it in their own words before it comes to this.
        case .accountExists, .noSuchAccount, .noSuchCredential, .alertExists, .noSuchAlert, .rejected:
            RequestError.internalFault
        }
    }
}
