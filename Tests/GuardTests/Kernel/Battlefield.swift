import Glibc
import Guard
import Synchronization
import TestHosts
import Testing

/// A server with a guard on it, and a host that attacks it from many addresses.
///
/// The cable between them has private addresses, which are never blocked; the attacker's others, 45.40.0.0/16 and
/// 2600:40::/32, are ordinary ones behind it.
final class Battlefield: Sendable {
    let attacker: TestHost
    let server: TestHost
    private let inbox4: TestSocket
    private let inbox6: TestSocket
    private let sent = Atomic<UInt32>(0)

    static let server4 = "10.9.0.2"
    static let server6 = "fd09::2"
    static let port: UInt16 = 4000
    /// So long is waited for what takes a moment: a busy machine included.
    static let patience = Duration.seconds(20)

    init() async throws {
        attacker = try TestHost("attacker")
        server = try TestHost("server")
        try await attacker.connect(
            to: server,
            addresses: ["10.9.0.1/24", "fd09::1/64"] + (1...9).map { "45.40.1.\($0)/32" }
                + ["2600:40::1/128", "2600:40::2/128", "45.41.0.9/24"],
            peerAddresses: ["\(Self.server4)/24", "\(Self.server6)/64", "45.41.0.2/24"])
        try await server.ip("route add 45.40.0.0/16 via 10.9.0.1")
        try await server.ip("-6 route add 2600:40::/32 via fd09::1")
        (inbox4, inbox6) = try await server.run {
            (
                try TestSocket(.udp, from: Self.server4, port: Self.port),
                try TestSocket(.udp, from: Self.server6, port: Self.port)
            )
        }
    }

    /// The guard's world: this server's namespace.
    var surroundings: GuardSurroundings { GuardSurroundings(enterHost: server.entrance) }

    /// Whether a datagram from that address gets through to the server.
    func arrives(from source: String) async throws -> Bool {
        let isV6 = source.contains(":")
        let outlet = try await outlet(from: source)
        let mark = withUnsafeBytes(of: sent.wrappingAdd(1, ordering: .relaxed).newValue) { Array($0) }
        let inbox = isV6 ? inbox6 : inbox4
        return try await server.run {
            outlet.send(mark)
            // It is there, or dropped, when `send` returns: the cable is a function call.
            inbox.setTimeout(milliseconds: 50)
            while let received = inbox.receive() { if received == mark { return true } }
            return false
        }
    }

    func outlet(from source: String) async throws -> TestSocket {
        try await attacker.run {
            let socket = try TestSocket(.udp, from: source)
            try socket.connect(to: source.contains(":") ? Self.server6 : Self.server4, port: Self.port)
            return socket
        }
    }

    /// Waits until packets from that address arrive, or no longer do. Returns how long that took.
    @discardableResult
    func waitUntil(
        _ source: String, arrives isWanted: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Duration {
        let start = ContinuousClock.now
        while try await arrives(from: source) != isWanted {
            try #require(
                ContinuousClock.now - start < Self.patience, "\(source) still \(isWanted ? "dropped" : "arrives")",
                sourceLocation: sourceLocation)
        }
        return ContinuousClock.now - start
    }

    /// `nft` with these words, on the server.
    @discardableResult
    func nft(_ words: String) async throws -> String {
        try await server.command(["nft"] + words.split(separator: " ").map(String.init))
    }
}
