/// An account and what is true of it.
struct SimulatedReporter: Sendable {
    let account: Int64
    /// The accounts that the rules see to belong together vote as one.
    let organisation: Int64
    let kind: ReporterKind
    /// The day of the account's first report.
    let firstDay: Int
    /// The day from which it lies.
    let liesFrom: Int
    /// Share of its reports that are wrong by mistake.
    let error: Double
    /// How much of what is attacked is its, beside the others'.
    let size: Double
    let ring: Int
    /// Whether it says that what it blocked was listed before.
    let declaresEchoes: Bool

    func lies(on day: Int) -> Bool { kind.isLiar && day >= liesFrom }
}
