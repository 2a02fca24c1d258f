/// Where the value of a setting comes from. Whatever comes first in this list wins.
enum SettingOrigin: Hashable, Sendable {
    case flag(String)
    case variable(String)
    case file(String, line: Int?)
    case `default`

    var kind: String {
        switch self {
        case .flag: "flag"
        case .variable: "variable"
        case .file: "file"
        case .default: "default"
        }
    }

    /// In the file.
    var line: Int? {
        switch self {
        case .file(_, let line): line
        case .flag, .variable, .default: nil
        }
    }

    /// As a message names it: `--listen`, `SIKKER_LISTEN`, `/etc/sikker/server.yaml:3`.
    var place: String {
        switch self {
        case .flag(let name): "--\(name)"
        case .variable(let name): name
        case .file(let path, let line): line.map { "\(path):\($0)" } ?? path
        case .default: "default"
        }
    }
}

/// What is wrong with a setting, and where.
struct SettingFault: Error, Equatable, CustomStringConvertible, Sendable {
    var origin: SettingOrigin
    var sentence: String

    var description: String { "\(origin.place): \(sentence)" }
}
