package import IPNetworks
package import Netlink

/// What must be known about this host, so that it is never cut off. Injected: tests play any host.
package protocol HostFacts: Sendable {
    /// Its addresses, networks, gateways and resolvers.
    func network() async throws(GuardError) -> HostNetwork

    /// Who is connected to its SSH service at this moment.
    func sshConnections() async throws(GuardError) -> [EstablishedConnection]

    /// The connections that it has opened itself and that are open at this moment.
    func openedConnections() async throws(GuardError) -> [EstablishedConnection]

    /// The addresses of a host by its name; none when it is not known now.
    func addresses(of name: String) async -> [IPAddress]

    /// One element for every time that what ``network()`` tells has become another, or for many of them.
    func changes() async throws(GuardError) -> AsyncStream<Void>
}
