/// What became of what a visitor has just asked for, to be said on the page that they come back to.
struct ChangeNotice: Equatable, Sendable {
    enum Outcome: Equatable, Sendable {
        case done(ChangeReceipt)
        /// A sentence that says why not.
        case refused(String)
    }

    /// Unguessable: whoever knows it has been given it.
    var id: String
    /// The name of the change.
    var change: String
    /// What the visitor has filled in, where it was refused: they need not write it again.
    var entered: [String: String] = [:]
    var outcome: Outcome

    var receipt: ChangeReceipt? {
        switch outcome {
        case .done(let receipt): receipt
        case .refused: nil
        }
    }
}
