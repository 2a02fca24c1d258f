import Foundation
import Glibc
import Honeypots
import IPNetworks
import ThreatModel

/// A service behind a real socket on the loopback, for clients that are programs of their own: a poll loop on one
/// thread, without limits and without a spool. Not how a sensor runs it.
final class SocketServer: Sendable {
    struct Failure: Error {
        var call: String
        var code: Int32
    }

    /// What was recorded, over all connections in order.
    struct Record: Sendable {
        var kind: EventKind
        var fields: EventFields
    }

    let port: UInt16
    private let listener: Int32
    private let type: any Honeypot.Type
    private let context: HoneypotContext
    private let state = NSLock()
    /// Guarded by `state`.
    nonisolated(unsafe) private var recorded: [Record] = []
    /// Guarded by `state`.
    nonisolated(unsafe) private var isStopped = false

    /// Listens on a free port unless one is given.
    ///
    /// - Parameter address: one of the loopback's sixteen million, for a port that others may have taken on the usual one.
    init(
        _ type: any Honeypot.Type, _ context: HoneypotContext, address place: UInt32 = 0x7f00_0001, port: UInt16 = 0
    ) throws {
        self.type = type
        self.context = context
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = place.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, length) == 0, listen(listener, 64) == 0 else { return Int32(-1) }
                return getsockname(listener, address, &length)
            }
        }
        guard result == 0 else { throw Failure(call: "bind", code: errno) }
        self.port = UInt16(bigEndian: address.sin_port)
        let thread = Thread { [self] in serve() }
        thread.start()
    }

    var events: [Record] { state.withLock { recorded } }

    func stop() { state.withLock { isStopped = true } }

    private struct Connection {
        var machine: any Honeypot
        var queue: [HoneypotOutput.Action] = []
        var unsent: [UInt8] = []
        var resumeAt: Int64 = 0
        var isClosing = false
        var isGone = false
    }

    private static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    private func serve() {
        var connections: [Int32: Connection] = [:]
        while !state.withLock({ isStopped }) {
            var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            for (descriptor, connection) in connections {
                let reads = connection.resumeAt <= Self.now.milliseconds && connection.queue.isEmpty
                let events = (reads ? POLLIN : 0) | (connection.unsent.isEmpty ? 0 : POLLOUT)
                polled.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
            }
            poll(&polled, nfds_t(polled.count), 20)
            if polled[0].revents != 0 { accept(into: &connections) }
            for entry in polled.dropFirst() {
                guard var connection = connections.removeValue(forKey: entry.fd) else { continue }
                if entry.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { read(entry.fd, &connection) }
                perform(entry.fd, &connection)
                if connection.isGone || connection.isClosing && connection.unsent.isEmpty && connection.queue.isEmpty {
                    end(entry.fd, &connection)
                } else {
                    connections[entry.fd] = connection
                }
            }
        }
        for descriptor in connections.keys { close(descriptor) }
        close(listener)
    }

    private func accept(into connections: inout [Int32: Connection]) {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var connection = Connection(machine: type.init(context: context))
        var output = HoneypotOutput()
        connection.machine.connected(at: Self.now, &output)
        connection.queue = output.take()
        perform(descriptor, &connection)
        connections[descriptor] = connection
    }

    private func read(_ descriptor: Int32, _ connection: inout Connection) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else {
            if count == 0 || errno != EAGAIN { connection.isGone = true }
            return
        }
        var output = HoneypotOutput()
        connection.machine.received(buffer[..<count], at: Self.now, &output)
        connection.queue += output.take()
    }

    private func perform(_ descriptor: Int32, _ connection: inout Connection) {
        while connection.resumeAt <= Self.now.milliseconds, !connection.queue.isEmpty {
            switch connection.queue.removeFirst() {
            case .send(let bytes): connection.unsent += bytes
            case .record(let kind, let fields): record(kind, fields)
            case .keep(let bytes, var fields):
                fields["size"] = String(bytes.count)
                record(.file, fields)
            case .pause(let duration): connection.resumeAt = Self.now.advanced(by: duration).milliseconds
            case .work:
                var output = HoneypotOutput()
                connection.machine.work(at: Self.now, &output)
                connection.queue += output.take()
            case .resume:
                var output = HoneypotOutput()
                connection.machine.resume(at: Self.now, &output)
                connection.queue += output.take()
            case .close: connection.isClosing = true
            }
        }
        guard !connection.unsent.isEmpty else { return }
        let count = send(descriptor, connection.unsent, connection.unsent.count, Int32(MSG_NOSIGNAL))
        if count > 0 { connection.unsent.removeFirst(count) } else if errno != EAGAIN { connection.isGone = true }
    }

    private func end(_ descriptor: Int32, _ connection: inout Connection) {
        var output = HoneypotOutput()
        connection.machine.disconnected(at: Self.now, &output)
        connection.queue += output.take()
        for case .record(let kind, let fields) in connection.queue { record(kind, fields) }
        for case .keep(let bytes, var fields) in connection.queue {
            fields["size"] = String(bytes.count)
            record(.file, fields)
        }
        close(descriptor)
    }

    private func record(_ kind: EventKind, _ fields: EventFields) {
        state.withLock { recorded.append(Record(kind: kind, fields: fields)) }
    }
}
