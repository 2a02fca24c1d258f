import IPNetworks

/// Who is being served, and how often each source comes. A value; its size is bounded whatever the world sends.
struct AdmissionTable: Sendable {
    /// Sources remembered. More than can be connected at once, so that there is always one to forget.
    static let maximumSources = 65_536

    private struct Source {
        var open = 0
        var connections = TokenClock()
        var bytes = TokenClock()
    }

    private let limits: AdmissionLimits
    private var sources: [SourceKey: Source] = [:]
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
        if sources.count >= Self.maximumSources, sources[key] == nil { forget(at: now) }
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

    /// Forgets all that need not be remembered; when a flood leaves none, half of those who are not inside. In place: a
    /// second table beside the first would be megabytes each time.
    private mutating func forget(at now: UInt64) {
        let idle = sources.lazy.filter { source in
            source.value.open == 0 && source.value.connections.isFull(at: now) && source.value.bytes.isFull(at: now)
        }
        for key in idle.map(\.key) as [SourceKey] { sources[key] = nil }
        guard sources.count >= Self.maximumSources else { return }
        var isOdd = false
        let half = sources.lazy.filter { source in
            isOdd.toggle()
            return source.value.open == 0 && isOdd
        }
        for key in half.map(\.key) as [SourceKey] { sources[key] = nil }
    }
}
