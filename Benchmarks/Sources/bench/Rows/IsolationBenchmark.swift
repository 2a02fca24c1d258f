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
    private static let seconds = 12.0
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
        // Alone before, among and behind the others: a machine is not always as fast.
        var alone = try answers(port, beside: .nobody)
        let machine = try answers(port, beside: .spinner, from: 50)
        var all = alone.durations + machine.durations
        var rows: [Row] = []
        var worst = 0.0
        var worstOfAll = 0.0
        for (number, (name, command)) in hostile.enumerated() {
            bench.progress("isolation: beside \(name)")
            let measured = try answers(port, beside: .visitor(command), from: (number + 1) * 100)
            worst = max(worst, measured.slowest)
            worstOfAll = max(worstOfAll, Self.slowest(measured.durations))
            all += measured.durations
            rows.append(Row("isolation.\(name)", ours: measured.slowest * 1e3, unit: "ms", .lessIsBetter))
            if number % 4 == 3 {
                let again = try answers(port, beside: .nobody, from: 1000 + number * 100)
                alone.append(again)
                all += again.durations
            }
        }
        let cowrie = try Cowrie(bench)
        let their = cowrie.map { cowrie in
            bench.progress("isolation: Cowrie beside find")
            // Whom it does not let in any more has waited so long.
            return (try? answers(cowrie.ssh, beside: .visitor(hostile[0].command)))?.slowest ?? SSHVisitor.patience
        }
        let disturbed = all.count { $0.isDisturbed }
        return [
            Row("isolation.alone", ours: alone.slowest * 1e3, unit: "ms", .lessIsBetter),
            Row("isolation.machine", ours: machine.slowest * 1e3, unit: "ms", .lessIsBetter),
            Row(
                "isolation.disturbed", ours: Double(disturbed) / Double(max(1, all.count)) * 100,
                unit: "% of answers", .lessIsBetter),
            Row("isolation.all-alone", ours: Self.slowest(alone.durations) * 1e3, unit: "ms", .lessIsBetter),
            Row("isolation.all-worst", ours: worstOfAll * 1e3, unit: "ms", .lessIsBetter),
        ] + rows + [
            Row(
                "isolation.worst", ours: worst * 1e3, unit: "ms", .lessIsBetter,
                peer: Cowrie.peer(their.map { $0 * 1e3 }),
                goal: .init(limit: alone.slowest * 2e3))
        ]
    }

    private struct Answer: Sendable {
        var seconds: Double
        /// The machine's host took a processor away meanwhile.
        var isDisturbed: Bool
    }

    private struct Answers {
        var durations: [Answer]
        /// Seconds that all but one of a hundred answers took at most, of those that the host left alone.
        var slowest: Double { IsolationBenchmark.slowest(durations.filter { !$0.isDisturbed }) }
        mutating func append(_ other: Self) { durations += other.durations }
    }

    /// Seconds that all but one of a hundred took at most; none at all is no good sign.
    private static func slowest(_ answers: [Answer]) -> Double {
        let sorted = answers.map(\.seconds).sorted()
        return sorted.isEmpty ? .infinity : sorted[sorted.count * 99 / 100]
    }

    /// How long each answer took.
    private static func answers(
        _ port: UInt16, beside company: Company, from first: Int = 0
    ) throws -> Answers {
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
        let durations = Mutex<[HostStalls.Interval]>([])
        let stalls = HostStalls()
        let end = ContinuousClock.now + .seconds(seconds)
        let outcome = Visits(atOnce: sessions) { source in
            let visitor = try SSHVisitor(to: port, from: source)
            try visitor.logIn(password: "admin")
            while ContinuousClock.now < end {
                // Each visitor is a thread of its own, in which libssh blocks as well: nobody else waits for it.
                Thread.sleep(forTimeInterval: pause * Double.random(in: 0.5...1.5))
                let start = ContinuousClock.now
                _ = try visitor.run("uname -a")
                let answered = ContinuousClock.now
                durations.withLock { $0.append((start, answered)) }
            }
            return 0
        }
        .run(sessions, from: first)
        isOver.store(true, ordering: .relaxed)
        threads.wait()
        let stalled = stalls.end()
        _ = try outcome.successful()
        return Answers(
            durations: durations.withLock(\.self).map { answer in
                Answer(
                    seconds: (answer.end - answer.start) / .seconds(1),
                    isDisturbed: stalled.contains { $0.start < answer.end && answer.start < $0.end })
            })
    }
}
