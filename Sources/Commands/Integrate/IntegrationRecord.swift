import FoundationEssentials

/// What was in the place of the files that an integration wrote, so that they can be put back.
struct IntegrationRecord: Codable, Equatable, Sendable {
    struct Entry: Codable, Equatable, Sendable {
        var path: String
        /// What was there before the first time; `nil`: nothing.
        var before: FileState?
        /// What was written last.
        var written: FileState
    }

    private(set) var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    static func path(_ id: String) -> String { "/var/lib/sikker/integrations/\(id).json" }

    init() {}

    /// - Throws: when the file cannot be read as what ``state`` wrote.
    init(_ state: FileState?, path: String) throws(CommandFailure) {
        guard let state else { return }
        do {
            self = try JSONDecoder().decode(Self.self, from: state.contents)
        } catch {
            throw CommandFailure(
                .configuration,
                "\(path), which says what the integration changed, cannot be read: restore it, or remove it and set up again"
            )
        }
    }

    subscript(path: String) -> Entry? { entries.first { $0.path == path } }

    mutating func note(_ path: String, before: FileState?, written: FileState) {
        if let index = entries.firstIndex(where: { $0.path == path }) {
            entries[index].written = written
        } else {
            entries.append(Entry(path: path, before: before, written: written))
        }
    }

    mutating func forget(_ path: String) { entries.removeAll { $0.path == path } }

    /// As it is kept: for root alone, as there may be a key in it.
    func state() throws(CommandFailure) -> FileState? {
        if isEmpty { return nil }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return FileState(try encoder.encode(self), mode: 0o600)
        } catch {
            throw CommandFailure(.configuration, "what was changed cannot be written down: \(error)")
        }
    }
}
