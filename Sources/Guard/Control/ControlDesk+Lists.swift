package import Blocklists
package import IPNetworks
package import ThreatModel

/// What was blocked and allowed by hand, as a whole.
extension ControlDesk {
    /// The latest first.
    package func manualBlocks() async -> [ManualBlock] { await staff.manual.list() }

    /// The latest first.
    package func manualAllows() async -> [ManualAllow] {
        let now = staff.clock.now
        return await staff.allows.all.filter { $0.until.map { $0 > now } ?? true }.sorted { $0.made > $1.made }
    }

    /// Who is connected by SSH and therefore not blocked, at this moment.
    package func sessions() async -> Set<IPAddress> { await enforcer.merger.sessions }

    /// Blocks many at once, all of them or none.
    ///
    /// - Parameter isReplacing: nothing else is blocked by hand from now on.
    package func block(_ wanted: [ManualBlock], isReplacing: Bool) async throws(ControlError) {
        do throws(BlocklistError) {
            try await staff.manual.block(wanted, isReplacing: isReplacing)
        } catch {
            throw ControlError(error)
        }
    }

    /// Never blocks many, all of them or none.
    ///
    /// - Parameter isReplacing: nothing else is allowed by hand from now on.
    package func allow(
        _ wanted: [(entry: WhitelistEntry, until: Timestamp?, comment: String?)], isReplacing: Bool
    ) async throws(ControlError) {
        let now = staff.clock.now
        let allows = wanted.map {
            ManualAllow(entry: "\($0.entry)", made: now, until: $0.until, comment: $0.comment)
        }
        do throws(BlocklistError) {
            try await staff.allows.allow(allows, isReplacing: isReplacing)
        } catch {
            throw ControlError(error)
        }
        await allowlistChanged()
    }
}

extension ControlError {
    /// Why lists made by hand are not as wanted.
    init(_ error: BlocklistError) {
        let kind: Kind =
            switch error {
            case .notBlockable, .refused, .notAListURL, .tooManyLists: .wrong
            case .unreadable, .missing, .isDirectory, .unwritable, .unwritableFile, .unusable: .failed
            }
        self.init(kind, error.description)
    }
}
