import Glibc

/// How many files and sockets this process may have open.
enum OpenFiles {
    /// As many as a busy server has connections, with room for its files.
    private static let enough = 65_536

    /// Raises the limit as far as the system allows: the customary 1024 are fewer than the connections a server takes.
    static func raiseLimit() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < enough else { return }
        limit.rlim_cur = min(rlim_t(enough), limit.rlim_max)
        setrlimit(resource, &limit)
    }
}
