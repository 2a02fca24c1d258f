import Detection

/// What is wrong with rules, as `--json` shows it.
struct RuleReport: Encodable {
    struct Fault: Encodable {
        let file: String
        let line: Int
        let problem: String
    }

    let files: [String]
    let faults: [Fault]

    init(files: [String], faults: [DetectionError]) {
        self.files = files
        self.faults = faults.map { Fault(file: $0.file, line: $0.line, problem: $0.problem) }
    }

    /// Ends the command when something is wrong.
    ///
    /// - Parameter what: what one is called.
    static func end(on faults: [DetectionError], _ what: String) throws(CommandFailure) {
        guard !faults.isEmpty else { return }
        throw CommandFailure(.negative, "\(faults.count) \(faults.count == 1 ? what : what + "s")")
    }
}
