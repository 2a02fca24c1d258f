import Honeypots
import Testing
import ThreatModel

@testable import Sensor

@Suite struct SessionRecorderTests {
    @Test func numbersEventsAndKeepsTheirEnvelope() throws {
        var recorder = Samples.recorder()
        func event(_ kind: EventKind, _ fields: EventFields, _ time: Timestamp) -> SessionEvent? {
            recorder.event(kind, fields, at: time)
        }
        let first = try #require(event(.connect, [:], Samples.time))
        let second = try #require(event(.command, ["command": "id"], Samples.time.advanced(by: .seconds(1))))
        #expect([first.seq, second.seq] == [0, 1])
        #expect(first.id != second.id)
        #expect(first.session == second.session)
        #expect(first.id.time == Samples.time)
        #expect(second.at.since(first.at) == .seconds(1))
        #expect(second.src == Samples.visitor)
        #expect(second.srcPort == 40_000)
        #expect(second.dstPort == 2323)
        #expect(second.protocol == .telnet)
        #expect(second.fields == ["command": "id"])
    }

    @Test func countsWhatIsMoreThanItsShare() {
        var limits = HoneypotLimits()
        limits.events = 3
        var recorder = Samples.recorder(limits: limits)
        let made = (0..<10).map { _ in recorder.event(.query, ["a": "b"], at: Samples.time) != nil }
        #expect(made == [true, true, true] + [Bool](repeating: false, count: 7))
        let close = recorder.close(.client, after: .milliseconds(1234), received: 5, sent: 6, at: Samples.time)
        #expect(close.seq == 3)
        #expect(
            close.fields == [
                "duration_ms": "1234", "bytes_in": "5", "bytes_out": "6", "reason": "client", "events_dropped": "7",
            ])
    }

    @Test func boundsTheBytes() {
        var recorder = Samples.recorder(maximumBytes: 100)
        let made = [
            recorder.event(.request, ["body": String(repeating: "x", count: 97)], at: Samples.time),
            recorder.event(.request, ["body": String(repeating: "x", count: 96)], at: Samples.time),
            recorder.event(.command, ["c": ""], at: Samples.time), recorder.event(.command, [:], at: Samples.time),
        ]
        #expect(made.map { $0 != nil } == [false, true, false, true])
        #expect(recorder.recordedBytes == 100)
        #expect(recorder.droppedEvents == 2)
    }

    @Test func closingHasNoDropsToTellOfWithoutDrops() {
        var recorder = Samples.recorder()
        let close = recorder.close(.shutdown, after: .seconds(-1), received: 0, sent: 0, at: Samples.time)
        #expect(close.fields == ["duration_ms": "0", "bytes_in": "0", "bytes_out": "0", "reason": "shutdown"])
    }
}
