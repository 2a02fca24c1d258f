import Foundation
import Synchronization
import TestHosts

/// Passes bytes on to a server of the loopback and keeps those that went there.
final class CountingRelay: Sendable {
    let port: UInt16
    private let listener: TestSocket
    private let server: UInt16
    private let kept = Mutex<[[UInt8]]>([])

    init(to server: UInt16) throws {
        port = try Loopback.freePort()
        self.server = server
        listener = try TestSocket(.tcp, from: "127.0.0.1", port: port)
        try listener.listen()
        Thread.detachNewThread { [self] in
            while let client = try? listener.accept() { relay(client) }
        }
    }

    /// What each connection has sent so far.
    var connections: [[UInt8]] { kept.withLock { $0 } }

    private func relay(_ client: TestSocket) {
        guard let other = try? TestSocket(.tcp), (try? other.connect(to: "127.0.0.1", port: server)) != nil else {
            return
        }
        let number = kept.withLock { kept in
            kept.append([])
            return kept.count - 1
        }
        Thread.detachNewThread { [self] in
            while let bytes = client.receive() {
                kept.withLock { $0[number] += bytes }
                other.send(bytes)
            }
            shutdown(other.descriptor, Int32(SHUT_RDWR))
        }
        Thread.detachNewThread {
            while let bytes = other.receive() { client.send(bytes) }
            shutdown(client.descriptor, Int32(SHUT_RDWR))
        }
    }
}
