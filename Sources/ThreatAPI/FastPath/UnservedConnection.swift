import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// Ends a connection that was set up and then given to nobody.
///
/// That happens to those which are accepted in the moment the listener closes. NIO ends the whole program when the writer of
/// such a connection goes away unfinished (swift-nio issue 2813), which is why one that is dropped is closed properly here.
final class UnservedConnection: Sendable {
    private let http: HTTP1Channel.Value
    private let isServed = Atomic(false)

    init(_ http: HTTP1Channel.Value) { self.http = http }

    /// From now on somebody else sees to its end.
    func serve() { isServed.store(true, ordering: .relaxed) }

    deinit {
        guard !isServed.load(ordering: .relaxed) else { return }
        // A task of its own, because there is nobody left to wait: the connection is what outlives this.
        Task { [http] in try? await http.executeThenClose { _, _ in } }
    }
}
