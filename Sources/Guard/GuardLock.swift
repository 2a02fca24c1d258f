package import Blocklists
import Glibc
package import Netlink

/// Sees to it that no two guards work on the same firewall or the same files. Held until this object goes or the process
/// ends, however it ends.
package actor GuardLock {
    private let thread: NetlinkThread
    private var descriptors: [Int32] = []

    /// Names of the abstract kind (unix(7)) belong to a network namespace, as firewalls do.
    private static let socketName = "sikkerguard"
    private static let fileName = "guard.lock"

    /// - Parameter thread: its network namespace is the one that is locked.
    package init(thread: NetlinkThread) { self.thread = thread }

    isolated deinit { release() }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// The firewall of this network namespace is ours.
    package func lockFirewall() throws(GuardError) {
        let descriptor = try Self.socket()
        guard Self.withName({ bind(descriptor, $0, $1) == 0 }) else {
            close(descriptor)
            throw .alreadyRunning("another guard is at work on this firewall: stop it first")
        }
        descriptors.append(descriptor)
    }

    /// Whether some guard has locked the firewall of this network namespace. Only looks: a guard that starts meanwhile is not
    /// kept from it.
    package func isFirewallLocked() throws(GuardError) -> Bool {
        let descriptor = try Self.socket()
        defer { close(descriptor) }
        return Self.withName { connect(descriptor, $0, $1) == 0 }
    }

    private static func socket() throws(GuardError) -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .host(.call("socket", code: KernelErrorCode(rawValue: errno))) }
        return descriptor
    }

    private static func withName<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // A NUL, then the name; its length tells where it ends.
        let name = [0] + Array(socketName.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// The files in this folder are ours.
    package func lock(_ folder: StoredFolder) throws(GuardError) {
        do throws(BlocklistError) {
            try folder.make()
        } catch {
            throw .storage(error)
        }
        let path = folder.file(Self.fileName).path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .storage(.unwritableFile(path, SystemFailure(code: errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .alreadyRunning(
                "another guard uses the folder \(folder.path): stop it, or give this one another folder")
        }
        descriptors.append(descriptor)
    }

    package func release() {
        for descriptor in descriptors {
            // A child that is being started holds what is open here for a moment longer; the lock must not last as long.
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }
        descriptors = []
    }
}
