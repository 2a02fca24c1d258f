/// A family of evasion tricks and how they are undone. Rules see the text as it came *and* in this form, so that a pattern
/// needs to be written once.
enum NormalForm: Sendable {
    /// A shell's command line (``ShellNormaliser``).
    case shell
    /// Parts of an HTTP request (``RequestNormaliser``).
    case request
    /// A statement of SQL (``SQLNormaliser``).
    case sql
}
