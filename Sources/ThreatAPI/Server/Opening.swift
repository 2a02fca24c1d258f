import Synchronization

/// Tells the server's owner how far its start has come. The two parts of the server, the one that listens and the one that
/// reads the store, start side by side and finish in any order.
final class Opening: Sendable {
    private let onListening: @Sendable (Int) async -> Void
    private let onReady: @Sendable (Int) async -> Void
    private let progress = Mutex<(port: Int?, isLoaded: Bool)>((nil, false))

    init(
        onListening: @escaping @Sendable (Int) async -> Void, onReady: @escaping @Sendable (Int) async -> Void
    ) {
        self.onListening = onListening
        self.onReady = onReady
    }

    func isListening(on port: Int) async {
        let isReady = progress.withLock { progress in
            progress.port = port
            return progress.isLoaded
        }
        await onListening(port)
        if isReady { await onReady(port) }
    }

    func isLoaded() async {
        let port = progress.withLock { progress in
            progress.isLoaded = true
            return progress.port
        }
        if let port { await onReady(port) }
    }
}
