package import Blocklists
import FoundationEssentials

/// A pause on disk: it lasts as long as was said, however often the guard is started anew.
package actor PauseFile {
    private let folder: StoredFolder?
    private var file: StoredFile? { folder?.file("pause.json") }

    private static let maximumBytes = 4096

    /// - Parameter folder: `nil`: a pause ends with the process.
    package init(_ folder: StoredFolder?) { self.folder = folder }

    /// `nil` when there is none, or nothing that can be read: then there is protection.
    package func load() -> Pause? {
        guard let bytes = try? file?.read(limit: Self.maximumBytes) else { return nil }
        return try? JSONDecoder().decode(Pause.self, from: Data(bytes))
    }

    /// - Throws: when it cannot be written. A pause that is not on disk is not begun.
    package func save(_ pause: Pause?) throws(BlocklistError) {
        guard let folder, let file else { return }
        guard let pause, let data = try? JSONEncoder().encode(pause) else { return try file.remove() }
        try folder.make()
        try file.replace(with: [UInt8](data))
    }
}
