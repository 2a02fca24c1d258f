import Detection

/// The text of a file of rules.
package enum RuleText {
    /// The paths of the files of rules in a folder, sorted.
    package static func paths(in folder: String) -> [String] { FolderFiles.paths(in: folder, ending: ".yaml") }

    package static func of(_ path: String) throws(RuleFileError) -> String {
        do {
            return try FolderFiles.text(of: path, limit: DetectionCatalogue.maximumFileBytes)
        } catch {
            throw RuleFileError(path: path, fault: error)
        }
    }
}
