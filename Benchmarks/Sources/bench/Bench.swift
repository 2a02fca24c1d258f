import Foundation

/// What a benchmark works with: the program, a folder for its files, and a place for progress.
struct Bench: Sendable {
    /// The release build of `sikker`.
    let program: String
    /// Emptied before and removed after the run.
    let folder: URL
    /// For benchmarks that draw their world: the only one to draw it from, instead of their own.
    let seed: UInt64?

    /// Says on standard error what is under way.
    func progress(_ text: String) { FileHandle.standardError.write(Data("bench: \(text)\n".utf8)) }

    /// The absolute path of a program on PATH, `nil` when it is not installed.
    func find(_ program: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    func file(_ name: String) -> String { folder.appending(path: name).path }
}
