/// Something that is made of files and can be made again.
protocol ReloadSource: Sendable {
    /// What it is called in health and log.
    var name: String { get }

    /// The files that it is made of now, whether or not they are there.
    var files: [String] { get }

    /// Reads all files and puts what they make into force, if nothing is wrong with them. Blocks its thread.
    ///
    /// - Parameter isFirst: nothing is in force yet: what can be used is then better than nothing.
    func reload(isFirst: Bool) -> ReloadOutcome
}

/// What came of reading files.
struct ReloadOutcome: Sendable {
    /// What is in force.
    var sentence: String
    /// Sentences about what cannot be used.
    var errors: [String] = []
}
