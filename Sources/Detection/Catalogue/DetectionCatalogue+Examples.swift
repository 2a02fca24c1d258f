import IPNetworks
package import ThreatModel

extension DetectionCatalogue {
    /// Plays every example and near miss; returns a sentence for each that does not turn out as its rule says.
    package func brokenExamples() -> [DetectionError] {
        var broken: [DetectionError] = []
        for (index, behaviour) in behaviours.enumerated() {
            for example in behaviour.examples where !shown(by: example).contains(index) {
                broken.append(example.error("this example does not show \(behaviour.name)"))
            }
            for example in behaviour.nearMisses where shown(by: example).contains(index) {
                broken.append(example.error("this near miss shows \(behaviour.name)"))
            }
        }
        return broken
    }

    /// Indices of the behaviours that a made-up session shows, ascending.
    package func shown(by example: BehaviourExample) -> [Int] {
        var session = SessionDetection()
        for event in example.sessionEvents() { _ = session.observe(event, in: self) }
        return session.shownBehaviours
    }
}

extension BehaviourExample {
    /// The example as events of a session, from a documentation address; a `close` follows when it has none of its own.
    package func sessionEvents(startingAt start: Timestamp = Timestamp(milliseconds: 0)) -> [SessionEvent] {
        var now = start
        var events: [SessionEvent] = []
        func add(_ kind: EventKind, _ fields: EventFields) {
            events.append(
                SessionEvent(
                    id: UUIDv7(bits: UInt128(events.count)), session: UUIDv7(bits: 0), seq: UInt32(events.count),
                    at: now,
                    protocol: self.protocol, transport: .tcp, dstPort: 0, src: Self.source, srcPort: 0, kind: kind,
                    fields: fields))
        }
        for event in self.events {
            now = now.advanced(by: event.after)
            add(event.kind, event.fields)
        }
        if self.events.last?.kind != .close { add(.close, [:]) }
        return events
    }

    /// 192.0.2.1, TEST-NET-1 (RFC 5737).
    private static let source = IPAddress(v4: 0xc000_0201)

    func error(_ problem: String) -> DetectionError { DetectionError(file: file, line: line, problem: problem) }
}
