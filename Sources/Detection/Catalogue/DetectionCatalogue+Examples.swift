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

    /// Indices of the behaviours that what is made up shows, in its sessions or across them, ascending.
    package func shown(by example: BehaviourExample) -> [Int] {
        var sessions: [UUIDv7: SessionDetection] = [:]
        var address = AddressDetection()
        var shown = Set<Int>()
        for (event, sensor) in example.events(startingAt: Timestamp(milliseconds: 0)) {
            let seen = sessions[event.session, default: SessionDetection()].observe(event, from: sensor, in: self)
            shown.formUnion(seen.shown)
            guard let observation = seen.observation else { continue }
            for sighting in address.add(observation, seenBy: .own, in: self) { shown.insert(sighting.behaviour) }
        }
        return shown.sorted()
    }
}

extension BehaviourExample {
    /// The example as events, from a documentation address; a `close` follows when the last is none.
    package func sessionEvents(startingAt start: Timestamp = Timestamp(milliseconds: 0)) -> [SessionEvent] {
        events(startingAt: start).map(\.event)
    }

    /// Each event with the sensor that saw it.
    fileprivate func events(startingAt start: Timestamp) -> [(event: SessionEvent, sensor: Int64)] {
        var all = events
        if let last = all.last, last.kind != .close {
            all.append(
                Event(
                    kind: .close, fields: [:], at: last.at, protocol: last.protocol, session: last.session,
                    sensor: last.sensor))
        }
        return all.enumerated().map { number, event in
            let event = SessionEvent(
                id: UUIDv7(bits: UInt128(number)), session: UUIDv7(bits: UInt128(event.session)), seq: UInt32(number),
                at: start.advanced(by: event.at), protocol: event.protocol ?? self.protocol, transport: .tcp,
                dstPort: 0, src: Self.source, srcPort: 0, kind: event.kind, fields: event.fields)
            return (event, all[number].sensor)
        }
    }

    /// 192.0.2.1, TEST-NET-1 (RFC 5737).
    private static let source = IPAddress(v4: 0xc000_0201)

    func error(_ problem: String) -> DetectionError { DetectionError(file: file, line: line, problem: problem) }
}
