package import Logging
import Synchronization
package import ThreatModel

/// What waits to be written. Never full for whoever gives: what there is no room for is counted and gone.
package final class HistoryQueue: Sendable {
    struct Contents: Equatable {
        var rounds: [BlockRound] = []
        var entries: [GuardLogEntry] = []
        /// What was not kept since somebody last asked.
        var lost = 0

        var isEmpty: Bool { rounds.isEmpty && entries.isEmpty }
        fileprivate var flowCount: Int { rounds.reduce(0) { $0 + $1.flows.count } }
    }

    // Log lines come from any thread; the lock is held for an append.
    private let contents = Mutex(Contents())
    private let clock: any WallClock

    /// Flows that may wait: some seconds' work for a disk.
    static let mostFlows = 16_384
    static let mostRounds = 1024
    static let mostEntries = 4096

    package init(clock: any WallClock = SystemClock()) { self.clock = clock }

    /// A logger that has the history keep what goes through it.
    package func recording(_ logger: Logger) -> Logger {
        var recording = logger
        recording.handler = HistoryLogHandler(logger.handler, self, clock: clock)
        return recording
    }

    func note(_ entry: GuardLogEntry) {
        contents.withLock { contents in
            guard contents.entries.count < Self.mostEntries else { return contents.lost += 1 }
            contents.entries.append(entry)
        }
    }

    /// Of more flows than there is room for, those with most packets are kept; the others' packets stay in the sum.
    func record(_ round: BlockRound) {
        contents.withLock { contents in
            guard contents.rounds.count < Self.mostRounds else { return contents.lost += max(1, round.flows.count) }
            let room = Self.mostFlows - contents.flowCount
            var round = round
            if round.flows.count > room {
                round.flows.sort { $0.packets > $1.packets }
                let excess = round.flows.dropFirst(max(0, room))
                round.rest = excess.reduce(round.rest) { $0 &+ $1.packets }
                contents.lost += excess.count
                round.flows.removeLast(excess.count)
            }
            contents.rounds.append(round)
        }
    }

    func takeAll() -> Contents {
        contents.withLock { contents in
            defer { contents = Contents() }
            return contents
        }
    }

    /// What could not be written, before what has come since.
    func giveBack(_ taken: Contents) {
        let later = takeAll()
        for round in taken.rounds + later.rounds { record(round) }
        for entry in taken.entries + later.entries { note(entry) }
    }
}
