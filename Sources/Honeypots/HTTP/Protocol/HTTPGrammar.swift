/// How strictly a server reads a request's head, and how much of it.
struct HTTPGrammar: Hashable, Sendable {
    /// Bytes of one line, its end included.
    var lineBytes: Int
    /// Bytes of a whole head.
    var headBytes: Int
    var fields: Int
    /// Whether a line must end in CR LF; else LF is enough.
    var needsCarriageReturns = false
    /// Whether a byte that no method has ends the connection at once, before the line is complete.
    var refusesBytesAtOnce = false
    /// Whether a line among the fields must be one; else such lines are passed over.
    var needsWellFormedFields = false
    /// Whether one blank, and no more, must stand between the parts of the request line.
    var needsSingleBlanks = false

    /// The same with every size cut to what a visit may keep.
    func bounded(by limits: HoneypotLimits) -> Self {
        var bounded = self
        bounded.lineBytes = min(lineBytes, limits.pendingBytes)
        bounded.headBytes = min(headBytes, limits.pendingBytes)
        return bounded
    }
}
