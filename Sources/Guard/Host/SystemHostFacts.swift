package import IPNetworks
package import Netlink

/// The facts about the host that this process runs on, from the kernel and from files.
package actor SystemHostFacts: HostFacts {
    private let thread: NetlinkThread
    private let monitor: HostNetworkMonitor
    private let names: NameLookup
    private let files: HostFiles
    /// The port on which the session that started this process came in, if it was one.
    private let sessionPort: UInt16?

    private var routes: RouteSocket?
    private var connections: ConnectionSocket?

    /// - Parameters:
    ///   - thread: for netlink; its network namespace is the one that is asked about.
    ///   - session: how this process was reached, if by SSH.
    package init(
        thread: NetlinkThread, names: NameLookup, files: HostFiles = HostFiles(), session: SSHSession? = nil
    ) {
        self.thread = thread
        self.names = names
        self.files = files
        sessionPort = session?.port
        monitor = HostNetworkMonitor(thread: thread)
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    package func network() throws(GuardError) -> HostNetwork {
        do throws(NetlinkError) {
            if routes == nil { routes = try RouteSocket() }
            let addresses = try routes?.addresses() ?? []
            return HostNetwork(
                attachments: addresses.map { HostNetwork.Attachment(address: $0.address, network: $0.network) },
                gateways: try routes?.gateways() ?? [], resolvers: files.resolvers())
        } catch {
            routes = nil  // a socket that failed once is not asked again
            throw .host(error)
        }
    }

    package func sshConnections() throws(GuardError) -> [EstablishedConnection] {
        do throws(NetlinkError) {
            if connections == nil { connections = try ConnectionSocket() }
            var found: [EstablishedConnection] = []
            for port in Set(files.sshPorts() + (sessionPort.map { [$0] } ?? [])) {
                found += try connections?.connections(localPort: port) ?? []
            }
            return found
        } catch {
            connections = nil
            throw .host(error)
        }
    }

    package func openedConnections() throws(GuardError) -> [EstablishedConnection] {
        do throws(NetlinkError) {
            if connections == nil { connections = try ConnectionSocket() }
            return try connections?.opened() ?? []
        } catch {
            connections = nil
            throw .host(error)
        }
    }

    package nonisolated func addresses(of name: String) async -> [IPAddress] { await names.addresses(of: name) }

    package func changes() async throws(GuardError) -> AsyncStream<Void> {
        do throws(NetlinkError) {
            return try await monitor.changes()
        } catch {
            throw .host(error)
        }
    }
}
