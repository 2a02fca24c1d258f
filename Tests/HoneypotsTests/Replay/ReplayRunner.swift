import Honeypots
import ThreatModel

/// Plays a script against a machine and says where they disagree.
struct ReplayRunner {
    var script: ReplayScript
    var delivery: ReplayDelivery

    func run(against type: any Honeypot.Type) throws(ReplayError) {
        var visit = ReplayVisit(type, script.settings.context(for: type))
        for turn in script.turns {
            for act in delivery.arrange(turn.acts) {
                switch act {
                case .send(let bytes): visit.send(bytes)
                case .wait(let duration): visit.wait(duration)
                case .bye: visit.disconnect()
                }
            }
            let (wire, events) = visit.take()
            try check(wire, against: turn.wire, endOfTurn: turn.lastLine)
            try check(events, against: turn.events, endOfTurn: turn.lastLine)
        }
        let line = script.turns.last?.lastLine ?? 1
        visit.disconnect()
        let (_, events) = visit.take()
        try check(events, against: [], endOfTurn: line)
        if visit.actedAfterClose { throw fault(line, "the machine acted after it had asked to close") }
    }

    private func fault(_ line: Int, _ message: String) -> ReplayError {
        ReplayError(file: script.name, line: line, message: message, delivery: delivery)
    }

    /// Walks both lists, a run of bytes at a time.
    private func check(
        _ items: [ReplayVisit.WireItem], against expectations: [ReplayScript.WireExpectation], endOfTurn: Int
    ) throws(ReplayError) {
        var items = items[...]
        var expectations = expectations[...]
        while let expectation = expectations.first {
            let line = expectation.line
            switch expectation.content {
            case .bytes:
                var lines: [Int] = []
                var patterns: [BytePattern] = []
                while case .bytes(let pattern) = expectations.first?.content, let next = expectations.popFirst() {
                    lines.append(next.line)
                    patterns.append(pattern)
                }
                var bytes: [UInt8] = []
                if case .bytes(let got) = items.first {
                    bytes = got
                    items.removeFirst()
                }
                if let miss = BytePattern.furthestMatch(of: patterns, in: bytes) {
                    throw fault(
                        miss.pattern < lines.count ? lines[miss.pattern] : endOfTurn,
                        Self.describe(bytes, offset: miss.offset, expected: patterns.dropFirst(miss.pattern).first))
                }
            case .pause(let duration):
                guard items.popFirst() == .pause(duration) else {
                    throw fault(line, "expected a pause of \(duration), got \(Self.describe(items.first))")
                }
                expectations.removeFirst()
            case .closed:
                guard items.popFirst() == .closed else { throw fault(line, "expected the end of the connection") }
                expectations.removeFirst()
            }
        }
        if let item = items.first { throw fault(endOfTurn, "unexpected: \(Self.describe(item))") }
    }

    private func check(
        _ events: [ObservedEvent], against expectations: [ReplayScript.EventExpectation], endOfTurn: Int
    ) throws(ReplayError) {
        var events = events[...]
        for (index, expectation) in expectations.enumerated() {
            guard let demanded = expectation.event else {
                // Anything up to the next event that is demanded.
                let next = expectations[(index + 1)...].lazy.compactMap(\.event).first
                events = events.drop { event in next.map { $0.fault(in: event) != nil } ?? true }
                continue
            }
            guard let event = events.popFirst() else {
                throw fault(expectation.line, "expected the event '\(demanded.kind)', got none")
            }
            if let message = demanded.fault(in: event) { throw fault(expectation.line, message) }
        }
        if let event = events.first { throw fault(endOfTurn, "unexpected event: \(event)") }
    }

    private static func describe(_ item: ReplayVisit.WireItem?) -> String {
        switch item {
        case .bytes(let bytes): "the bytes \"\(ReplayEscapes.text(of: bytes))\""
        case .pause(let duration): "a pause of \(duration)"
        case .closed: "the end of the connection"
        case nil: "nothing"
        }
    }

    private static func describe(_ bytes: [UInt8], offset: Int, expected: BytePattern?) -> String {
        let wanted = expected.map { pattern in
            pattern.parts.map { part in
                switch part {
                case .literal(let literal): ReplayEscapes.text(of: literal)
                case .anything: "*"
                }
            }.joined()
        }
        let got = ReplayEscapes.text(of: bytes[max(0, offset - 40)..<min(bytes.count, offset)])
        let rest = ReplayEscapes.text(of: bytes[min(bytes.count, offset)...].prefix(120))
        return "expected \(wanted.map { "\"\($0)\"" } ?? "nothing more"), got \"\(got)⟨here⟩\(rest)\""
    }
}
