import Glibc

/// What visits cost the process that is visited, and how long they take.
struct VisitCost {
    /// Processor seconds of one.
    var cpu: Double
    /// Seconds that all but one of a hundred took at most.
    var p99: Double

    /// The cost alone of what happens in `body`, in so many visits.
    static func cpu(of count: Int, to process: RunningProcess, _ body: () throws -> Void) throws -> Double {
        let before = try process.usage().cpu
        try body()
        // What is written and sent a moment after the last visit belongs to the visits.
        sleep(1)
        return (try process.usage().cpu - before) / Double(count)
    }

    /// - Parameter first: the number of the first visitor.
    init(_ visits: Visits, count: Int, from first: Int, to process: RunningProcess) throws {
        var p99 = 0.0
        cpu = try Self.cpu(of: count, to: process) { p99 = try visits.run(count, from: first).successful().p99 }
        self.p99 = p99
    }

    /// The middle of several, in milliseconds; `nil` of none.
    static func median(_ costs: [VisitCost], _ figure: (VisitCost) -> Double) -> Double? {
        costs.isEmpty ? nil : Figures.median(costs.map(figure)) * 1e3
    }
}
