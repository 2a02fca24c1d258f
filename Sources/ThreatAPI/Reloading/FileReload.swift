import Logging
import NIOPosix
import Observability
import ServiceLifecycle

/// Makes something of files, and again whenever they change, away from the event loops. What cannot be used never takes
/// the place of what could: the old stays in force, health is degraded, and the log says once why.
struct FileReload: Service {
    /// How often the files are looked at.
    static let interval = Duration.seconds(1)

    let source: any ReloadSource
    let threads: NIOThreadPool
    let health: HealthCheck
    let logger: Logger
    /// The files as they were when they were last read.
    private var seen: [String: FileIdentity?]

    /// Reads the files for the first time.
    init(_ source: any ReloadSource, threads: NIOThreadPool, health: HealthCheck, logger: Logger) async {
        self.source = source
        self.threads = threads
        self.health = health
        self.logger = logger
        // Looked at before they are read: a change meanwhile is seen the next time.
        seen = Self.look(source.files)
        await read(isFirst: true)
    }

    func run() async {
        await cancelWhenGracefulShutdown {
            var reload = self
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                await reload.readIfChanged()
            }
        }
    }

    /// Reads the files again if one of them is not the one it was.
    mutating func readIfChanged() async {
        let now = Self.look(source.files)
        guard now != seen else { return }
        seen = now
        await read(isFirst: false)
    }

    private static func look(_ files: [String]) -> [String: FileIdentity?] {
        Dictionary(files.map { ($0, FileIdentity(path: $0)) }) { first, _ in first }
    }

    private func read(isFirst: Bool) async {
        let source = source
        guard let outcome = try? await threads.runIfActive({ source.reload(isFirst: isFirst) }) else { return }
        guard outcome.errors.isEmpty else {
            let rest = isFirst ? "the rest is in force" : "what was in force stays so"
            for error in outcome.errors { logger.error("\(error); \(rest)") }
            return health.set(.degraded, outcome.errors.joined(separator: "; ") + "; " + rest)
        }
        logger.info("\(outcome.sentence)")
        health.set(.ok, outcome.sentence)
    }
}
