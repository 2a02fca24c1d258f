import Foundation
import TestHosts

/// Blocked packets, seen one by one.
enum PacketLogBenchmark: Benchmark {
    static let name = "nflog"
    static let summary = "1,000,000 dropped packets from one attacker, each logged to the guard's listener"

    private static let count = 1_000_000
    private static let senders = 2
    private static let attacker = "10.5.0.1"
    private static let server = "10.5.0.2"

    static func run(_ bench: Bench) async throws -> [Row] {
        let runs = try await [flood(), flood(), flood()]
        func median(_ figure: (PacketLogChild.Outcome) -> Double) -> Double { Figures.median(runs.map(figure)) }
        return [
            Row(
                "nflog.rate", ours: median { Double($0.packets) / $0.seconds }, unit: "packets/s", .moreIsBetter,
                goal: .init(limit: 200_000)),
            Row(
                "nflog.lost", ours: Double(runs.map(\.lost).reduce(0, +)), unit: "packets", .lessIsBetter,
                goal: .init(limit: 0)),
            Row(
                "nflog.cpu", ours: median { $0.cpu / Double($0.packets) * 1e6 }, unit: "µs/packet", .lessIsBetter,
                goal: .init(limit: 1)),
        ]
    }

    private static func flood() async throws -> PacketLogChild.Outcome {
        let outside = try TestHost("attacker")
        let inside = try TestHost("server")
        try await outside.connect(to: inside, addresses: [attacker + "/24"], peerAddresses: [server + "/24"])
        let command = try Child.command(.packetLog, [attacker, "\(count)"])
        let listener = try await inside.start(command)
        try await inside.run {
            guard listener.waitForOutput(PacketLogChild.ready) else {
                throw BenchmarkFailure("the listener did not start: \(listener.wait().output)")
            }
        }
        // One sender does not keep the listener busy.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<senders {
                group.addTask {
                    try await outside.run {
                        let socket = try TestSocket(.udp, from: attacker)
                        try socket.connect(to: server, port: 9)
                        try socket.send([0], times: count / senders)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await outside.run {
            // What was lost at the end shows with the packet after it.
            usleep(300_000)
            let socket = try TestSocket(.udp, from: attacker)
            try socket.connect(to: server, port: 9)
            socket.send([0])
        }
        let (status, output) = try await inside.run { listener.wait() }
        guard status == 0 else { throw BenchmarkFailure("the listener ended with \(status): \(output)") }
        return try JSONDecoder().decode(PacketLogChild.Outcome.self, from: Data(output.utf8))
    }
}
