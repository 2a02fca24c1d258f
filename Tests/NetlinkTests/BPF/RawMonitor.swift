import Glibc

@testable import Netlink

/// A monitor of interfaces, made in one place and asked in another.
final class RawMonitor: Sendable {
    private let monitor: LinkMonitor

    init() throws { monitor = try LinkMonitor() }

    var isReadable: Bool {
        var entry = pollfd(fd: monitor.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 1000) == 1
    }
}
