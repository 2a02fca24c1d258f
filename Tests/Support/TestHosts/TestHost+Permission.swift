import Glibc

extension TestHost {
    /// Whether tests may make hosts: root is needed, and the environment variable SIKKER_NAMESPACES must be 1.
    package static let isPermitted = getenv("SIKKER_NAMESPACES").map { String(cString: $0) } == "1"
}
