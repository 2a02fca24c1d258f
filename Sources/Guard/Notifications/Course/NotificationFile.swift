import Blocklists
import FoundationEssentials

/// What is known about messages, on disk: a guard that is started again tells nothing twice, and what waits goes on waiting.
struct NotificationFile: Sendable {
    let folder: StoredFolder

    static let name = "notifications.json"
    static let maximumBytes = 4 << 20

    /// `nil` when there is none, or nothing that can be read: then somebody may be told twice.
    func load() -> NotificationState? {
        guard let bytes = try? folder.file(Self.name).read(limit: Self.maximumBytes) else { return nil }
        return try? JSONDecoder().decode(NotificationState.self, from: Data(bytes))
    }

    func save(_ state: NotificationState) throws(BlocklistError) {
        guard let data = try? JSONEncoder().encode(state) else { return }
        try folder.make()
        try folder.file(Self.name).replace(with: [UInt8](data))
    }
}
