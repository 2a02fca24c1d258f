import APIClient

/// Who takes files: the server, or a test's idea of one.
protocol BlobServer: Sendable {
    /// Whether it has a file already.
    func has(_ sha256: String) async -> Result<Bool, APIError>

    /// Hands a file over. It is durable there when this returns.
    func send(_ sha256: String, _ file: FilePortions) async -> Result<Void, APIError>
}

extension APIClient: BlobServer {
    func has(_ sha256: String) async -> Result<Bool, APIError> {
        do {
            return .success(try await hasBlob(sha256))
        } catch {
            return .failure(error)
        }
    }

    func send(_ sha256: String, _ file: FilePortions) async -> Result<Void, APIError> {
        do {
            return .success(try await sendBlob(sha256, file, length: file.size))
        } catch {
            return .failure(error)
        }
    }
}
