/// What becomes of an attempt to get in.
enum LoginOutcome: Sendable {
    /// - Parameter session: what the browser is to show from now on.
    case welcome(session: String, Role)
    /// The password or the word is not right.
    case wrong
    /// Somebody tried too often, or too many do at the same time.
    case later(Duration)
    /// What was given cannot be used; the sentence says what could.
    case unusable(String)
}
