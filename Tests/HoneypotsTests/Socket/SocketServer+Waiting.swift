import Glibc
import Honeypots

extension SocketServer {
    /// A server on a port that the one before it may not have let go of yet.
    static func waiting(_ type: any Honeypot.Type, _ context: HoneypotContext, port: UInt16) throws -> SocketServer {
        for _ in 0..<300 {
            if let server = try? SocketServer(type, context, port: port) { return server }
            usleep(50_000)
        }
        return try SocketServer(type, context, port: port)
    }
}
