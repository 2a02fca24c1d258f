import IPNetworks
import Logging
import ServiceLifecycle
import Store
import ThreatModel

/// What has to be done about appeals without anybody asking: do what a decision says, end what nobody decided, and look for
/// proofs now and then.
///
/// Decisions are made by a command in a process of its own, which can only write them down; this takes them up.
struct AppealReview: Service {
    /// A decision counts after this at the latest.
    static let interval = Duration.milliseconds(400)
    /// How often it is asked whether a proof should be looked for.
    static let lookInterval = Duration.seconds(5)
    static let forgetInterval = Duration.seconds(3600)
    /// Appeals taken up in one step.
    static let portion = 16

    let desk: AppealDesk
    let clock: any WallClock
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await every(Self.interval) { try await settle() } }
                group.addTask { await every(Self.lookInterval) { try await look() } }
                group.addTask { await every(Self.forgetInterval) { try await forget() } }
            }
        }
    }

    private func every(_ interval: Duration, _ duty: () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await duty()
            } catch {
                logger.error("appeals could not be seen to", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: interval)
        }
    }

    /// Does what follows from decisions, and from decisions that never came.
    func settle() async throws {
        while !Task.isCancelled {
            let now = clock.now
            let due = try await desk.store.read { reader in
                try reader.dueAppeals(at: now, areOpen: false, limit: Self.portion)
            }
            var settled = 0
            for appeal in due where try await desk.pipeline.submit(.appeal(.settle(appeal.number))) > 0 {
                settled += 1
                logger.info(
                    "an appeal has ended", metadata: ["appeal": "\(appeal.number)", "address": "\(appeal.address)"])
            }
            guard settled == Self.portion else { return }
        }
    }

    /// Looks for the proofs that are due to be looked for, and forgets appeals that were not proven in time.
    func look() async throws {
        let now = clock.now
        let due = try await desk.store.read { reader in
            try reader.dueAppeals(at: now, areOpen: true, limit: Self.portion)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for appeal in due {
                group.addTask {
                    if appeal.isOver(at: now) {
                        try await desk.pipeline.submit(.appeal(.settle(appeal.number)))
                    } else if let id = AppealToken(bytes: appeal.id) {
                        try await desk.look(for: id, at: now)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Forgets what was decided long ago.
    func forget() async throws {
        let cutoff = clock.now.advanced(by: .zero - AppealLimits.keptTime)
        while try await desk.store.write({ try $0.pruneAppeals(before: cutoff, limit: Self.portion) }) == Self.portion {
            try Task.checkCancellation()
        }
    }
}
