import IPNetworks

/// Who is being served, and how often each source comes. A value; its size is bounded whatever the world sends.
struct AdmissionTable: Sendable {
    /// Sources remembered. More than can be connected at once, so that there is always one to forget.
    static let maximumSources = 65_536

    /// Sources looked at for one that need not be remembered.
    private static let mostLookedAt = 32

    private struct Source {
        var open = 0
        var connections = TokenClock()
        var bytes = TokenClock()
    }

    private let limits: AdmissionLimits
    private var sources: [SourceKey: Source] = [:]
    /// All of them, in the order in which the hand of a clock passes them (Corbató's CLOCK): who goes is found by looking
    /// at a few, so that forgetting never holds up a visitor nor takes memory of its own.
    private var dial: [SourceKey] = []
    private var hand = 0
    private(set) var open = 0

    init(_ limits: AdmissionLimits) { self.limits = limits }

    /// Lets a visitor in, or says why not. Whoever is let in must be released.
    ///
    /// - Parameter now: nanoseconds on a clock that never runs backwards.
    mutating func admit(_ visitor: IPAddress, at now: UInt64) -> Refusal? {
        guard open < min(limits.connections, Self.maximumSources / 2) else { return .full }
        let key = SourceKey(visitor)
        var source = sources[key] ?? Source()
        // A refused attempt costs no token: who hammers at the door still gets in at the permitted rate.
        guard source.open < limits.connectionsPerSource else { return .sourceConnections }
        guard !source.bytes.isOverdrawn(at: now, rate: limits.bytesPerSource, burst: limits.byteBurstPerSource) else {
            return .sourceBytes
        }
        guard source.connections.take(at: now, rate: limits.ratePerSource, burst: limits.burstPerSource) else {
            return .sourceRate
        }
        if sources[key] == nil {
            if dial.count < Self.maximumSources {
                dial.append(key)
            } else {
                let place = placeToForget(at: now)
                sources[dial[place]] = nil
                dial[place] = key
            }
        }
        source.open += 1
        open += 1
        sources[key] = source
        return nil
    }

    /// The visitor is gone, having had so many bytes recorded.
    mutating func release(_ visitor: IPAddress, recordedBytes: Int, at now: UInt64) {
        open = max(0, open - 1)
        let key = SourceKey(visitor)
        guard var source = sources[key] else { return }
        source.open = max(0, source.open - 1)
        source.bytes.charge(recordedBytes, at: now, rate: limits.bytesPerSource)
        sources[key] = source
    }

    /// Whether so many are inside that those who do nothing have to make room earlier.
    var isCrowded: Bool { open * 10 >= limits.connections * 9 }

    var rememberedSources: Int { sources.count }

    /// Whose place the next one takes: whoever need not be remembered; in a flood, when the first few must, the first of
    /// them who is not inside. Half of the table at most are.
    private mutating func placeToForget(at now: UInt64) -> Int {
        var absent: Int?
        for looked in 1...dial.count {
            let place = hand
            hand = (hand + 1) % dial.count
            guard let source = sources[dial[place]] else { return place }
            if source.open == 0 {
                if source.connections.isFull(at: now), source.bytes.isFull(at: now) { return place }
                absent = absent ?? place
            }
            if looked >= Self.mostLookedAt, let absent { return absent }
        }
        return absent ?? hand
    }
}
