import Honeypots
import IPNetworks
import NIOCore
import Observability
import ThreatModel

/// Lends a ``Visit`` its socket: feeds it bytes, takes its steps, keeps its time. All decisions are the visit's.
///
/// Reads are asked for one by one, so that a visit that is paused, or whose visitor does not read, stops the visitor through
/// TCP's own flow control.
final class VisitHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Whether the connection is served, or only waits for the other side to close it.
    private enum Phase {
        case unopened
        case serving
        case lingering(until: UInt64)
        case closed
    }

    /// Bytes handed to the connection before others have their turn: a visitor on a fast line would take megabytes.
    private static let writtenAtOnce = 64 * 1024

    private let type: any Honeypot.Type
    private let environment: VisitEnvironment
    private let metrics: VisitMetrics
    private var phase = Phase.unopened
    private var visit: Visit?
    private var times = VisitTimes(began: 0)
    private var visitor: IPAddress?
    private var isRecorded = true
    /// Bytes of this visit counted in the shared budget.
    private var budgeted = 0
    /// What the visitor was sent, against what a visitor is sent in a second.
    private var pace = TokenClock()
    /// Nothing is sent for a moment.
    private var isHeldBack = false
    /// Steps are being taken: what they cause in between takes none of its own.
    private var isStepping = false
    private var context: ChannelHandlerContext?
    /// Where ``LoopVisits`` keeps this handler.
    var listIndex: Int?

    init(_ type: any Honeypot.Type, environment: VisitEnvironment, metrics: VisitMetrics) {
        self.type = type
        self.environment = environment
        self.metrics = metrics
    }

    // MARK: - Events of the connection

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        let now = monotonic(context)
        guard let remote = context.remoteAddress?.ip, let local = context.localAddress?.ip else { return closeNow() }
        if let refusal = environment.admit(remote.address, at: now) {
            // Nothing is read from it or said to it. A full house has no room for that either.
            if refusal == .full || environment.visits(on: context.eventLoop)?.turnAway(self) != true { closeNow() }
            return
        }
        visitor = remote.address
        isRecorded = environment.isRecorded(remote.address)
        times = VisitTimes(began: now)
        phase = .serving
        metrics.sessions.increment()
        metrics.open.increment()
        environment.visits(on: context.eventLoop)?.add(self)

        var random = SystemRandomNumberGenerator()
        let visitContext = HoneypotContext(
            persona: environment.persona, limits: environment.honeypotLimits, visitor: remote.address,
            visitorPort: remote.port, local: local.address, localPort: local.port, seed: random.next(),
            logins: environment.logins, sharing: environment.workers.sharing)
        let wall = environment.clock.now
        let recorder = SessionRecorder(
            session: UUIDv7(at: wall, using: &random), protocol: type.attackProtocol,
            transport: type.transport, context: visitContext, maximumBytes: environment.limits.recordedBytes)
        visit = Visit(type, context: visitContext, recorder: recorder, limits: environment.limits)
        advance { visit, notes in visit?.begin(at: wall, &notes) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .serving = phase else { return }
        let buffer = unwrapInboundIn(data)
        let bytes = Array(buffer.readableBytesView)
        metrics.received.increment(by: bytes.count)
        times.active(at: monotonic(context))
        advance { [clock = environment.clock] visit, notes in visit?.received(bytes, at: clock.now, &notes) }
    }

    func channelReadComplete(context: ChannelHandlerContext) { readIfWanted() }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard case .serving = phase else { return }
        if context.channel.isWritable { times.active(at: monotonic(context)) }
        advance { _, _ in }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        switch phase {
        case .serving: advance { visit, _ in visit?.inputEnded() }
        case .lingering: closeNow()
        case .unopened, .closed: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.client)
        leave()
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset, a broken pipe: the connection is closed by the channel itself right after.
        context.close(promise: nil)
    }

    // MARK: - Calls from the loop's own rounds

    /// Looks whether a time limit is over.
    func look(isCrowded: Bool) {
        guard let context else { return }
        let now = monotonic(context)
        switch phase {
        case .serving:
            let verdict = times.verdict(
                at: now, limits: environment.limits, grace: visit?.grace, isCrowded: isCrowded)
            if let verdict {
                end(verdict)
                closeNow()
            }
        case .lingering(let until): if now >= until { closeNow() }
        case .unopened, .closed: break
        }
    }

    func shutDown() {
        end(.shutdown)
        closeNow()
    }

    // MARK: - Taking steps

    /// Tells the visit something, then takes its steps as far as they go.
    private func advance(_ tell: (inout Visit?, inout [Visit.Note]) -> Void) {
        guard case .serving = phase, let context else { return }
        var notes: [Visit.Note] = []
        tell(&visit, &notes)
        deliver(&notes)
        guard !isStepping else { return }
        isStepping = true
        let isClosing = takeSteps(context)
        isStepping = false
        // The steps themselves may have found the connection gone.
        guard case .serving = phase, visit != nil else { return }
        if let violation = visit?.violation ?? overdraft(context) {
            end(violation)
            closeNow()
        } else if isClosing, let hasInputEnded = visit?.hasInputEnded, let reason = visit?.closeReason {
            end(reason)
            linger(hasInputEnded, context)
        } else {
            readIfWanted()
        }
    }

    /// Writes and waits as the visit says, until it has nothing more or the connection takes nothing more.
    ///
    /// - Returns: whether the visit wants the connection closed.
    private func takeSteps(_ context: ChannelHandlerContext) -> Bool {
        guard !isHeldBack else { return false }
        let now = monotonic(context)
        let (rate, burst) = (environment.limits.outputRate, environment.limits.outputBurst)
        var notes: [Visit.Note] = []
        var hasWritten = false
        var left = Self.writtenAtOnce
        // A flush may make the connection writable again without an event: then there is another round.
        repeat {
            hasWritten = false
            while context.channel.isWritable, left > 0 {
                let step = visit?.nextStep(at: environment.clock.now, &notes)
                deliver(&notes)
                switch step {
                case .write(let bytes):
                    hasWritten = true
                    left -= bytes.count
                    pace.charge(bytes.count, at: now, rate: rate)
                    metrics.sent.increment(by: bytes.count)
                    context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
                    continue
                case .pause(let duration):
                    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(duration)) {
                        self.advance { visit, _ in visit?.pauseEnded() }
                    }
                case .work: startWork(context)
                case .close:
                    if hasWritten { context.flush() }
                    return true
                case nil: break
                }
                break
            }
            if hasWritten {
                times.progress()
                context.flush()
            }
        } while hasWritten && context.channel.isWritable && left > 0
        let delay = pace.delay(at: now, rate: rate, burst: burst)
        if left <= 0 || delay > 0 { holdBack(delay, context) }
        return false
    }

    /// Goes on after so many nanoseconds; when there are none, after others have had their turn.
    private func holdBack(_ delay: UInt64, _ context: ChannelHandlerContext) {
        isHeldBack = true
        context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(clamping: delay))) {
            self.isHeldBack = false
            self.advance { _, _ in }
        }
    }

    private func startWork(_ context: ChannelHandlerContext) {
        guard let honeypot = visit?.workingCopy else { return }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        environment.workers.work(honeypot, clock: environment.clock, on: context.eventLoop) { honeypot, output in
            let handler = handler.value
            handler.advance { [clock = handler.environment.clock] visit, notes in
                visit?.worked(honeypot, output, at: clock.now, &notes)
            }
        }
    }

    private func deliver(_ notes: inout [Visit.Note]) {
        guard !notes.isEmpty else { return }
        defer { notes.removeAll(keepingCapacity: true) }
        guard isRecorded else { return }
        for note in notes {
            switch note {
            case .event(let event):
                metrics.recorded(event.kind)
                environment.sink.record(event)
            case .file(let sha256, let bytes): environment.sink.keep(sha256: sha256, bytes: bytes)
            }
        }
    }

    /// Keeps count of what waits because the visitor does not read.
    ///
    /// - Returns: what to end the visit for, when too much does.
    private func overdraft(_ context: ChannelHandlerContext) -> EndReason? {
        let unsent = visit?.unsentBytes ?? 0
        times.unread(unsent > 0 && !context.channel.isWritable, at: monotonic(context))
        guard unsent != budgeted else { return nil }
        let isWithinBudget = environment.budget.note(unsent - budgeted)
        budgeted = unsent
        return unsent > environment.limits.unsentBytes || (unsent > 0 && !isWithinBudget) ? .limit : nil
    }

    private func readIfWanted() {
        guard let context else { return }
        switch phase {
        case .serving: guard visit?.wantsInput == true, context.channel.isWritable else { return }
        case .lingering: break  // read and forget, so that our last words are not lost to a reset
        case .unopened, .closed: return
        }
        context.read()
    }

    // MARK: - The end

    private func end(_ reason: EndReason) {
        guard case .serving = phase, let context else { return }
        phase = .lingering(until: 0)
        var notes: [Visit.Note] = []
        let now = monotonic(context)
        visit?.end(reason, after: times.elapsed(at: now), at: environment.clock.now, &notes)
        deliver(&notes)
        _ = environment.budget.note(-budgeted)
        budgeted = 0
        if let visitor { environment.release(visitor, recordedBytes: visit?.recordedBytes ?? 0, at: now) }
        metrics.open.decrement()
        visit = nil
    }

    /// Closes our side and leaves the other a moment to read what was sent: closing both at once while bytes of the
    /// visitor's are unread would throw our last answer away (RFC 1122 §4.2.2.13).
    private func linger(_ hasInputEnded: Bool, _ context: ChannelHandlerContext) {
        let patience = UInt64(max(0, TimeAmount(environment.limits.linger).nanoseconds))
        phase = .lingering(until: monotonic(context) + patience)
        if hasInputEnded {
            // Nothing to wait for but our own bytes.
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenComplete { _ in self.closeNow() }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
        } else {
            context.close(mode: .output, promise: nil)
            readIfWanted()
        }
    }

    func closeNow() {
        if case .closed = phase { return }
        phase = .closed
        leave()
        context?.close(promise: nil)
    }

    private func leave() {
        phase = .closed
        guard let context else { return }
        environment.visits(on: context.eventLoop)?.remove(self)
    }

    private func monotonic(_ context: ChannelHandlerContext) -> UInt64 { context.eventLoop.now.uptimeNanoseconds }
}
