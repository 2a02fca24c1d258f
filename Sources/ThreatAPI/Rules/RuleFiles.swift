import Detection
import Glibc
import Observability

/// The rules of detection: those that came with the program, and those in the operator's folder.
struct RuleFiles: ReloadSource {
    /// `nil`: there are only those that came with the program.
    let folder: String?
    let rulebook: Rulebook
    let metrics: RuleMetrics

    /// Files of one folder.
    static let maximumFiles = 1000

    var name: String { "rules" }

    /// The folder is one of them: its own identity changes when files come and go.
    var files: [String] { folder.map { [$0] + RuleText.paths(in: $0) } ?? [] }

    func reload(isFirst: Bool) -> ReloadOutcome {
        guard let folder else { return outcome(files: 0, errors: []) }
        var (texts, errors) = Self.read(folder)
        do {
            let (catalogue, faults) = try DetectionCatalogue.joining(texts)
            errors += faults.map(\.description)
            texts.removeAll { file in faults.contains { $0.file == file.name } }
            if errors.isEmpty || isFirst { rulebook.replace(with: catalogue) }
        } catch {
            errors.append(error.description)
        }
        (errors.isEmpty ? metrics.taken : metrics.refused).increment()
        return outcome(files: texts.count, errors: errors)
    }

    private func outcome(files: Int, errors: [String]) -> ReloadOutcome {
        let catalogue = rulebook.current.catalogue
        metrics.behaviours.set(catalogue.behaviours.count)
        metrics.primitives.set(catalogue.primitives.count)
        let own = folder == nil ? "" : ", with \(files) \(files == 1 ? "file" : "files") of the operator's own"
        return ReloadOutcome(
            sentence: "\(catalogue.behaviours.count) behaviours are looked for\(own)", errors: errors)
    }

    private static func read(_ folder: String) -> (texts: [(name: String, text: String)], errors: [String]) {
        guard access(folder, R_OK | X_OK) == 0 else {
            return ([], ["\(folder) cannot be read: \(String(cString: strerror(errno)))"])
        }
        let paths = RuleText.paths(in: folder)
        var texts: [(name: String, text: String)] = []
        var errors: [String] = []
        if paths.count > maximumFiles {
            errors.append("\(folder) may hold at most \(maximumFiles) files of rules")
        }
        for path in paths.prefix(maximumFiles) {
            do {
                texts.append((path, try RuleText.of(path)))
            } catch {
                errors.append(error.description)
            }
        }
        return (texts, errors)
    }
}
