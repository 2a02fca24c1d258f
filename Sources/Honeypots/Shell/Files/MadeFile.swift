/// A file of the machine whose bytes follow from a rule, and perhaps from the time: of the distribution, or a log that
/// grows. Nothing is kept for it.
protocol MadeFile: Sendable {
    func size(at now: Int64) -> Int
    /// When it was written last, seconds since the epoch; nil: when its node says.
    func modified(at now: Int64) -> Int64?
    /// Bytes `range` of it, as far as they exist.
    func bytes(in range: Range<Int>, at now: Int64) -> [UInt8]
}

extension MadeFile {
    func modified(at now: Int64) -> Int64? { nil }
}
