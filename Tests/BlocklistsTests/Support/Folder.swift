import Blocklists
import Foundation
import Testing

/// A folder of its own for one test, removed with it.
final class Folder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sikker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and returns its path.
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return path(name)
    }

    /// Runs a merge and returns what it wrote.
    @discardableResult
    func run(_ merge: ListMerge) throws -> (text: String, report: ListMergeReport) {
        let descriptor = open(path("output"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let report = try merge.run(writingTo: descriptor)
        return (try output(), report)
    }

    func output() throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: "output")), as: UTF8.self)
    }
}
