import Glibc
import TestHosts

/// Datagrams in turn from addresses that are listed all the while and from one that never is.
final class Traffic: Sendable {
    struct Count: Sendable, CustomStringConvertible {
        var hostile = 0
        var innocent = 0
        /// From listed addresses, and got through.
        var leaked = 0
        /// From others, and did not get through.
        var lost = 0

        var description: String {
            "\(leaked) of \(hostile) packets of listed addresses leaked, \(lost) of \(innocent) of others lost"
        }
    }

    private let field: Battlefield
    private let inbox: TestSocket
    private let hostile: [TestSocket]
    private let innocent: TestSocket

    /// Another than ``Battlefield``'s own.
    private static let port: UInt16 = 4100
    /// As `guard-trial churn` lists them; the network's other address moves between a single address and a network.
    private static let listed = ["45.40.1.1", "45.40.1.9"]

    init(_ field: Battlefield) async throws {
        self.field = field
        inbox = try await field.server.run { try TestSocket(.udp, from: Battlefield.server4, port: Self.port) }
        (hostile, innocent) = try await field.attacker.run {
            func outlet(_ source: String) throws -> TestSocket {
                let socket = try TestSocket(.udp, from: source)
                try socket.connect(to: Battlefield.server4, port: Self.port)
                return socket
            }
            return (try Self.listed.map(outlet), try outlet("45.40.1.2"))
        }
    }

    /// Sends until it is over. Every innocent one is waited for.
    func flow(until over: Restarted) async throws -> Count {
        try await field.attacker.run { [self] in
            var count = Count()
            // On a machine with much else to do a packet is handed over late, which is not lost.
            inbox.setTimeout(milliseconds: 10_000)
            while !over.isOver {
                for socket in hostile {
                    socket.send([1])
                    count.hostile += 1
                }
                innocent.send([2])
                count.innocent += 1
                while true {
                    guard let received = inbox.receive() else {
                        count.lost += 1
                        break
                    }
                    if received == [2] { break }
                    count.leaked += 1
                }
            }
            return count
        }
    }
}
