import Foundation

/// The checkout that these tests were compiled from.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Paths of the files below `folder` that end so, relative to the root, sorted.
    static func files(under folder: String, ending: String) -> [String] {
        let base = root.appending(path: folder)
        let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
        let urls = (walker?.allObjects ?? []).compactMap { $0 as? URL }
        return urls.map(\.path).filter { $0.hasSuffix(ending) && !$0.contains("/.build") }
            .map { String($0.dropFirst(root.path.count + 1)) }.sorted()
    }
}
