import Honeypots
import Testing
import ThreatModel

@testable import Sensor

/// A visit without a socket: what is told it, what it records, what it wants done.
@Suite struct VisitTests {
    /// Runs a visit, taking each step at once.
    struct Stage {
        var visit: Visit
        var notes: [Visit.Note] = []
        var steps: [Visit.Step] = []

        init(limits: VisitLimits = VisitLimits(), honeypot: HoneypotLimits = HoneypotLimits()) {
            visit = Visit(
                EchoHoneypot.self, context: Samples.context(limits: honeypot),
                recorder: Samples.recorder(limits: honeypot), limits: limits)
            visit.begin(at: Samples.time, &notes)
            run()
        }

        mutating func receive(_ text: String) { visit.received(Array(text.utf8), at: Samples.time, &notes) }

        mutating func run() { while let step = visit.nextStep(at: Samples.time, &notes) { steps.append(step) } }

        var written: String {
            steps.reduce(into: "") { text, step in
                if case .write(let bytes) = step { text += String(decoding: bytes, as: UTF8.self) }
            }
        }

        var events: [SessionEvent] {
            notes.compactMap { note in
                switch note {
                case .event(let event): event
                case .file: nil
                }
            }
        }
    }

    @Test func greetsEchoesAndRecords() {
        var stage = Stage()
        stage.receive("uname -a\n")
        stage.run()
        #expect(stage.written == "hello\nuname -a\n")
        stage.visit.end(.client, after: .seconds(2), at: Samples.time, &stage.notes)
        #expect(stage.events.map(\.kind) == [.connect, .command, .message, .close])
        #expect(stage.events.map(\.seq) == [0, 1, 2, 3])
        #expect(stage.events.last?.fields["bytes_in"] == "9")
        #expect(stage.events.last?.fields["bytes_out"] == "15")
        #expect(stage.events.last?.fields["reason"] == "client")
    }

    @Test func nothingIsReadOrSentDuringAPause() {
        var stage = Stage()
        stage.receive("pause 1500 denied\nsecond\n")
        // What happened is recorded at once; what is said waits.
        #expect(stage.events.map(\.kind) == [.connect, .auth, .command])
        stage.run()
        #expect(stage.steps.last == .pause(.milliseconds(1500)))
        #expect(stage.written == "hello\n")
        #expect(!stage.visit.wantsInput)
        stage.visit.pauseEnded()
        stage.run()
        #expect(stage.written == "hello\ndenied\nsecond\n")
        #expect(stage.visit.wantsInput)
    }

    @Test func nothingIsReadOrSentDuringWork() {
        var stage = Stage()
        stage.receive("work\nbehind\n")
        stage.run()
        #expect(stage.steps.last == .work)
        #expect(!stage.visit.wantsInput)
        stage.receive("late\n")
        var honeypot = stage.visit.workingCopy
        var output = HoneypotOutput()
        honeypot.work(at: Samples.time, &output)
        stage.visit.worked(honeypot, output, at: Samples.time, &stage.notes)
        stage.run()
        #expect(stage.written == "hello\nbehind\ndone\nlate\n")
        #expect(stage.visit.wantsInput)
        #expect(stage.events.map(\.kind) == [.connect, .command, .query, .command])
    }

    @Test func workThatComesTooLateIsNobodys() {
        var stage = Stage()
        stage.receive("work\n")
        stage.run()
        var honeypot = stage.visit.workingCopy
        stage.visit.end(.client, after: .seconds(2), at: Samples.time, &stage.notes)
        var output = HoneypotOutput()
        honeypot.work(at: Samples.time, &output)
        stage.visit.worked(honeypot, output, at: Samples.time, &stage.notes)
        #expect(stage.events.map(\.kind) == [.connect, .message, .close])
        #expect(stage.visit.nextStep(at: Samples.time, &stage.notes) == nil)
    }

    @Test func whatIsSaidInPartsIsSaidBeforeMoreIsRead() {
        var stage = Stage()
        stage.receive("more 3\nbehind\n")
        #expect(!stage.visit.wantsInput)
        stage.receive("late\n")
        #expect(stage.visit.nextStep(at: Samples.time, &stage.notes) == .write(Array("behind\nmore 3\n".utf8)[...]))
        // One part is asked for once the one before was taken.
        #expect(stage.visit.unsentBytes == 0)
        #expect(stage.visit.nextStep(at: Samples.time, &stage.notes) == .write(Array("more 2\n".utf8)[...]))
        stage.run()
        #expect(stage.written == "hello\nmore 1\nlate\n")
        #expect(stage.visit.wantsInput)
    }

    @Test func whatArrivesDuringAPauseIsLookedAtAfterwards() {
        var stage = Stage()
        stage.receive("pause 10 a\n")
        stage.run()
        stage.receive("late\n")
        #expect(stage.events.count == 2)
        stage.visit.pauseEnded()
        stage.run()
        #expect(stage.written == "hello\na\nlate\n")
    }

    @Test func leavingDuringAPauseLosesNoRecord() {
        var stage = Stage()
        stage.receive("pause 10 a\nfirst\n")
        stage.run()
        stage.receive("second\n")
        stage.visit.end(.client, after: .zero, at: Samples.time, &stage.notes)
        stage.run()
        #expect(stage.events.compactMap { $0.fields["command"] } == ["first", "second"])
        #expect(stage.events.last?.kind == .close)
        #expect(stage.written == "hello\n")
        #expect(stage.visit.unsentBytes == 0)
    }

    @Test func tooMuchDuringAPauseEndsTheVisit() {
        var stage = Stage()
        stage.receive("pause 10 a\n")
        stage.run()
        let portion = String(repeating: "x", count: 100_000)
        for _ in 0..<2 { stage.receive(portion) }
        #expect(stage.visit.violation == nil)
        stage.receive(portion)
        #expect(stage.visit.violation == .limit)
    }

    @Test func absurdPausesAreShortened() {
        var stage = Stage()
        stage.receive("pause 999999999 a\n")
        stage.run()
        #expect(stage.steps.last == .pause(.seconds(60)))
    }

    @Test func closesAfterEverythingIsSaid() {
        var stage = Stage()
        stage.receive("one\nclose\nnever seen\n")
        stage.run()
        #expect(stage.written == "hello\none\nbye\n")
        #expect(stage.steps.last == .close)
        #expect(stage.visit.closeReason == .protocol)
        #expect(!stage.visit.wantsInput)
        stage.receive("more\n")
        stage.run()
        #expect(stage.steps.last == .close)
    }

    @Test func anEndedInputIsAnsweredFirst() {
        var stage = Stage()
        stage.receive("pause 10 a\n")
        stage.run()
        stage.visit.inputEnded()
        stage.run()
        #expect(stage.steps.last == .pause(.milliseconds(10)))
        stage.visit.pauseEnded()
        stage.run()
        #expect(stage.written == "hello\na\n")
        #expect(stage.steps.last == .close)
        #expect(stage.visit.closeReason == .client)
    }

    @Test func longAnswersComeInPortions() {
        var stage = Stage()
        stage.receive("big 200000\n")
        #expect(stage.visit.unsentBytes == 200_000)
        stage.run()
        let sizes = stage.steps.map { step in
            if case .write(let bytes) = step { bytes.count } else { 0 }
        }
        #expect(sizes == [6, 65_536, 65_536, 65_536, 3392])
        #expect(stage.visit.unsentBytes == 0)
        #expect(stage.visit.sentBytes == 200_006)
    }

    @Test func outputOfOneVisitIsBounded() {
        var limits = HoneypotLimits()
        limits.outputBytes = 1000
        var stage = Stage(honeypot: limits)
        stage.receive("big 900\n")
        stage.run()
        #expect(stage.visit.violation == nil)
        stage.receive("big 95\n")
        #expect(stage.visit.violation == .limit)
        #expect(stage.visit.unsentBytes == 0)
    }

    @Test func theEventOfAFileShowsHowItBegins() throws {
        var stage = Stage()
        let program = "\u{7f}ELF\u{1}\u{1}" + String(repeating: "A", count: 200)
        stage.receive("file \(program)\n")
        let event = try #require(stage.events.first { $0.kind == .file })
        #expect(event.fields.bytes("head") == Array(program.utf8.prefix(64)))
        #expect(event.fields["size"] == "206")
    }

    @Test func filesComeBeforeTheEventThatNamesThem() throws {
        var stage = Stage()
        stage.receive("file abc\n")
        guard case .file(let sha256, let bytes) = stage.notes[1], case .event(let event) = stage.notes[2] else {
            Issue.record("\(stage.notes)")
            return
        }
        // FIPS 180-2 appendix B.1.
        #expect(sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(bytes == Array("abc".utf8))
        #expect(event.kind == .file)
        #expect(
            event.fields == ["path": "/tmp/x", "how": "upload", "sha256": sha256, "size": "3", "head": "abc"])
    }

    @Test func eventsBeyondTheLimitAreCounted() {
        var limits = HoneypotLimits()
        limits.events = 10
        var stage = Stage(honeypot: limits)
        stage.receive("record 100\nfile abc\n")
        stage.visit.end(.client, after: .zero, at: Samples.time, &stage.notes)
        #expect(stage.events.count == 11)
        #expect(stage.events.last?.fields["events_dropped"] == "93")  // 91 queries, the file, the last message
        #expect(stage.notes.count == 11)
    }

    @Test func endsOnce() {
        var stage = Stage()
        stage.visit.end(.idle, after: .zero, at: Samples.time, &stage.notes)
        let count = stage.notes.count
        let steps = stage.steps.count
        stage.visit.end(.client, after: .zero, at: Samples.time, &stage.notes)
        stage.receive("late\n")
        stage.run()
        #expect(stage.notes.count == count)
        #expect(stage.steps.count == steps)
        #expect(stage.events.last?.fields["reason"] == "idle")
    }

    /// Whatever comes in whatever order, a visit keeps its books straight.
    @Test(arguments: 0..<60) func fuzz(seed: Int) {
        var generator = SeededRandom(seed: UInt64(seed))
        var limits = HoneypotLimits()
        limits.events = 50
        limits.outputBytes = 300_000
        var stage = Stage(honeypot: limits)
        let lines = [
            "pause 5 x\n", "big 70000\n", "record 3\n", "file q\n", "close\n", "hi\n", "raw \u{1}\n", "par",
            "field 100\n",
        ]
        for _ in 0..<60 {
            switch generator.next() % 8 {
            case 0: stage.visit.pauseEnded()
            case 1: stage.visit.inputEnded()
            case 2: stage.run()
            case 3: if let step = stage.visit.nextStep(at: Samples.time, &stage.notes) { stage.steps.append(step) }
            default: stage.receive(lines.randomElement(using: &generator) ?? "")
            }
            #expect(stage.visit.unsentBytes >= 0)
            #expect(stage.visit.sentBytes + stage.visit.unsentBytes <= 300_000)
        }
        stage.visit.end(.client, after: .zero, at: Samples.time, &stage.notes)
        #expect(stage.events.map(\.seq) == stage.events.indices.map { UInt32($0) })
        #expect(stage.events.count { $0.kind == .close } == 1)
        #expect(stage.events.last?.kind == .close)
        #expect(stage.events.count <= 51)
    }
}
