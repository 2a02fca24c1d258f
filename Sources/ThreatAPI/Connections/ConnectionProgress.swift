import NIOCore

/// How far the requests of one connection are, and whether one of its times has run out: a value that is told what
/// happens and asked from time to time.
///
/// Only what the client is waited for counts against it. While an earlier request is being answered, or the server reads
/// nothing because it is busy, the client's time stands still.
struct ConnectionProgress {
    /// What is to be done about a connection.
    enum Verdict: Equatable {
        case fine
        /// Nobody waits for an answer: it can just end.
        case close
        /// The client is told why, then it ends.
        case refuse(RequestError)
    }

    private let limits: ConnectionLimits
    /// Since when the PROXY header or the TLS handshake is awaited.
    private var openingSince: NIODeadline?
    /// When the last exchange ended.
    private var idleSince: NIODeadline
    /// When the first byte came of a head that is not whole.
    private var headSince: NIODeadline?
    /// Requests handed to the router and not answered.
    private(set) var unanswered = 0
    /// Of the first of them: the first byte of its answer has been written.
    private var isAnswerBegun = false
    private var answerDueSince: NIODeadline
    private var lastSent: NIODeadline

    /// The head has come, the end of the body has not.
    private(set) var isReceivingBody = false
    /// Bytes that came for the body, whatever frames it included.
    private(set) var bodyBytes = 0
    /// Time for which bytes of the body were asked for and did not come.
    private var bodyWait = TimeAmount.zero
    /// Since when a read is under way.
    private var readingSince: NIODeadline?

    /// - Parameter isOpening: something has to come before the first request.
    init(limits: ConnectionLimits, isOpening: Bool, at now: NIODeadline) {
        self.limits = limits
        openingSince = isOpening ? now : nil
        idleSince = now
        answerDueSince = now
        lastSent = now
    }

    // MARK: What happens

    /// What comes before the first request has come.
    mutating func opened(at now: NIODeadline) {
        openingSince = nil
        idleSince = now
    }

    mutating func asksForBytes(at now: NIODeadline) { readingSince = readingSince ?? now }

    mutating func bytesCame(_ count: Int, at now: NIODeadline) {
        if isReceivingBody {
            bodyBytes &+= count
            if let since = readingSince { bodyWait = bodyWait + (now - since) }
        } else if headSince == nil {
            headSince = now
        }
        readingSince = nil
    }

    /// The fast path has answered what came, all but a beginning of something when `isRestLeft`.
    mutating func answeredAtOnce(isRestLeft: Bool, at now: NIODeadline) {
        headSince = isRestLeft ? now : nil
        idleSince = now
        lastSent = now
    }

    /// What came last ended within a head.
    mutating func isLeftOver(at now: NIODeadline) {
        if headSince == nil, !isReceivingBody { headSince = now }
    }

    mutating func headCame(at now: NIODeadline) {
        headSince = nil
        isReceivingBody = true
        bodyBytes = 0
        bodyWait = .zero
        unanswered += 1
        if unanswered == 1 {
            isAnswerBegun = false
            answerDueSince = now
        }
    }

    mutating func bodyEnded(at now: NIODeadline) {
        isReceivingBody = false
        if unanswered == 1, !isAnswerBegun { answerDueSince = now }
    }

    mutating func answerBegan() { isAnswerBegun = true }

    mutating func sent(at now: NIODeadline) { lastSent = now }

    mutating func answered(at now: NIODeadline) {
        unanswered = max(0, unanswered - 1)
        isAnswerBegun = false
        answerDueSince = now
        idleSince = now
        if headSince != nil { headSince = now }
    }

    // MARK: What follows

    /// Nothing has begun that is not answered.
    var isIdle: Bool { unanswered == 0 && headSince == nil && !isReceivingBody && openingSince == nil }

    /// Since when it is idle; `nil` when it is not.
    var quietSince: NIODeadline? { isIdle ? idleSince : nil }

    /// - Parameter isCrowded: most of the server's places are taken.
    func verdict(at now: NIODeadline, isCrowded: Bool) -> Verdict {
        if let openingSince { return now - openingSince > TimeAmount(limits.openingTime) ? .close : .fine }
        if isReceivingBody, unanswered <= 1, isBodyTooSlow(at: now) {
            return unanswered == 1 && !isAnswerBegun ? .refuse(.bodyTooSlow) : .close
        }
        if unanswered > 0 {
            if isReceivingBody, unanswered == 1 { return .fine }
            let limit = isAnswerBegun ? limits.idleTime : limits.answerTime
            return now - max(answerDueSince, lastSent) > TimeAmount(limit) ? .close : .fine
        }
        if isReceivingBody { return .fine }
        if let headSince { return now - headSince > TimeAmount(limits.headTime) ? .refuse(.headTooSlow) : .fine }
        let limit = isCrowded ? min(limits.crowdedIdleTime, limits.idleTime) : limits.idleTime
        return now - idleSince > TimeAmount(limit) ? .close : .fine
    }

    private func isBodyTooSlow(at now: NIODeadline) -> Bool {
        guard let readingSince else { return false }
        let pause = now - readingSince
        let allowed = TimeAmount(limits.bodyTime) + .seconds(Int64(bodyBytes / max(1, limits.bodyRate)))
        return pause > TimeAmount(limits.bodyPause) || bodyWait + pause > allowed
    }
}

extension RequestError {
    static let headTooSlow = Self(status: 408, sentence: "the head of the request took too long to arrive")
    static let bodyTooSlow = Self(status: 408, sentence: "the body of the request took too long to arrive")
}
