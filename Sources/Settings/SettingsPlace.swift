import Glibc

/// Where the settings file is.
package enum SettingsPlace<Root: SettingsRoot>: Sendable {
    /// Somebody named it: it must be there.
    case named(String)
    /// Where it is looked for when nobody did.
    case usual(String)

    /// - Parameter flag: what `--config` says, as an absolute path.
    package init(flag: String?, environment: [String: String]) {
        if let name = flag ?? environment[Root.scope.variable].flatMap({ $0.isEmpty ? nil : $0 }) {
            self = .named(name)
        } else {
            self = .usual(Root.scope.usualPath(environment))
        }
    }

    package var path: String {
        switch self {
        case .named(let path), .usual(let path): path
        }
    }

    /// `nil` when there is none where it need not be.
    package func file() throws(SettingFault) -> SettingsFile? {
        switch self {
        case .named(let path): return try SettingsFile(path: path)
        case .usual(let path): return access(path, F_OK) == 0 ? try SettingsFile(path: path) : nil
        }
    }
}
