import Glibc

/// Where the settings file is.
enum SettingsPlace: Sendable {
    /// The variable that names it.
    static let variable = "SIKKER_CONFIG"

    /// Somebody named it: it must be there.
    case named(String)
    /// Where it is looked for when nobody did.
    case usual(String)

    /// - Parameter flag: what `--config` says.
    init(flag: String?, environment: [String: String]) {
        if let name = flag ?? environment[Self.variable].flatMap({ $0.isEmpty ? nil : $0 }) {
            self = .named(AbsolutePath.of(name))
        } else {
            self = .usual(Self.usualPath)
        }
    }

    /// `/etc/sikker/server.yaml` for root, otherwise the user's own (XDG Base Directory Specification).
    static var usualPath: String {
        if geteuid() == 0 { return "/etc/sikker/server.yaml" }
        let folder = Environment.text("XDG_CONFIG_HOME") ?? (Environment.text("HOME") ?? "/") + "/.config"
        return folder + "/sikker/server.yaml"
    }

    var path: String {
        switch self {
        case .named(let path), .usual(let path): path
        }
    }

    /// `nil` when there is none where it need not be.
    ///
    /// - Throws: ``SettingFault``
    func file() throws(SettingFault) -> SettingsFile? {
        switch self {
        case .named(let path): return try SettingsFile(path: path)
        case .usual(let path): return access(path, F_OK) == 0 ? try SettingsFile(path: path) : nil
        }
    }
}
