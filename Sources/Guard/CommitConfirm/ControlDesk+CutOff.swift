import Blocklists
package import IPNetworks
import Settings

extension ControlDesk {
    /// Whether somebody at an address would be cut off by a change, who is not without it.
    ///
    /// - Parameters: as those of ``isCut(_:blocking:allowing:dropping:)``
    package func cuts(
        _ address: IPAddress, blocking ranges: [IPRange] = [], allowing whitelist: [WhitelistEntry]? = nil,
        dropping: Bool? = nil
    ) async -> Bool {
        guard await isCut(address, blocking: ranges, allowing: whitelist, dropping: dropping) else { return false }
        return await !isCut(address)
    }

    /// The same of a change of settings.
    package func cuts(_ address: IPAddress, setting changes: KeptSettings.Changes) async -> Bool {
        var trial = configuration
        for (name, value) in changes {
            guard let setting = GuardConfiguration.catalogue.first(where: { $0.name == name }) else { continue }
            // What is taken back is so by default again. What is refused changes nothing.
            let node = value.map { SettingNode.text($0) } ?? setting.value(GuardConfiguration())
            if let node { try? setting.assign(node, &trial) }
        }
        return await cuts(
            address, allowing: trial.whitelist + staff.allows.entries, dropping: !trial.isLogOnly)
    }

    /// Whether the end of a pause that goes on cuts somebody at an address off.
    package func isSpared(_ address: IPAddress) async -> Bool {
        guard await knownStatus().pausedUntil != nil else { return false }
        return await isCut(address)
    }

    /// Whether somebody at an address would be cut off. Whom the sources list is known as of now. Pauses do not count: they
    /// end by themselves.
    ///
    /// - Parameters:
    ///   - ranges: what would be blocked beside what is listed.
    ///   - whitelist: what the user would allow; `nil`: what is allowed now. Host names whose addresses are not known yet
    ///     allow nothing.
    ///   - dropping: whether packets of listed addresses would be dropped; `nil`: as the settings say.
    package func isCut(
        _ address: IPAddress, blocking ranges: [IPRange] = [], allowing whitelist: [WhitelistEntry]? = nil,
        dropping: Bool? = nil
    ) async -> Bool {
        guard !configuration.isDryRun, dropping ?? !configuration.isLogOnly else { return false }
        let standing = await enforcer.standing(of: address)
        // What is blocked by hand reaches the merger a moment later, and what is taken back leaves it a moment later.
        let byHand = await staff.manual.list().map(\.range)
        let isListed =
            standing.isListedByOthers || standing.isInherited || (byHand + ranges).contains { $0.contains(address) }
        guard isListed, standing.isCovered else { return false }
        let entries: [WhitelistEntry]
        if let whitelist { entries = whitelist } else { entries = await allowedByUser() }
        return CutOff.isCut(
            address, by: IPAddressSet(CollectionOfOne(IPRange(address))),
            allowing: await staff.workshop.hosts.allowlist(with: entries))
    }

    /// What the user allows: by the settings, and by hand.
    package func allowedByUser() async -> [WhitelistEntry] { configuration.whitelist + (await staff.allows.entries) }
}
