import Glibc

/// Tells the service manager how a service fares: sd_notify(3), a datagram of lines to a socket.
package struct ServiceNotifier: Sendable {
    package enum Message: Sendable {
        case ready
        case reloading
        case stopping
        /// The service still does its work.
        case alive
        case status(String)
    }

    private let path: String
    /// A service that says nothing for so long is killed; `nil`: nobody minds.
    package let watchdog: Duration?

    /// `nil` where no service manager wants to know.
    package init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"), path.utf8.count > 1,
            path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        else { return nil }
        self.path = path
        // For another process, if it names one.
        let isOurs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        watchdog =
            isOurs
            ? environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? .microseconds($0) : nil } : nil
    }

    /// Nothing is waited for; a manager that does not listen is not our problem.
    package func send(_ messages: Message...) {
        let text = messages.map(\.line).joined(separator: "\n")
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        // An abstract name begins with NUL (unix(7)).
        if path.hasPrefix("@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count + (path.hasPrefix("@") ? 0 : 1))
        let bytes = Array(text.utf8)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0,
                    length)
            }
        }
    }
}

extension ServiceNotifier.Message {
    /// As sd_notify(3) has it.
    fileprivate var line: String {
        switch self {
        case .ready: return "READY=1"
        case .reloading:
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            return "RELOADING=1\nMONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)"
        case .stopping: return "STOPPING=1"
        case .alive: return "WATCHDOG=1"
        case .status(let text): return "STATUS=" + text.replacing("\n", with: " ")
        }
    }
}
