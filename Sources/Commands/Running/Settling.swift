import ServiceLifecycle

/// Lets go of what only the start of a long-running role needed (``ProgramPages``) as soon as that is over and, since
/// unusual work leaves as much behind, now and then.
struct Settling: Service {
    /// Whether there is nothing to do.
    let isAtRest: @Sendable () async -> Bool

    /// Between looks until then.
    private static let lookInterval = Duration.seconds(1)
    private static let interval = Duration.seconds(600)

    func run() async {
        await cancelWhenGracefulShutdown {
            var pause = Self.lookInterval
            while true {
                do { try await Task.sleep(for: pause) } catch { return }
                guard await isAtRest() else { continue }
                ProgramPages.letGo()
                pause = Self.interval
            }
        }
    }
}
