import Crypto
import Honeypots
import ThreatModel

/// One connection to one service: runs the honeypot, records the session, and says what is to be sent, when to wait and
/// when to close. A value without sockets, timers or files; ``VisitHandler`` lends it those.
///
/// What happened is recorded at once. What is to be sent waits in order: behind pauses, and behind a visitor who does not
/// read; meanwhile nothing is read from the visitor either.
struct Visit {
    /// Something for the log of the session.
    enum Note: Sendable {
        case event(SessionEvent)
        /// A file of the visitor's, by SHA-256 in hexadecimal; the event that names it comes next.
        case file(sha256: String, bytes: [UInt8])
    }

    /// The next thing to do on the connection.
    enum Step: Equatable {
        case write(ArraySlice<UInt8>)
        /// Call ``pauseEnded()`` after so long, and nothing else until then.
        case pause(Duration)
        /// Let ``workingCopy`` work elsewhere, hand over what came of it (``worked(_:_:at:_:)``), and take no step until then.
        case work
        /// Everything was sent: end the visit and close.
        case close
    }

    private enum Queued {
        case send(ArraySlice<UInt8>)
        case pause(Duration)
        case work
        case resume
        case close
    }

    /// Bytes handed to the connection at a time.
    static let writePortion = 64 * 1024
    /// The first bytes of a file that its event shows: enough to tell a program, an archive or a script from anything else.
    static let fileHeadBytes = 64
    /// Bytes that may arrive although nothing is read for now: what the socket held when the visitor closed.
    static let maximumUnexpectedInput = 256 * 1024

    private var honeypot: any Honeypot
    private var recorder: SessionRecorder
    private var output = HoneypotOutput()
    private let limits: VisitLimits
    private let maximumSentBytes: Int

    /// What waits to be done, from ``queueHead`` on.
    private var queue: [Queued] = []
    private var queueHead = 0
    private var isPaused = false
    /// The honeypot works elsewhere.
    private var isWorking = false
    /// The visitor sends no more, but may still read.
    private(set) var hasInputEnded = false
    private var isClosing = false
    private(set) var hasEnded = false
    private var unexpectedInput: [UInt8] = []
    /// What the visit has to be ended for as soon as possible.
    private(set) var violation: EndReason?

    private(set) var receivedBytes = 0
    private(set) var sentBytes = 0
    /// Bytes that wait to be written. All of one answer, until the connection has taken what it takes.
    private var queuedBytes = 0

    /// Bytes that wait to be sent, here or within the honeypot.
    var unsentBytes: Int { hasEnded ? 0 : queuedBytes + honeypot.unsentBytes }

    var recordedBytes: Int { recorder.recordedBytes }

    /// How long after its beginning the service itself would end the visit as it stands now.
    var grace: Duration? { honeypot.grace }

    init(_ type: any Honeypot.Type, context: HoneypotContext, recorder: SessionRecorder, limits: VisitLimits) {
        honeypot = type.init(context: context)
        self.recorder = recorder
        self.limits = limits
        maximumSentBytes = context.limits.outputBytes
    }

    /// Whether bytes of the visitor's are wanted now.
    var wantsInput: Bool {
        !hasEnded && !isClosing && !hasInputEnded && !isPaused && !isWorking && queueHead == queue.count
    }

    // MARK: - What happens

    mutating func begin(at now: Timestamp, _ notes: inout [Note]) {
        note(.connect, [:], at: now, &notes)
        honeypot.connected(at: now, &output)
        takeOutput(at: now, &notes)
    }

    mutating func received(_ bytes: [UInt8], at now: Timestamp, _ notes: inout [Note]) {
        guard !hasEnded, !isClosing else { return }
        receivedBytes += bytes.count
        guard wantsInput else {
            if unexpectedInput.count + bytes.count <= Self.maximumUnexpectedInput {
                unexpectedInput.append(contentsOf: bytes)
            } else {
                violation = .limit
            }
            return
        }
        honeypot.received(bytes[...], at: now, &output)
        takeOutput(at: now, &notes)
    }

    /// The visitor has closed its side. What is still to be said is said; then the visit is over.
    mutating func inputEnded() { hasInputEnded = true }

    mutating func pauseEnded() { isPaused = false }

    /// The honeypot as it was when it asked to work elsewhere. This visit keeps its own: should it end before the work is
    /// done, it ends as if that had never begun.
    var workingCopy: any Honeypot { honeypot }

    /// The work is done.
    mutating func worked(_ honeypot: any Honeypot, _ output: HoneypotOutput, at now: Timestamp, _ notes: inout [Note]) {
        guard !hasEnded, isWorking else { return }
        isWorking = false
        self.honeypot = honeypot
        self.output.append(output)
        takeOutput(at: now, &notes)
    }

    /// The connection is gone or is being closed: everything that is not recorded yet is recorded now. Once.
    mutating func end(_ reason: EndReason, after duration: Duration, at now: Timestamp, _ notes: inout [Note]) {
        guard !hasEnded else { return }
        hasEnded = true
        queue.removeAll()
        queueHead = 0
        queuedBytes = 0
        if !unexpectedInput.isEmpty {
            // It came before the end, and was only not looked at.
            honeypot.received(unexpectedInput[...], at: now, &output)
            unexpectedInput = []
        }
        honeypot.disconnected(at: now, &output)
        takeOutput(at: now, &notes)
        let close = recorder.close(reason, after: duration, received: receivedBytes, sent: sentBytes, at: now)
        notes.append(.event(close))
    }

    // MARK: - What to do

    /// The next step, to be taken before asking again; `nil` when there is nothing to do until something happens.
    mutating func nextStep(at now: Timestamp, _ notes: inout [Note]) -> Step? {
        while !hasEnded, !isClosing, !isPaused, !isWorking {
            guard queueHead < queue.count else {
                queue.removeAll(keepingCapacity: false)
                queueHead = 0
                if !unexpectedInput.isEmpty {
                    let bytes = unexpectedInput
                    unexpectedInput = []
                    honeypot.received(bytes[...], at: now, &output)
                    takeOutput(at: now, &notes)
                    continue
                }
                return hasInputEnded ? closing() : nil
            }
            switch queue[queueHead] {
            case .send(let bytes):
                let portion = bytes.prefix(Self.writePortion)
                let rest = bytes.dropFirst(portion.count)
                if rest.isEmpty { queueHead += 1 } else { queue[queueHead] = .send(rest) }
                queuedBytes -= portion.count
                sentBytes += portion.count
                return .write(portion)
            case .pause(let duration):
                queueHead += 1
                isPaused = true
                return .pause(min(max(duration, .zero), limits.pause))
            case .work:
                queueHead += 1
                isWorking = true
                return .work
            case .resume:
                queueHead += 1
                // What was sent is not kept for as long as there is more.
                if queueHead == queue.count {
                    queue.removeAll(keepingCapacity: true)
                    queueHead = 0
                }
                honeypot.resume(at: now, &output)
                takeOutput(at: now, &notes)
            case .close:
                queueHead += 1
                return closing()
            }
        }
        return nil
    }

    private mutating func closing() -> Step {
        isClosing = true
        return .close
    }

    /// Why the visit ends when ``Step/close`` has been asked for.
    var closeReason: EndReason { violation ?? (hasInputEnded ? .client : .protocol) }

    // MARK: - The honeypot's wishes

    private mutating func takeOutput(at now: Timestamp, _ notes: inout [Note]) {
        for action in output.take() {
            switch action {
            case .record(let kind, let fields): note(kind, fields, at: now, &notes)
            case .keep(let bytes, let fields): keep(bytes, fields, at: now, &notes)
            case .send(let bytes): enqueue(bytes)
            case .pause(let duration): if !hasEnded { queue.append(.pause(duration)) }
            case .work: if !hasEnded { queue.append(.work) }
            case .resume: if !hasEnded { queue.append(.resume) }
            case .close: if !hasEnded { queue.append(.close) }
            }
        }
    }

    private mutating func enqueue(_ bytes: [UInt8]) {
        guard !hasEnded else { return }
        guard sentBytes + queuedBytes + bytes.count <= maximumSentBytes else {
            violation = .limit
            return
        }
        queuedBytes += bytes.count
        // Pieces that nothing but a record came between are one write.
        if queueHead < queue.count, case .send(var before) = queue[queue.count - 1],
            before.count + bytes.count <= Self.writePortion
        {
            queue.removeLast()
            before += bytes
            queue.append(.send(before))
        } else {
            queue.append(.send(bytes[...]))
        }
    }

    private mutating func keep(_ bytes: [UInt8], _ fields: EventFields, at now: Timestamp, _ notes: inout [Note]) {
        let digest = SHA256.hash(data: bytes)
        let sha256 = digest.reduce(into: "") { text, byte in
            text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
        }
        var fields = fields
        fields["sha256"] = sha256
        fields["size"] = String(bytes.count)
        fields.set("head", bytes: bytes.prefix(Self.fileHeadBytes))
        guard let event = recorder.event(.file, fields, at: now) else { return }
        notes.append(.file(sha256: sha256, bytes: bytes))
        notes.append(.event(event))
    }

    private mutating func note(_ kind: EventKind, _ fields: EventFields, at now: Timestamp, _ notes: inout [Note]) {
        guard let event = recorder.event(kind, fields, at: now) else { return }
        notes.append(.event(event))
    }
}
