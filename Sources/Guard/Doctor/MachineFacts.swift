import Glibc
package import Netlink

/// What an examination needs to know of the machine. Tests play any machine.
package struct MachineFacts: Sendable {
    /// Of this process, in effect; `nil`: not known.
    package var capabilities: Capabilities?
    /// Whether the kernel follows connections (nf_conntrack).
    package var followsConnections: Bool
    /// Bytes left where the data folder is, or will be; `nil`: not known.
    package var freeBytes: UInt64?
    /// Whether this process can write there.
    package var isWritable: Bool

    package init(capabilities: Capabilities?, followsConnections: Bool, freeBytes: UInt64?, isWritable: Bool) {
        self.capabilities = capabilities
        self.followsConnections = followsConnections
        self.freeBytes = freeBytes
        self.isWritable = isWritable
    }

    /// Of this machine.
    ///
    /// - Parameter folder: the data folder; the nearest one above it that is there is looked at.
    package static func current(folder: String) -> MachineFacts {
        let place = existing(folder)
        return MachineFacts(
            capabilities: try? ThreadPrivileges.effective(),
            followsConnections: access("/proc/sys/net/netfilter/nf_conntrack_max", F_OK) == 0,
            freeBytes: free(place), isWritable: access(place, W_OK) == 0)
    }

    /// A folder, or the nearest one above it that is there.
    static func existing(_ folder: String) -> String {
        var place = folder
        while access(place, F_OK) != 0, place.count > 1, let slash = place.lastIndex(of: "/") {
            place = slash == place.startIndex ? "/" : String(place[..<slash])
        }
        return place
    }

    var canAdministrateNetwork: Bool { capabilities?.contains(.networkAdministration) ?? true }

    private static func free(_ place: String) -> UInt64? {
        var status = statvfs()
        guard statvfs(place, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }
}
