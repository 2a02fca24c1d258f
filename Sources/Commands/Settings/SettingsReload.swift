import Logging
import ServiceLifecycle
import ThreatAPI
import ThreatModel
import UnixSignals

/// Reads the settings again when their file has changed and on SIGHUP, and lets a running server take up those that may
/// change. A file with a fault changes nothing.
///
/// On a terminal SIGHUP says that the terminal is gone, and ends the process as it always does.
struct SettingsReload: Service {
    static let interval = Duration.milliseconds(500)

    let reloader: SettingsReloader

    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                if !Terminal.standardError.isInteractive {
                    group.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) { await reloader.reload() }
                    }
                }
                group.addTask {
                    while !Task.isCancelled {
                        await reloader.reloadIfChanged()
                        try? await Task.sleep(for: Self.interval)
                    }
                }
            }
        }
    }
}

/// What is known of the settings in force, and how they are replaced.
actor SettingsReloader {
    private let read: @Sendable () -> EffectiveSettings
    private let stamp: @Sendable () -> FileStamp?
    private let apply: @Sendable (ThreatAPIConfiguration) -> Void
    private let logger: Logger
    private var current: ServerSettings
    private var seen: FileStamp?

    /// - Parameters:
    ///   - current: what the server was started with.
    ///   - read: reads all sources again.
    ///   - stamp: what the file looks like now; `nil` when it is not there.
    ///   - apply: given settings of which those that cannot be taken up are as they were.
    init(
        current: ServerSettings, read: @escaping @Sendable () -> EffectiveSettings,
        stamp: @escaping @Sendable () -> FileStamp?, logger: Logger,
        apply: @escaping @Sendable (ThreatAPIConfiguration) -> Void
    ) {
        self.current = current
        self.read = read
        self.stamp = stamp
        self.logger = logger
        self.apply = apply
        seen = stamp()
    }

    func reloadIfChanged() {
        guard stamp() != seen else { return }
        reload()
    }

    func reload() {
        // Looked at before it is read: what is written in between is read again the next time.
        seen = stamp()
        let effective = read()
        guard effective.faults.isEmpty else {
            for fault in effective.faults {
                logger.error("the settings stay as they were", metadata: ["fault": "\(fault)"])
            }
            return
        }
        var waiting: [String] = []
        var changed: [String] = []
        for setting in ServerSettings.catalogue {
            guard let value = setting.value(effective.settings), value != setting.value(current) else { continue }
            guard setting.isReloaded, (try? setting.assign(value, &current)) != nil else {
                waiting.append(setting.name)
                continue
            }
            changed.append(setting.name)
        }
        if !changed.isEmpty { apply(current.api) }
        logger.info("settings were read again", metadata: ["changed": "\(changed.joined(separator: ", "))"])
        if !waiting.isEmpty {
            logger.warning(
                "some settings count when the server is started again",
                metadata: ["settings": "\(waiting.joined(separator: ", "))"])
        }
    }
}
