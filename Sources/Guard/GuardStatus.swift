package import Blocklists
package import Firewall
package import ThreatModel

/// How the guard fares, at one moment.
package struct GuardStatus: Sendable {
    package struct Source: Sendable {
        package var identity: SourceIdentity
        /// Ranges on its list, by family; `nil` when it has none yet.
        package var entries: (v4: Int, v6: Int)?
        package var health: SourceHealth
        /// Why the last list of it was not merged; `nil` when it was.
        package var refusedList: String?
    }

    package var backend: String
    package var policy: FirewallPolicy
    /// Since when the kernel has held what it was given without a break that was noticed; `nil`: it does not.
    package var protectedSince: Timestamp?
    /// When the kernel was last asked and held it.
    package var verified: Timestamp?
    /// Whether the kernel has been given everything that lists and allowlist say by now.
    package var isInStep: Bool
    package var generation: UInt64
    /// Items in the kernel, by list; `nil` where it does not count.
    package var entries: PerList<Int?>
    package var sources: [Source]
    package var allowlist: Allowlist
    /// What lists ask for and do not get.
    package var exclusions: [Exclusion]
    /// Times that rules were put back after somebody else had changed them.
    package var restores: Int
    /// Times that a change was taken back because it cut this host off.
    package var rollbacks: Int
    /// The last such change, until other lists are in force.
    package var refusedChange: RefusedChange?
    /// Why the kernel does not hold what it should; `nil` when it does.
    package var failure: FirewallError?
    /// Why the newest generation is not on disk; `nil` when it is.
    package var storageFailure: String?
    /// Until when packets of listed addresses are let through on purpose; `nil`: they are not.
    package var pausedUntil: Timestamp?
}

extension GuardStatus {
    /// Whether the kernel is left alone.
    package var isDryRun: Bool { BackendRegistry.named(backend)?.touchesKernel == false }
}
