import TestHosts

/// A stream of numbered datagrams from one address to the protected host, which shows to some milliseconds when its
/// packets begin to be dropped.
package final class Probe: Sendable {
    package static let port: UInt16 = 9999
    /// Milliseconds between two datagrams.
    static let interval = 2

    package let record = ProbeRecord()
    private let receiving: Task<Void, any Error>
    private let sending: Task<Void, any Error>

    package init(from source: String, in network: LoopNetwork) async throws {
        let receiver = try await network.protected.run {
            let socket = try TestSocket(.udp, from: LoopNetwork.protectedAddress, port: Self.port)
            socket.setTimeout(milliseconds: 50)
            return socket
        }
        let sender = try await network.attacker.run {
            let socket = try TestSocket(.udp, from: source)
            try socket.connect(to: LoopNetwork.protectedAddress, port: Self.port)
            return socket
        }
        let record = record
        receiving = Task {
            try await network.protected.run {
                while !record.isOver {
                    if let bytes = receiver.receive(), let number = Self.number(bytes) { record.note(received: number) }
                }
            }
        }
        sending = Task {
            try await network.attacker.run {
                while !record.isOver {
                    sender.send(Self.bytes(record.noteSent()))
                    LoopWait.pause(milliseconds: Self.interval)
                }
            }
        }
    }

    /// Ends both sides and waits for them.
    package func stop() async throws {
        record.end()
        try await sending.value
        try await receiving.value
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func number(_ bytes: [UInt8]) -> Int? {
        bytes.count == 4 ? (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) } : nil
    }
}
