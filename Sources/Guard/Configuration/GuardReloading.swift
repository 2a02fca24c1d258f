package import Logging
package import Settings
import Synchronization

/// How a running guard reads its settings again.
package final class GuardReloading: Sendable {
    package let reloader: SettingsReloader<GuardConfiguration>
    package let read: @Sendable () -> EffectiveSettings<GuardConfiguration>
    private let target: Target

    /// Who takes new settings over.
    private final class Target: Sendable {
        // A lock: the desk opens after the reloader was made, and may be asked before.
        let desk = Mutex<(desk: ControlDesk?, missed: GuardConfiguration?)>((nil, nil))
    }

    /// - Parameters:
    ///   - current: what the guard is started with.
    ///   - read: reads all sources of settings again.
    ///   - logLevel: told the least level to log when it has become another.
    package init(
        current: GuardConfiguration, place: SettingsPlace<GuardConfiguration>, logger: Logger,
        read: @escaping @Sendable () -> EffectiveSettings<GuardConfiguration>,
        logLevel: @escaping @Sendable (GuardLogOptions.Level) -> Void = { _ in }
    ) {
        let target = Target()
        let paths = [place.path, current.keptSettings]
        self.read = read
        self.target = target
        reloader = SettingsReloader(
            current: current, read: read, stamp: { paths.map { FileStamp(path: $0) } }, logger: logger,
            apply: { settings, changed in
                if changed.contains("log.level") { logLevel(settings.log.level) }
                let desk = target.desk.withLock { state in
                    if state.desk == nil { state.missed = settings }
                    return state.desk
                }
                await desk?.adopt(settings)
            })
    }

    /// The desk that takes new settings over from now on; `nil` while none is open.
    func serve(_ desk: ControlDesk?) async {
        let missed = target.desk.withLock { state in
            let missed = state.missed
            state = (desk, nil)
            return missed
        }
        if let missed { await desk?.adopt(missed) }
    }
}
