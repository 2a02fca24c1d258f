import Foundation
import SSHPeer
import Synchronization
import ThreatModel

/// How long others wait while somebody runs what takes all it can get.
enum IsolationBenchmark: Benchmark {
    static let name = "isolation"
    static let summary = "answers to 50 SSH sessions, alone and beside hostile commands; against Cowrie"

    private static let sessions = 50
    /// Of each session, how long it rests between two commands.
    private static let pause: TimeInterval = 0.25
    /// Seconds that count, the calmest of those measured: until so many were calm, or no longer than that.
    private static let seconds = 8
    private static let mostSeconds = 24
    /// SCHED_IDLE of linux/sched.h.
    private static let idle: Int32 = 5

    /// What holds a server up that lets it: each is typed again as soon as it has ended.
    private static let hostile: [(name: String, command: String)] = [
        ("find", "find / -name '*a*b*'"),
        ("yes", "yes"),
        ("fork", "f() { f | f & }; f"),
        ("echo", "x=0123456789; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do x=$x$x; done; echo $x"),
        ("glob", "cd /usr/share/doc; echo */*/*/../../*/*/../../*/*"),
        ("regex", "head -c 100000 /dev/zero | tr '\\0' a | grep -E '(a+)+b'"),
        ("loop", "while :; do :; done"),
        ("brace", "echo {1..100000}{1..100000}"),
    ]

    /// What somebody does meanwhile.
    private enum Company {
        case nobody
        /// On every processor, in no connection with the sensor and at the lowest priority: what the machine makes of it.
        case spinner
        case visitor(String)
    }

    static func run(_ bench: Bench) async throws -> [Row] {
        let sensor = try PlayedSensor(bench, [.ssh])
        let port = try sensor.port(of: .ssh)
        var watched = Watched()
        // Alone before, among and behind the others: a machine is not always as fast.
        var alone = try answers(port, beside: .nobody, &watched)
        let machine = try answers(port, beside: .spinner, from: 50, &watched)
        var rows: [Row] = []
        var worst = 0.0
        var worstUsual = 0.0
        for (number, (name, command)) in hostile.enumerated() {
            bench.progress("isolation: beside \(name)")
            let measured = try answers(port, beside: .visitor(command), from: (number + 1) * 100, &watched)
            let beside = slowest(measured)
            worst = max(worst, beside)
            worstUsual = max(worstUsual, usual(measured))
            rows.append(Row("isolation.\(name)", ours: beside * 1e3, unit: "ms", .lessIsBetter))
            if number % 4 == 3 {
                alone += try answers(port, beside: .nobody, from: 1000 + number * 100, &watched)
            }
        }
        let cowrie = try Cowrie(bench)
        let their = cowrie.map { cowrie in
            bench.progress("isolation: Cowrie beside find")
            // Whom it does not let in any more has waited so long.
            let answers = (try? answers(cowrie.ssh, beside: .visitor(hostile[0].command), &watched)) ?? []
            return answers.allSatisfy(\.isEmpty) ? SSHVisitor.patience : slowest(answers)
        }
        return [
            Row("isolation.alone", ours: slowest(alone) * 1e3, unit: "ms", .lessIsBetter),
            Row("isolation.machine", ours: slowest(machine) * 1e3, unit: "ms", .lessIsBetter),
            Row("isolation.stolen", ours: watched.stolenShare * 100, unit: "% of a processor", .lessIsBetter),
            Row("isolation.usual-alone", ours: usual(alone) * 1e3, unit: "ms", .lessIsBetter),
            Row("isolation.usual-worst", ours: worstUsual * 1e3, unit: "ms", .lessIsBetter),
        ] + rows + [
            Row(
                "isolation.worst", ours: worst * 1e3, unit: "ms", .lessIsBetter,
                peer: Cowrie.peer(their.map { $0 * 1e3 }),
                goal: .init(limit: slowest(alone) * 2e3))
        ]
    }

    /// Seconds that all but one of a hundred answers took at most: of all of them.
    private static func slowest(_ seconds: [[Double]]) -> Double {
        let sorted = seconds.flatMap(\.self).sorted()
        return sorted.isEmpty ? .infinity : sorted[sorted.count * 99 / 100]
    }

    /// The same in a usual second: what differs much from the above came in few of them.
    private static func usual(_ seconds: [[Double]]) -> Double {
        Figures.median(seconds.filter { !$0.isEmpty }.map { $0.sorted()[$0.count * 99 / 100] })
    }

    /// The seconds that count, and what the machine's host took in them, in ticks of ten milliseconds.
    private struct Watched {
        var seconds = 0
        var ticks = 0
        var stolenShare: Double { seconds == 0 ? 0 : Double(ticks) / Double(seconds) / 100 }
    }

    /// How many seconds each answer took, for each second that counts.
    private static func answers(
        _ port: UInt16, beside company: Company, from first: Int = 0, _ watched: inout Watched
    ) throws -> [[Double]] {
        let isOver = Atomic(false)
        let threads = DispatchGroup()
        for number in 0..<2 {
            if case .nobody = company { break }
            threads.enter()
            Thread.detachNewThread {
                // What it does with the answers is not the sensor's: it takes no time from anybody.
                var priority = sched_param()
                sched_setscheduler(0, idle, &priority)
                while !isOver.load(ordering: .relaxed) {
                    // It may be thrown out: that is no failure of who does it to it.
                    guard case .visitor(let command) = company,
                        let visitor = try? SSHVisitor(to: port, from: Visits.source(first + sessions + number)),
                        (try? visitor.logIn(password: "admin")) != nil
                    else { continue }
                    _ = try? visitor.run(command)
                }
                threads.leave()
            }
        }
        let durations = Mutex([[Double]](repeating: [], count: mostSeconds + 1))
        let beginning = ContinuousClock.now
        let stolen = StolenTime(from: beginning)
        let outcome = Visits(atOnce: sessions) { source in
            let visitor = try SSHVisitor(to: port, from: source)
            try visitor.logIn(password: "admin")
            while stolen.calmSeconds < seconds, ContinuousClock.now < beginning + .seconds(mostSeconds) {
                // Each visitor is a thread of its own, in which libssh blocks as well: nobody else waits for it.
                Thread.sleep(forTimeInterval: pause * Double.random(in: 0.5...1.5))
                let start = ContinuousClock.now
                _ = try visitor.run("uname -a")
                let duration = (ContinuousClock.now - start) / .seconds(1)
                let second = Int((start - beginning) / .seconds(1))
                durations.withLock { $0[min(second, $0.count - 1)].append(duration) }
            }
            return 0
        }
        .run(sessions, from: first)
        isOver.store(true, ordering: .relaxed)
        threads.wait()
        let ticks = stolen.end()
        _ = try outcome.successful()
        let calmest = durations.withLock { zip($0, ticks).sorted { $0.1 < $1.1 }.prefix(seconds) }
        watched.seconds += calmest.count
        watched.ticks += calmest.reduce(0) { $0 + $1.1 }
        return calmest.map(\.0)
    }
}
