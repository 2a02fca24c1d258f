import Glibc
import TestHosts
import Testing

extension Tag {
    /// Uses programs that were not written here.
    @Tag static var realClients: Self
    /// Makes network namespaces, as root.
    @Tag static var namespaces: Self
}

/// What tests may do on this machine.
enum Permission {
    static let realClients = getenv("SIKKER_REAL_CLIENTS").map { String(cString: $0) } == "1"
    static let namespaces = TestHost.isPermitted
}
