package import Guard
package import IPNetworks
package import Netlink
import Synchronization

/// A host whose facts a test makes up.
package final class PlayedHost: HostFacts {
    private struct State {
        var network: HostNetwork
        var connections: [EstablishedConnection] = []
        var opened: [EstablishedConnection] = []
        var names: [String: [IPAddress]] = [:]
        var failure: GuardError?
    }

    private let state: Mutex<State>
    private let notices: AsyncStream<Void>
    private let notice: AsyncStream<Void>.Continuation

    package init(_ network: HostNetwork = HostNetwork()) {
        state = Mutex(State(network: network))
        (notices, notice) = AsyncStream.makeStream(of: Void.self)
    }

    package func set(network: HostNetwork) {
        state.withLock { $0.network = network }
        notice.yield()
    }

    package func set(connections: [EstablishedConnection]) { state.withLock { $0.connections = connections } }

    package func set(opened: [EstablishedConnection]) { state.withLock { $0.opened = opened } }

    /// Names that are not set are never answered, as by a name server that is gone.
    package func set(_ name: String, _ addresses: [IPAddress]) { state.withLock { $0.names[name] = addresses } }

    package func set(failure: GuardError?) { state.withLock { $0.failure = failure } }

    package func network() async throws(GuardError) -> HostNetwork {
        let (network, failure) = state.withLock { ($0.network, $0.failure) }
        if let failure { throw failure }
        return network
    }

    package func sshConnections() async throws(GuardError) -> [EstablishedConnection] {
        let (connections, failure) = state.withLock { ($0.connections, $0.failure) }
        if let failure { throw failure }
        return connections
    }

    package func openedConnections() async throws(GuardError) -> [EstablishedConnection] {
        state.withLock { $0.opened }
    }

    package func addresses(of name: String) async -> [IPAddress] {
        if let addresses = state.withLock({ $0.names[name] }) { return addresses }
        let (never, _) = AsyncStream.makeStream(of: [IPAddress].self)
        return await never.first { _ in true } ?? []
    }

    package func changes() async throws(GuardError) -> AsyncStream<Void> { notices }
}
