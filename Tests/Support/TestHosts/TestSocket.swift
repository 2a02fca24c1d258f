import CTestHosts
import Glibc

/// A socket of a test, opened in a host and used from anywhere.
package final class TestSocket: Sendable {
    package enum Kind: Sendable {
        case udp
        case tcp
    }

    package let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// A socket in the namespace of this thread: call it inside ``TestHost/run(_:)``.
    ///
    /// - Parameters:
    ///   - source: the address to send from, or to listen at; any when `nil`.
    package convenience init(_ kind: Kind, from source: String? = nil, port: UInt16 = 0) throws {
        let isV6 = source?.contains(":") ?? false
        let type =
            switch kind {
            case .udp: Int32(SOCK_DGRAM.rawValue)
            case .tcp: Int32(SOCK_STREAM.rawValue)
            }
        let descriptor = socket(isV6 ? AF_INET6 : AF_INET, type | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestHostError.call("socket", errno: errno) }
        self.init(descriptor: descriptor)
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        guard source != nil || port != 0 else { return }
        try Self.withAddress(source ?? "0.0.0.0", port) { bind(descriptor, $0, $1) }
    }

    /// A port of 127.0.0.1 that was free a moment ago.
    package static func freePort() throws -> UInt16 {
        let socket = try TestSocket(.tcp, from: "127.0.0.1")
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    package func connect(to address: String, port: UInt16) throws {
        try Self.withAddress(address, port) { Glibc.connect(descriptor, $0, $1) }
    }

    package func listen() throws {
        guard Glibc.listen(descriptor, 16) == 0 else { throw TestHostError.call("listen", errno: errno) }
    }

    package func accept() throws -> TestSocket {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { throw TestHostError.call("accept", errno: errno) }
        return TestSocket(descriptor: accepted)
    }

    /// Gives up waiting to receive, to accept or to connect after so long.
    package func setTimeout(milliseconds: Int) {
        var time = timeval(tv_sec: milliseconds / 1000, tv_usec: suseconds_t(milliseconds % 1000 * 1000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    }

    /// Sends on a connected socket. Returns `false` when it cannot.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// What comes next; `nil` after the timeout, or when the connection is at its end.
    package func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// Sends the same datagram `count` times, as fast as it goes, on a connected socket.
    ///
    /// - Returns: how many were sent.
    @discardableResult
    package func send(_ bytes: [UInt8], times count: Int) throws -> Int {
        var sent = 0
        while sent < count {
            let more = th_send_repeated(descriptor, bytes, UInt(bytes.count), UInt32(min(count - sent, 1024)))
            if more < 0 {
                // A refusal by the other side is told here; the datagram before it was sent all the same.
                guard errno == ECONNREFUSED || errno == EINTR || errno == ENOBUFS else {
                    throw TestHostError.call("sendmmsg", errno: errno)
                }
                continue
            }
            sent += Int(more)
        }
        return sent
    }

    private static func withAddress(
        _ text: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws {
        var storage = sockaddr_storage()
        let isV6 = text.contains(":")
        let length = isV6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        let result = withUnsafeMutableBytes(of: &storage) { bytes -> Int32 in
            // Family, port, then the address: at byte 4 in sockaddr_in, at byte 8 in sockaddr_in6.
            bytes.storeBytes(of: sa_family_t(isV6 ? AF_INET6 : AF_INET), as: sa_family_t.self)
            bytes.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
            guard let base = bytes.baseAddress, inet_pton(isV6 ? AF_INET6 : AF_INET, text, base + (isV6 ? 8 : 4)) == 1
            else { return -1 }
            return body(base.assumingMemoryBound(to: sockaddr.self), socklen_t(length))
        }
        if result != 0 { throw TestHostError.call("address \(text) port \(port)", errno: errno) }
    }
}
