import Blocklists
import FoundationEssentials

/// What takes an unconfirmed change back, on disk for as long as it waits: a guard that is killed meanwhile takes it back when
/// it starts again.
struct UnconfirmedFile: Sendable {
    struct Content: Codable, Equatable {
        var message: String
        var undo: ChangeOrder
    }

    private let file: StoredFile

    /// A list to put back may be in it.
    private static let mostBytes = 8 << 20

    init(folder: String) { file = StoredFolder(folder).file("unconfirmed.json") }

    /// - Returns: `nil` when no change waited, or what is there cannot be read.
    func read() async -> Content? {
        await BlockingWork.run { [file] in
            guard let bytes = try? file.read(limit: Self.mostBytes) else { return nil }
            return try? JSONDecoder().decode(Content.self, from: Data(bytes))
        }
    }

    func write(_ content: Content) async throws(BlocklistError) {
        let written = await BlockingWork.run { [file] in
            Result { () throws(BlocklistError) in
                guard let data = try? JSONEncoder().encode(content) else { return }
                try file.replace(with: [UInt8](data))
            }
        }
        try written.get()
    }

    func remove() async {
        await BlockingWork.run { [file] in try? file.remove() }
    }
}
