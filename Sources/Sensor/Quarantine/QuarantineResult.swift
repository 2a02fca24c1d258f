/// What became of a file that a visitor left: the label of `sensor_quarantine_files_total`.
enum QuarantineResult: String, CaseIterable, Sendable {
    case kept
    /// The same bytes were there already.
    case known
    /// Larger than one file may be, or the quarantine is full.
    case refused
    /// The disk did not take it.
    case failed
}
