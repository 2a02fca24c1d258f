import Glibc
import NIOPosix

/// A visitor on a plain socket: blocking calls, on threads that may block, each with a time limit of the kernel's.
final class SocketVisitor: Sendable {
    struct Failure: Error { var code: CInt }

    private let descriptor: CInt

    /// - Parameter receiveBuffer: bytes the kernel may hold unread; small for a visitor who does not read.
    init(port: UInt16, address: String = "127.0.0.1", receiveBuffer: CInt? = nil) async throws {
        descriptor = try await NIOThreadPool.singleton.runIfActive {
            let isIPv6 = address.contains(":")
            let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if var receiveBuffer {
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<CInt>.size))
            }
            var limit = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            let result: CInt
            if isIPv6 {
                var target = sockaddr_in6()
                target.sin6_family = sa_family_t(AF_INET6)
                target.sin6_port = port.bigEndian
                inet_pton(AF_INET6, address, &target.sin6_addr)
                result = withUnsafeBytes(of: &target) { bytes in
                    connect(
                        descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(bytes.count))
                }
            } else {
                var target = sockaddr_in()
                target.sin_family = sa_family_t(AF_INET)
                target.sin_port = port.bigEndian
                inet_pton(AF_INET, address, &target.sin_addr)
                result = withUnsafeBytes(of: &target) { bytes in
                    connect(
                        descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(bytes.count))
                }
            }
            guard result == 0 else { throw Failure(code: errno) }
            return descriptor
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) async throws {
        let descriptor = descriptor
        try await NIOThreadPool.singleton.runIfActive {
            let bytes = Array(text.utf8)
            guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
                throw Failure(code: errno)
            }
        }
    }

    /// Reads until what was read ends in `end`, or the other side closes.
    func receive(until end: String? = nil) async throws -> String {
        let descriptor = descriptor
        return try await NIOThreadPool.singleton.runIfActive {
            var text: [UInt8] = []
            var portion = [UInt8](repeating: 0, count: 64 * 1024)
            while true {
                let count = recv(descriptor, &portion, portion.count, 0)
                if count < 0, errno != ECONNRESET { throw Failure(code: errno) }
                guard count > 0 else { break }
                text += portion[..<count]
                if let end, text.suffix(end.utf8.count).elementsEqual(end.utf8) { break }
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// Says that nothing more will be sent, and goes on listening.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }
}
