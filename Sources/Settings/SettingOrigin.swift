/// Where the value of a setting comes from. Whatever comes first in this list wins.
package enum SettingOrigin: Hashable, Sendable {
    case flag(String)
    case variable(String)
    /// One of systemd's credentials.
    case credential(String)
    case file(String, line: Int?)
    /// Changed while the program ran, and kept.
    case kept(String, line: Int?)
    case `default`

    package var kind: String {
        switch self {
        case .flag: "flag"
        case .variable: "variable"
        case .credential: "credential"
        case .file: "file"
        case .kept: "dashboard"
        case .default: "default"
        }
    }

    /// In the file.
    package var line: Int? {
        switch self {
        case .file(_, let line), .kept(_, let line): line
        case .flag, .variable, .credential, .default: nil
        }
    }

    /// As a message names it: `--listen`, `SIKKER_LISTEN`, `/etc/sikker/server.yaml:3`.
    package var place: String {
        switch self {
        case .flag(let name): "--\(name)"
        case .variable(let name): name
        case .credential(let name): "credential \(name)"
        case .file(let path, let line), .kept(let path, let line): line.map { "\(path):\($0)" } ?? path
        case .default: "default"
        }
    }
}

/// What is wrong with a setting, and where.
package struct SettingFault: Error, Equatable, CustomStringConvertible, Sendable {
    package var origin: SettingOrigin
    package var sentence: String

    package init(origin: SettingOrigin, sentence: String) {
        self.origin = origin
        self.sentence = sentence
    }

    package var description: String {
        switch origin {
        // Nobody has said anything anywhere.
        case .default: sentence
        case .flag, .variable, .credential, .file, .kept: "\(origin.place): \(sentence)"
        }
    }
}
