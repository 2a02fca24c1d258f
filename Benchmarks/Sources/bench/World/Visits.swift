import Foundation
import Synchronization

/// Many visits, several at a time, each from an address of its own. Visitors are threads that block: nothing of what they
/// cost is the server's.
struct Visits {
    /// What many visits came to.
    struct Outcome: Sendable {
        var failures: [String] = []
        /// Seconds that each of them took.
        var durations: [Double] = []

        /// Seconds that all but one of a hundred took at most.
        var p99: Double { durations.sorted()[durations.count * 99 / 100] }

        /// - Throws: ``BenchmarkFailure`` when one failed.
        func successful() throws -> Outcome {
            guard failures.isEmpty else { throw BenchmarkFailure("\(failures.count) visits failed: \(failures[0])") }
            return self
        }
    }

    var atOnce: Int
    /// Given the address to come from; returns the seconds that are counted.
    let visit: @Sendable (_ source: String) throws -> Double

    init(atOnce: Int, visit: @escaping @Sendable (_ source: String) throws -> Double) {
        self.atOnce = atOnce
        self.visit = visit
    }

    /// - Parameter first: the number of the first visitor; nobody comes twice when it goes on where the last run ended.
    func run(_ count: Int, from first: Int = 0) -> Outcome {
        let tally = Tally(next: first)
        let threads = DispatchGroup()
        for _ in 0..<atOnce {
            threads.enter()
            Thread.detachNewThread {
                while let number = tally.take(before: first + count) {
                    tally.note(Result { try visit(Self.source(number)) })
                }
                threads.leave()
            }
        }
        threads.wait()
        return tally.outcome
    }

    /// The address of a visitor: of the loopback, which has 16 million.
    static func source(_ number: Int) -> String {
        "127.\(1 + number / 62_500).\(number / 250 % 250).\(2 + number % 250)"
    }

    /// What the visitors' threads share.
    private final class Tally: Sendable {
        private let next: Atomic<Int>
        private let sum = Mutex(Outcome())

        init(next: Int) { self.next = Atomic(next) }

        var outcome: Outcome { sum.withLock { $0 } }

        func take(before end: Int) -> Int? {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            return number < end ? number : nil
        }

        func note(_ result: Result<Double, any Error>) {
            sum.withLock { sum in
                switch result {
                case .success(let duration): sum.durations.append(duration)
                case .failure(let error): sum.failures.append("\(error)")
                }
            }
        }
    }
}
