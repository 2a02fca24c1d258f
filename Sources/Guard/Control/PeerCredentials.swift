import Glibc
import NIOCore

/// Who is at the other end of a Unix socket: `struct ucred` of unix(7), SO_PEERCRED.
struct PeerCredentials: Sendable {
    var process: Int32 = 0
    var user: UInt32 = .max
    var group: UInt32 = .max

    /// root, and the user that the guard runs as.
    var isTrusted: Bool { user == 0 || user == geteuid() }

    /// `nil` when the kernel does not tell.
    static func of(_ channel: any Channel) async -> PeerCredentials? {
        guard let socket = channel as? any SocketOptionProvider else { return nil }
        let answer: EventLoopFuture<PeerCredentials> = socket.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return try? await answer.get()
    }
}
