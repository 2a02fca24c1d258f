import FoundationEssentials

extension ScoringPolicy {
    private static let currentFile = "policy-1.json"

    /// The newest policy that came with this program.
    package static func current() throws(ScoringError) -> ScoringPolicy {
        try ScoringPolicy(json: currentText(), file: currentFile)
    }

    /// The same as it is written, for whoever asks what other constants would do.
    package static func currentText() throws(ScoringError) -> String {
        guard let file = EmbeddedResources.files.first(where: { $0.name == currentFile }) else {
            throw ScoringError.unreadable(file: currentFile, reason: "it is not part of this program")
        }
        return file.text.description
    }

    /// Reads and checks a policy.
    ///
    /// - Parameter file: the name that errors give.
    package init(json: String, file: String) throws(ScoringError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
        } catch let error as DecodingError {
            throw .unreadable(file: file, reason: Self.sentence(for: error))
        } catch {
            throw .unreadable(file: file, reason: "it cannot be decoded")
        }
        try check(file: file)
    }

    private static func sentence(for error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
        switch error {
        case .keyNotFound(let key, let context): return "'\(path(context.codingPath + [key]))' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "'\(path(context.codingPath))' has the wrong kind of value"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "it is no JSON" : "'\(path(context.codingPath))': \(context.debugDescription)"
        @unknown default: return "it cannot be decoded"
        }
    }
}
