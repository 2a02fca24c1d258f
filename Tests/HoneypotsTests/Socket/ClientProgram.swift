import Foundation

/// Runs the programs that visit a service in tests.
enum ClientProgram {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Whether tests with real clients were asked for.
    static var isWanted: Bool { ProcessInfo.processInfo.environment["SIKKER_REAL_CLIENTS"] == "1" }

    /// What a shell command prints, on either stream. A program that is missing is a failure of the test, not a reason to
    /// skip it.
    static func run(_ command: String, input: [UInt8] = [], seconds: Int = 90) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sikker-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, result) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data(input).write(to: source)
        do {
            let child = try ChildProcess(
                "/bin/sh",
                ["-c", "cd '\(folder.path)' && exec timeout \(seconds) sh -c \"$0\" <in >out 2>&1", command])
            child.wait()
        }
        let output = String(decoding: (try? Data(contentsOf: result)) ?? Data(), as: UTF8.self)
        guard !output.contains("not found") || !output.hasPrefix("sh:") else { throw Failure(description: output) }
        return output
    }
}
