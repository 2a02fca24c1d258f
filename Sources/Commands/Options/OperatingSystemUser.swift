import Glibc

/// Who runs this program.
enum OperatingSystemUser {
    /// The user's name, and behind sudo whose it was before: `root (alice)`.
    static var name: String {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(geteuid())"
        guard geteuid() == 0, let before = Environment.text("SUDO_USER") else { return user }
        return "\(user) (\(before.filter { $0.isLetter || $0.isNumber || "-_.".contains($0) }.prefix(64)))"
    }
}
