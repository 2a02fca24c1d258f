import CNetfilter
import Glibc

/// What the calling thread may do, and giving up what it need not. Threads that it starts afterwards have what it has
/// then; others keep what they had, so this comes before there are any.
package enum ThreadPrivileges {
    /// What counts now.
    ///
    /// - Throws: where the kernel does not tell.
    package static func effective() throws(NetlinkError) -> Capabilities { try read().effective }

    /// Leaves these in force, of those that the thread has; the others can be taken up again.
    package static func use(_ wanted: Capabilities) throws(NetlinkError) {
        let before = try read()
        var sets = before
        sets.effective = sets.permitted.intersection(wanted)
        try write(sets, over: before)
    }

    /// Gives up everything but these for good, for the thread and for all programs that it will ever start: not even one
    /// that belongs to root gives anything back (no_new_privs).
    ///
    /// - Parameter programs: what of it goes on to programs that are started.
    package static func keep(_ kept: Capabilities, programs: Capabilities) throws(NetlinkError) {
        guard sikker_prctl(PR_SET_NO_NEW_PRIVS, 1, 0) == 0 else {
            throw .call("prctl(PR_SET_NO_NEW_PRIVS)", code: .current)
        }
        var sets = try read()
        // Without this capability the bounding set stays as it is, which then gives nothing to anybody.
        if sets.effective.contains(.changingPrivileges) { bound(to: programs) }
        for capability in Capabilities(rawValue: .max).subtracting(programs).each {
            // Of those the kernel has no name for, or that are not in it, there is nothing to take away.
            _ = sikker_prctl(PR_CAP_AMBIENT, UInt(PR_CAP_AMBIENT_LOWER), capability.number)
        }
        let before = sets
        sets.permitted.formIntersection(kept)
        sets.effective = sets.permitted
        sets.inheritable.formIntersection(programs)
        try write(sets, over: before)
    }

    private static func bound(to programs: Capabilities) {
        for capability in Capabilities(rawValue: .max).subtracting(programs).each
        where sikker_prctl(PR_CAPBSET_READ, capability.number, 0) == 1 {
            _ = sikker_prctl(PR_CAPBSET_DROP, capability.number, 0)
        }
    }

    // MARK: - The kernel's form

    private struct Sets: Equatable {
        var effective = Capabilities()
        var permitted = Capabilities()
        var inheritable = Capabilities()
    }

    private static func read() throws(NetlinkError) -> Sets {
        var halves = [__user_cap_data_struct](repeating: __user_cap_data_struct(), count: 2)
        guard sikker_capget(&halves) == 0 else { throw .call("capget", code: .current) }
        func joined(_ half: KeyPath<__user_cap_data_struct, UInt32>) -> Capabilities {
            Capabilities(rawValue: UInt64(halves[0][keyPath: half]) | UInt64(halves[1][keyPath: half]) << 32)
        }
        return Sets(effective: joined(\.effective), permitted: joined(\.permitted), inheritable: joined(\.inheritable))
    }

    private static func write(_ sets: Sets, over before: Sets) throws(NetlinkError) {
        // Where nothing is left to give up, a filter of system calls may stand in the way.
        guard sets != before else { return }
        let halves = [0 as UInt64, 32].map { shift in
            __user_cap_data_struct(
                effective: UInt32(truncatingIfNeeded: sets.effective.rawValue >> shift),
                permitted: UInt32(truncatingIfNeeded: sets.permitted.rawValue >> shift),
                inheritable: UInt32(truncatingIfNeeded: sets.inheritable.rawValue >> shift))
        }
        guard sikker_capset(halves) == 0 else { throw .call("capset", code: .current) }
    }
}
