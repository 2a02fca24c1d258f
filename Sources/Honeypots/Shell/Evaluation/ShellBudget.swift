/// What a visitor's commands may cost. One unit of work is about a byte looked at; a command line that runs out of them
/// behaves like a program that never comes back, until the visitor interrupts it.
struct ShellBudget: Sendable {
    /// Work of one line: some tens of milliseconds on one core.
    static let lineWork = 8_000_000
    /// Work of one visit; afterwards the device is dead.
    static let visitWork = 60_000_000
    /// Work of one step of the evaluator, apart from the bytes it handles.
    static let step = 40
    /// Work of starting a program.
    static let program = 200
    /// Work between two rests of what was put off: about a millisecond.
    static let workBetweenRests = 100_000
    /// Bytes one line can print.
    static let lineOutput = 2 * 1024 * 1024
    /// Time one line can pass by waiting before it really has to wait.
    static let linePause = Duration.seconds(120)

    private(set) var work = Self.lineWork
    private var visitWork = Self.visitWork
    private(set) var output = Self.lineOutput
    private var visitOutput: Int
    private(set) var pause = Self.linePause
    /// What the present call may still cost, when it began with ``hold(_:)``; behind by what the present line has cost.
    private var allowance: Int?
    /// What ``work`` began with under the allowance.
    private var granted = 0
    /// Work of the line that the allowance holds back.
    private var heldBack = 0
    /// What is called between stretches of work, and what is left of the present one.
    private var rest: (@Sendable () -> Void)?
    private var untilRest = Int.max

    init(visitOutput: Int) { self.visitOutput = visitOutput }

    /// The visit has cost all it may.
    var isVisitOver: Bool { visitWork <= 0 || visitOutput <= 0 }
    /// The line has cost all it may.
    var isSpent: Bool { work <= 0 || output <= 0 }

    /// A call begins that may cost no more than this; whoever makes it throws away what came of it when it did
    /// (``isOverdrawn``), and makes it again where it may cost all that a line may.
    mutating func hold(_ units: Int) {
        allowance = units
        grant(work)
    }

    /// The call was within its allowance.
    mutating func release() {
        work += heldBack
        heldBack = 0
        allowance = nil
    }

    /// The call has come to the end of its allowance, not to that of the budget.
    var isOverdrawn: Bool { heldBack > 0 && work <= 0 }

    /// From here on work is done in stretches, and this is called between them; nil: it is not.
    mutating func rests(_ rest: (@Sendable () -> Void)?) {
        self.rest = rest
        untilRest = rest == nil ? .max : Self.workBetweenRests
    }

    private mutating func grant(_ units: Int) {
        granted = min(units, allowance ?? units)
        heldBack = units - granted
        work = granted
    }

    /// A new line begins.
    mutating func refresh() {
        if let allowance { self.allowance = allowance - (granted - work) }
        grant(min(Self.lineWork, visitWork))
        output = Self.lineOutput
        pause = Self.linePause
    }

    /// Takes `units` of work; false when there are not that many left, and then none are.
    mutating func charge(_ units: Int) -> Bool {
        let units = max(units, 1)
        guard work >= units else {
            visitWork -= max(work, 0)
            work = 0
            return false
        }
        work -= units
        visitWork -= units
        untilRest -= units
        if untilRest <= 0 {
            untilRest = Self.workBetweenRests
            rest?()
        }
        return true
    }

    /// The line has cost all it may, for a reason that work does not measure.
    mutating func exhaust() { _ = charge(Int.max) }

    /// How many of `count` bytes may still be printed.
    mutating func takeOutput(_ count: Int) -> Int {
        let granted = max(0, min(count, output, visitOutput))
        output -= count > granted ? output : granted
        visitOutput -= granted
        return granted
    }

    /// Whether a wait may pass at once in virtual time.
    mutating func takePause(_ duration: Duration) -> Bool {
        guard duration <= pause else { return false }
        pause -= duration
        return true
    }
}
