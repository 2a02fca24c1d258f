import Glibc

/// What visits cost the process that is visited, and how long they take.
struct VisitCost {
    /// Processor seconds of one.
    var cpu: Double
    /// Seconds that all but one of a hundred took at most.
    var p99: Double

    /// - Parameter first: the number of the first visitor.
    init(_ visits: Visits, count: Int, from first: Int, to process: RunningProcess) throws {
        let before = try process.usage().cpu
        let outcome = try visits.run(count, from: first).successful()
        // What is written and sent a moment after the last visit belongs to the visits.
        sleep(1)
        cpu = (try process.usage().cpu - before) / Double(count)
        p99 = outcome.p99
    }

    /// The middle of several, in milliseconds; `nil` of none.
    static func median(_ costs: [VisitCost], _ figure: (VisitCost) -> Double) -> Double? {
        costs.isEmpty ? nil : Figures.median(costs.map(figure)) * 1e3
    }
}
