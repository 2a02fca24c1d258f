import Observability
import ServiceLifecycle
import Settings
import UnixSignals

/// Reads the settings again when their file has changed and on SIGHUP, and lets a running program take up those that may
/// change. A file with a fault changes nothing.
///
/// On a terminal SIGHUP says that the terminal is gone, and ends the process as it always does.
struct SettingsReload<Root: SettingsRoot>: Service {
    static var interval: Duration { .milliseconds(500) }

    let reloader: SettingsReloader<Root>
    /// The service manager that is told of it.
    var notifier: ServiceNotifier?

    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                if !Terminal.standardError.isInteractive {
                    group.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) {
                            notifier?.send(.reloading)
                            await reloader.reload()
                            notifier?.send(.ready)
                        }
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
