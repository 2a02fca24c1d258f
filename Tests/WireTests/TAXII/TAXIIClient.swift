import Foundation
import TestHosts

/// The Python programs beside this file.
enum TAXIIClient {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Clients")
    private static let python = folder.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build/python/bin/python")

    /// Runs one to its end and returns what it printed; throws when it is not content.
    @discardableResult
    static func run(_ program: String, _ arguments: String...) async throws -> String {
        let command =
            ["env", "PYTHONDONTWRITEBYTECODE=1", python.path, folder.appending(path: program).path] + arguments
        return try await TestThread.run { try TestCommand.run(command) }
    }
}
