import Glibc

/// How many files and connections the process may have open.
enum FileDescriptorLimit {
    /// What the program needs beside its visitors: listeners, files, libraries' own.
    static let reserve = 256

    /// Raises the limit towards `wanted` as far as the system lets us.
    ///
    /// - Returns: the limit there is now.
    static func raise(to wanted: Int) -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return wanted }
        if limit.rlim_cur < rlim_t(wanted) {
            var raised = limit
            raised.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
