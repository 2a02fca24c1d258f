/// How a guard fares: what `sikker guard status --json` and `/api/stats` show. Moments are RFC 3339 in UTC.
package struct StatusReport: Codable, Equatable, Sendable {
    package enum State: String, Codable, Sendable {
        /// The kernel was asked just now, and holds what it was given.
        case protected
        /// The same, and packets of listed addresses are let through, as the settings say.
        case observing
        /// The same, until ``StatusReport/pausedUntil``.
        case paused
        /// Nothing is changed in the kernel, as the settings say.
        case dryRun = "dry-run"
        /// The kernel has not been given a list yet.
        case starting
        /// The kernel does not hold what it should, or cannot be asked.
        case unprotected
    }

    package struct Source: Codable, Equatable, Sendable {
        package var id: String
        package var name: String
        /// `waiting`, `current`, `live`, `refused` or `failing`.
        package var state: String
        /// Why, where there is a reason.
        package var reason: String?
        /// When it is asked again, where that is known.
        package var next: String?
        /// When it last confirmed its list.
        package var confirmed: String?
        /// Ranges on its list, by family; `nil`: it has none yet.
        package var ipv4: Int?
        package var ipv6: Int?
        package var warnings: [String]
        /// Why its copy on disk is not up to date.
        package var storage: String?
    }

    package struct Packets: Codable, Equatable, Sendable {
        package var packets: UInt64
        package var bytes: UInt64
    }

    package var state: State
    /// What ``state`` means here, in one sentence.
    package var summary: String
    package var version: String
    package var backend: String
    package var generation: UInt64
    /// Since when the kernel has held what it was given.
    package var protectedSince: String?
    /// When the kernel was last found to hold it.
    package var verified: String?
    package var pausedUntil: String?
    /// Items in the kernel by list; without those that it does not count.
    package var entries: [String: Int]
    package var sources: [Source]
    /// What is never blocked, in words.
    package var allowed: String
    /// What lists ask for and do not get.
    package var exclusions: [String]
    package var exclusionCount: Int
    /// Dropped since the rules were made; `nil` when the kernel cannot be asked.
    package var dropped: Packets?
    /// Let through in spite of being listed since the rules were made.
    package var observed: Packets?
    /// Times that rules were put back after somebody else had changed them.
    package var restores: Int
    package var failure: String?
    package var storageFailure: String?
    /// How telling the guard's owner fares; `nil`: it was not asked.
    package var notifications: NotificationStatus?

    /// Exclusions that are spelled out.
    static let mostExclusions = 20

    package var isProtected: Bool { state == .protected }
}
