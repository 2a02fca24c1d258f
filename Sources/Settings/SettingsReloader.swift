package import Logging

/// What is known of the settings in force, and how they are replaced.
package actor SettingsReloader<Root: SettingsRoot> {
    private let read: @Sendable () -> EffectiveSettings<Root>
    private let stamp: @Sendable () -> [FileStamp?]
    private let apply: @Sendable (Root, _ changed: [String]) async -> Void
    private let logger: Logger
    private var current: Root
    private var seen: [FileStamp?]
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - current: what the program was started with.
    ///   - read: reads all sources again.
    ///   - stamp: what the files look like now; `nil` for one that is not there.
    ///   - apply: given settings of which those that cannot be taken up are as they were, and the names of those that are new.
    package init(
        current: Root, read: @escaping @Sendable () -> EffectiveSettings<Root>,
        stamp: @escaping @Sendable () -> [FileStamp?], logger: Logger,
        apply: @escaping @Sendable (Root, _ changed: [String]) async -> Void
    ) {
        self.current = current
        self.read = read
        self.stamp = stamp
        self.logger = logger
        self.apply = apply
        seen = stamp()
    }

    package func reloadIfChanged() async {
        guard stamp() != seen else { return }
        await reload()
    }

    /// Of two at the same time the second waits, so that what was read last is what stays in force.
    ///
    /// - Returns: what became of it.
    @discardableResult
    package func reload() async -> SettingsReloadOutcome {
        if isBusy { await withCheckedContinuation { waiting.append($0) } }
        isBusy = true
        defer {
            if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
        }
        return await readAgain()
    }

    private func readAgain() async -> SettingsReloadOutcome {
        // Looked at before it is read: what is written in between is read again the next time.
        seen = stamp()
        let effective = read()
        guard effective.faults.isEmpty else {
            for fault in effective.faults {
                logger.error("the settings stay as they were", metadata: ["fault": "\(fault)"])
            }
            return SettingsReloadOutcome(faults: effective.faults)
        }
        var waiting: [String] = []
        var changed: [String] = []
        for setting in Root.catalogue {
            guard setting.value(effective.settings) != setting.value(current) else { continue }
            guard setting.isReloaded else {
                waiting.append(setting.name)
                continue
            }
            setting.copy(effective.settings, &current)
            changed.append(setting.name)
        }
        if !changed.isEmpty { await apply(current, changed) }
        logger.info("settings were read again", metadata: ["changed": "\(changed.joined(separator: ", "))"])
        if !waiting.isEmpty {
            logger.warning(
                "some settings count when the server is started again",
                metadata: ["settings": "\(waiting.joined(separator: ", "))"])
        }
        return SettingsReloadOutcome(changed: changed, waiting: waiting)
    }
}

/// What reading the settings again has led to.
package struct SettingsReloadOutcome: Equatable, Sendable {
    /// In force now, by name.
    package var changed: [String] = []
    /// Such as count when the program is started again, by name.
    package var waiting: [String] = []
    /// When there are any, nothing has changed.
    package var faults: [SettingFault] = []
}
