/// Decides from looks at a file when there is something to read or to complain of. A pure value.
///
/// That is when two looks in a row show the same and it is not what was dealt with before: an editor that is still writing
/// is left to finish. Only the first look at all is believed at once.
struct FileWatch {
    private var previous: FileLook?
    private var dealtWith: FileLook?

    mutating func isDue(_ look: FileLook) -> Bool {
        defer { previous = look }
        guard look != dealtWith, look == previous || previous == nil else { return false }
        dealtWith = look
        return true
    }

    /// The file changed while it was read: what was read counts for nothing.
    mutating func changedUnderReading() { dealtWith = nil }
}
