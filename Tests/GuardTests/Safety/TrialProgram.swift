import Foundation

/// The program of this package that makes up parts of a guard.
enum TrialProgram {
    static let path: String = {
        var parts = ((try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "").split(
            separator: "/")
        // On the way up from a test bundle's insides to the folder of products.
        while !parts.isEmpty {
            parts.removeLast()
            let candidate = "/" + parts.joined(separator: "/") + "/guard-trial"
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return "guard-trial"
    }()
}
