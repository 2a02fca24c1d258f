/// How grave an entry is.
enum LogLevel: String, CaseIterable, Encodable, Sendable {
    case info, notice, warning, error

    /// As swift-log names what is at least as grave.
    var andGraver: [String] {
        Self.allCases.drop { $0 != self }.map(\.rawValue) + ["critical"]
    }

    var title: String {
        switch self {
        case .info: "Info"
        case .notice: "Notice"
        case .warning: "Warning"
        case .error: "Error"
        }
    }

    /// Unlike in shape, too.
    var sign: String {
        switch self {
        case .info: "·"
        case .notice: "◆"
        case .warning: "▲"
        case .error: "✕"
        }
    }

    /// The stylesheet's name for its colour.
    var tone: String {
        switch self {
        case .info: "tone-info"
        case .notice: "tone-low"
        case .warning: "tone-high"
        case .error: "tone-grave"
        }
    }

    /// - Parameter name: as swift-log has it.
    init(named name: String) {
        self = name == "critical" ? .error : Self(rawValue: name) ?? .info
    }
}
