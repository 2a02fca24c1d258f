import Glibc
import IPNetworks
package import Netlink

/// Finds out how far this host gets, by opening TCP connections and closing them again. On a thread of its own, because
/// that waits for answers; needs no privilege.
package actor ConnectivityProbe {
    private let thread: NetlinkThread

    /// So long is waited for an answer.
    static let patience = Duration.seconds(1)
    /// A router is on the same link.
    static let gatewayPatience = Duration.milliseconds(250)
    /// Addresses of one host that are tried.
    static let mostAddresses = 4

    /// - Parameter thread: for nothing that must not wait; its network namespace is the one that is asked about.
    package init(thread: NetlinkThread) { self.thread = thread }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// Tries all targets at the same time.
    package func reading(of targets: [ConnectivityTarget]) -> ConnectivityReading {
        let start = ContinuousClock.now
        var reading = ConnectivityReading()
        var calls: [ConnectivityCall] = []
        for target in targets {
            reading.reach[target.name] = .silent
            let deadline = start + (target.isGateway ? Self.gatewayPatience : Self.patience)
            for address in target.addresses.prefix(Self.mostAddresses) {
                let call = ConnectivityCall(target.name, address, port: target.port, until: deadline)
                if call.begin() { reading.reach[target.name] = .answers }
                if call.isUnderWay { calls.append(call) }
            }
        }
        finish(calls, &reading)
        for target in targets where target.isGateway && reading.reach[target.name] == .silent {
            if isResolved(target.addresses) { reading.reach[target.name] = .resolves }
        }
        return reading
    }

    private func finish(_ calls: [ConnectivityCall], _ reading: inout ConnectivityReading) {
        var calls = calls
        while true {
            let now = ContinuousClock.now
            // One address of a target is enough.
            calls.removeAll { reading.reach[$0.target] == .answers || $0.deadline <= now }
            guard let next = calls.map(\.deadline).min() else { return }
            var polled = calls.map { pollfd(fd: $0.descriptor, events: Int16(POLLOUT), revents: 0) }
            let milliseconds = Int32((next - now) / .milliseconds(1)) + 1
            guard poll(&polled, nfds_t(polled.count), milliseconds) >= 0 else {
                if errno == EINTR { continue }
                return
            }
            for (call, entry) in zip(calls, polled) where entry.revents != 0 {
                if call.end() { reading.reach[call.target] = .answers }
            }
            calls.removeAll { !$0.isUnderWay }
        }
    }

    /// Whether a router's link address is known, which the attempt to reach it has asked for.
    private func isResolved(_ addresses: [IPAddress]) -> Bool {
        guard var socket = try? RouteSocket(), let neighbours = try? socket.neighbours() else { return false }
        return neighbours.contains { $0.isResolved && addresses.contains($0.address) }
    }
}
