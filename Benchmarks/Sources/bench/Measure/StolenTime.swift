import Foundation
import Synchronization

/// Seconds in which the machine's host ran something else on its processors: what is slow then is nobody's fault here.
///
/// Source: `steal` in the first line of `/proc/stat` (proc_stat(5)), in ticks of ten milliseconds.
final class StolenTime: Sendable {
    /// Of all processors together, in a calm second.
    private static let mostTicks = 1

    private let stolen = Mutex<[Int]>([])
    private let isOver = Atomic(false)
    private let ended = DispatchGroup()

    /// Looks at the end of each second from now on.
    init(from beginning: ContinuousClock.Instant) {
        ended.enter()
        Thread.detachNewThread { [self] in
            var before = Self.ticks()
            var second = 0
            while !isOver.load(ordering: .relaxed) {
                second += 1
                let left = (beginning + .seconds(second) - ContinuousClock.now) / .seconds(1)
                Thread.sleep(forTimeInterval: max(0, left))
                let now = Self.ticks()
                stolen.withLock { $0.append(now - before) }
                before = now
            }
            ended.leave()
        }
    }

    /// Seconds so far in which next to nothing was stolen.
    var calmSeconds: Int { stolen.withLock { $0.count { $0 <= Self.mostTicks } } }

    /// Ends the watch.
    ///
    /// - Returns: of each second, how many ticks were stolen.
    func end() -> [Int] {
        isOver.store(true, ordering: .relaxed)
        ended.wait()
        return stolen.withLock { $0 }
    }

    private static func ticks() -> Int {
        guard let line = try? String(contentsOfFile: "/proc/stat", encoding: .utf8).prefix(while: { $0 != "\n" })
        else { return 0 }
        // cpu user nice system idle iowait irq softirq steal …
        let fields = line.split(separator: " ")
        return fields.count > 8 ? Int(fields[8]) ?? 0 : 0
    }
}
