import Detection

/// Why a file of rules cannot even be read.
package struct RuleFileError: Error, CustomStringConvertible {
    let path: String
    let fault: FolderFiles.Fault

    package var description: String {
        switch fault {
        case .unreadable(let reason): "\(path) cannot be read: \(reason)"
        case .tooLarge: "\(path) may have at most \(DetectionCatalogue.maximumFileBytes) bytes"
        }
    }
}
