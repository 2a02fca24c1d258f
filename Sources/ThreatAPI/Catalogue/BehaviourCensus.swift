import IPNetworks
import NIOPosix

/// How many addresses have shown each behaviour, and which of the listed ones were seen last.
struct BehaviourCensus: Sendable {
    /// Addresses that are named of each behaviour. The list itself is for those with a key.
    static let namedCount = 10

    struct Count: Sendable {
        /// Known addresses that have shown it.
        var addresses = 0
        /// Those of them that are on the list as everybody gets it who asks for nothing special.
        var listed = 0
        /// Of the listed ones, newest first.
        var newest: [Named] = []
    }

    struct Named: Sendable {
        let address: IPAddress
        let confidence: UInt8
        /// Epoch milliseconds.
        let lastSeen: UInt64
    }

    private let counts: [String: Count]

    /// Looks at every record once.
    init(of snapshot: Snapshot) {
        let words = snapshot.words.words
        var counts = [Count](repeating: Count(), count: words.count)
        var heaps = [NewestAddresses](repeating: NewestAddresses(limit: Self.namedCount), count: words.count)
        let list = ListFilter()
        snapshot.forEach { address, record in
            let isListed = list.holds(record)
            var behaviours = record.parts.behaviours
            for _ in 0..<behaviours.count() {
                let number = Int(clamping: behaviours.number())
                _ = behaviours.byte()
                _ = behaviours.number()
                guard counts.indices.contains(number) else { continue }
                counts[number].addresses += 1
                guard isListed else { continue }
                counts[number].listed += 1
                heaps[number].insert(address, lastSeen: record.lastSeen)
            }
        }
        var named: [String: Count] = [:]
        for (number, word) in words.enumerated() where counts[number].addresses > 0 {
            var count = counts[number]
            count.newest = heaps[number].sorted.compactMap { address in
                snapshot.withRecord(of: address) {
                    Named(address: address, confidence: $0.confidence, lastSeen: $0.lastSeen)
                }
            }
            named[word] = count
        }
        self.counts = named
    }

    subscript(behaviour: String) -> Count { counts[behaviour] ?? Count() }
}

/// The census of all addresses, taken when somebody asks and kept for a while.
struct BehaviourCensusTaker: Sendable {
    private enum Scope: Hashable { case everything }

    /// The most of one processor that counting may take, whoever asks how often.
    private static let share = 0.02

    private let builds: SharedBuilds<Scope, BehaviourCensus>

    init(live: LiveState, threads: NIOThreadPool) {
        builds = SharedBuilds(live: live, threads: threads, capacity: 1, buildShare: Self.share) { _, snapshot, _ in
            BehaviourCensus(of: snapshot)
        }
    }

    func census() async throws -> BehaviourCensus { try await builds.value(.everything) }
}
