import Foundation

/// A file with contents, in a folder of its own that goes when the test does.
final class TemporaryFile {
    let folder: URL
    let path: String

    init(_ contents: some Sequence<UInt8>, named name: String = "places") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sikker-places-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: name).path
        try Data(contents).write(to: URL(filePath: path))
    }

    convenience init(_ text: String, named name: String = "places") throws { try self.init(text.utf8, named: name) }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
