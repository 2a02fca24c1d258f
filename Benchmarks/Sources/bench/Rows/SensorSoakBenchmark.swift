import Foundation
import SSHPeer
import ThreatModel

/// What becomes of a sensor's memory and descriptors over many visits, and of what was tried at it.
enum SensorSoakBenchmark: Benchmark {
    static let name = "sensor-soak"
    static let summary =
        "200,000 visits by SSH and Telnet, with hydra between them: memory, descriptors, every credential"
    static let isOnRequest = true

    private static let visits = 200_000
    private static let portion = 10_000
    /// Portions until memory is expected to stay as it is: the sensor knows as many sources then as it remembers.
    private static let warmUp = 8
    private static let atOnce = 64
    /// Passwords hydra tries in each portion: what one address may do at once.
    private static let guesses = 60

    static func run(_ bench: Bench) async throws -> [Row] {
        var relay: CountingRelay?
        let sensor = try PlayedSensor(bench, [.ssh, .telnet]) { server in
            let between = try CountingRelay(to: server.port)
            relay = between
            return between.port
        }
        guard let relay else { throw BenchmarkFailure("no relay") }
        let ssh = try sensor.port(of: .ssh)
        let telnet = try sensor.port(of: .telnet)
        var memory: [Double] = []
        var descriptors: [Double] = []
        for number in 0..<(visits / portion) {
            let first = number * portion
            _ = try self.visits(ssh: ssh, telnet: telnet).run(portion, from: first).successful()
            try hydra(bench, number, ssh: ssh)
            try sensor.process.waitUntilIdle()
            memory.append(try sensor.process.usage().memory)
            descriptors.append(
                Double(try FileManager.default.contentsOfDirectory(atPath: "/proc/\(sensor.process.pid)/fd").count))
            bench.progress(
                "sensor-soak: \(first + portion) visits, \(Figures.text(memory[number])) MiB, \(Int(descriptors[number])) descriptors"
            )
        }
        let found = try tried(SentEvents(bench, through: relay))
        let wanted = Set((0..<visits).map(password)).union((0..<(visits / portion)).flatMap { guesses(of: $0) })
        let slope =
            (memory[memory.count - 1] - memory[warmUp]) * 1024 / Double((memory.count - 1 - warmUp) * portion / 1000)
        return [
            Row("sensor-soak.memory", ours: memory[memory.count - 1], unit: "MiB", .lessIsBetter),
            Row(
                "sensor-soak.slope", ours: max(0, slope), unit: "KiB/1000", .lessIsBetter, goal: .init(limit: 4)),
            Row(
                "sensor-soak.descriptors", ours: descriptors[descriptors.count - 1] - descriptors[0], unit: "more",
                .lessIsBetter, goal: .init(limit: 2)),
            Row(
                "sensor-soak.unrecorded", ours: Double(wanted.subtracting(found).count), unit: "credentials",
                .lessIsBetter,
                goal: .init(limit: 0)),
        ]
    }

    private static func password(_ number: Int) -> String { "tried-\(number)-" }

    private static func guesses(of portion: Int) -> [String] { (0..<guesses).map { "guessed-\(portion)-\($0)-" } }

    /// By turns SSH and Telnet; each with a password of its own, which its address tells.
    private static func visits(ssh: UInt16, telnet: UInt16) -> Visits {
        Visits(atOnce: atOnce) { source in
            let parts = source.split(separator: ".").compactMap { Int($0) }
            let number = (parts[1] - 1) * 62_500 + parts[2] * 250 + parts[3] - 2
            if number % 2 == 0 {
                let visitor = try SSHVisitor(to: ssh, from: source)
                try visitor.logIn(password: password(number))
                _ = try visitor.run("uname -a; id")
            } else {
                let visitor = try TelnetVisitor(to: telnet, from: source)
                try visitor.logIn(password: password(number))
                try visitor.type("cat /proc/cpuinfo")
                visitor.leave()
            }
            return 0
        }
    }

    private static func hydra(_ bench: Bench, _ portion: Int, ssh: UInt16) throws {
        guard let program = bench.find("hydra") else { throw BenchmarkFailure("no hydra") }
        let list = bench.file("passwords")
        // It is done with a name whose password it has found: another name for each.
        let lines = guesses(of: portion).enumerated().map { "user\($0):\($1)\n" }.joined()
        try Data(lines.utf8).write(to: URL(filePath: list))
        _ = try Run.measured(program, ["-C", list, "-t", "4", "-I", "ssh://127.0.0.1:\(ssh)"])
    }

    /// Every password of the events.
    private static func tried(_ sent: SentEvents) -> Set<String> {
        let mark = Array("\"password\":\"".utf8)
        var found: Set<String> = []
        // Some hundred megabytes: by lines, each looked through once.
        for line in sent.lines.split(separator: UInt8(ascii: "\n")) {
            line.withUnsafeBytes { bytes in
                let place = bytes.indices.first { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
                guard let place else { return }
                let password = bytes[(place + mark.count)...].prefix { $0 != UInt8(ascii: "\"") }
                found.insert(String(decoding: password, as: UTF8.self))
            }
        }
        return found
    }
}
