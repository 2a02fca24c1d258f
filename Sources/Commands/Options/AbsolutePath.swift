import Glibc

/// Paths as a service needs them, which may not rest on where it was started.
enum AbsolutePath {
    static func of(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
