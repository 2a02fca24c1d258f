import Blocklists
import FoundationEssentials

/// The passwords that were set on pages: their hashes, in a file that only the guard's own user reads.
struct PasswordFile: Sendable {
    static let name = "dashboard.json"
    private static let maximumBytes = 16 << 10

    struct Contents: Codable, Equatable, Sendable {
        var administrator: PasswordHash?
        var viewer: PasswordHash?

        subscript(role: Role) -> PasswordHash? {
            get {
                switch role {
                case .viewer: viewer
                case .administrator: administrator
                }
            }
            set {
                switch role {
                case .viewer: viewer = newValue
                case .administrator: administrator = newValue
                }
            }
        }
    }

    /// `nil`: nothing is kept.
    let folder: StoredFolder?

    func read() throws(BlocklistError) -> Contents {
        guard let file = folder?.file(Self.name), let bytes = try file.read(limit: Self.maximumBytes) else {
            return Contents()
        }
        guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes)) else {
            throw .unusable(file: file.path, "it is not what this program wrote there")
        }
        return contents
    }

    func write(_ contents: Contents) throws(BlocklistError) {
        guard let folder else { return }
        // Nothing in it can fail to be encoded.
        guard let data = try? JSONEncoder().encode(contents) else { return }
        try folder.make()
        try folder.file(Self.name).replace(with: [UInt8](data))
    }
}
