import APIClient
import ThreatModel

/// When reports are sent, how many, and what follows from the answer. A value: it neither sends nor waits.
///
/// A round begins every so often when something waits. It asks what is left of the key's quota, sends batches until
/// nothing is left of its part of it or nothing waits, and ends.
struct ReportCourse: Equatable, Sendable {
    enum Step: Equatable, Sendable {
        case rest
        /// Ask what is left of the quota.
        case askQuota
        /// Send so many reports at most.
        case send(Int)
    }

    private enum Phase: Equatable, Sendable {
        case resting
        case asking
        /// So many may go in this round; `nil`: any number.
        case sending(Int?)
    }

    private var options: ReportingOptions
    private var phase = Phase.resting
    /// When the next round, or the next attempt of this one, may begin.
    private(set) var notBefore: Timestamp
    private(set) var batchSize = Self.largestBatch
    private var retry = RetryPolicy(initial: .seconds(5), maximum: .seconds(1800))

    static let largestBatch = 500
    /// When the day's quota is used up, all guards would come back at midnight.
    static let midnightSpread = Duration.seconds(600)

    init(_ options: ReportingOptions, startedAt now: Timestamp) {
        self.options = options
        notBefore = now.advanced(by: options.interval)
    }

    /// These hold from now on. A next round that would be later than by them is sooner; one that waits for a quota or a server
    /// stays where it is.
    mutating func adopt(_ options: ReportingOptions, at now: Timestamp) {
        let isResting = phase == .resting
        self.options = options
        if isResting, notBefore.since(now) > options.interval { notBefore = now.advanced(by: options.interval) }
    }

    /// What to do now.
    mutating func step(waiting: Int, at now: Timestamp) -> Step {
        // No pause is longer than a day and what is added to it: then the clock was set back.
        if notBefore.since(now) > max(options.interval, .seconds(86_400)) + Self.midnightSpread { notBefore = now }
        guard now >= notBefore else { return .rest }
        guard waiting > 0 else {
            finish(at: now)
            return .rest
        }
        switch phase {
        case .resting, .asking:
            phase = .asking
            return .askQuota
        case .sending(let left):
            return .send(min(batchSize, left ?? batchSize))
        }
    }

    /// The server told what is left of the quota.
    ///
    /// - Returns: whether anything may be sent today.
    mutating func learned(
        _ quota: ReportQuota, at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> Bool {
        retry.succeeded()
        guard let remaining = quota.remaining else {
            phase = .sending(nil)
            return true
        }
        let left = remaining - reserved(of: quota.limit)
        guard left > 0 else {
            pauseUntilMidnight(at: now, using: &generator)
            return false
        }
        phase = .sending(left)
        return true
    }

    /// The server answered a batch.
    ///
    /// - Returns: the places in the batch of reports that the server has, and of those that it will never take. Others are
    ///   still to be reported.
    mutating func delivered(
        _ receipt: BulkReportReceipt, of count: Int, at now: Timestamp,
        using generator: inout some RandomNumberGenerator
    ) -> (settled: [Int], refused: [Int]) {
        retry.succeeded()
        batchSize = min(batchSize * 2, Self.largestBatch)
        let refused = Set(receipt.refusals.map(\.index))
        let settled = (0..<count).filter { !refused.contains($0) }
        // Without a quota left, rows are refused for that; whatever else is wrong with them shows tomorrow.
        let isUsedUp = receipt.remaining.map { $0 <= 0 } ?? false
        switch phase {
        case .resting, .asking: break
        case .sending(let left):
            var left = left.map { $0 - settled.count }
            if let remaining = receipt.remaining {
                let rest = remaining - reserved(of: receipt.limit)
                left = min(left ?? rest, rest)
            }
            phase = .sending(left)
            if let left, left <= 0 { pauseUntilMidnight(at: now, using: &generator) }
        }
        return (settled, isUsedUp ? [] : refused.filter { $0 < count }.sorted())
    }

    /// A request failed.
    ///
    /// - Parameter count: how many reports it was to deliver; 0 for one about the quota.
    /// - Returns: whether the one report of the batch is to be given up: the server refuses it, not its company.
    mutating func failed(
        _ error: APIError, of count: Int, at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> Bool {
        switch error {
        case .quota(let retryAfter, _):
            guard let retryAfter else {
                pauseUntilMidnight(at: now, using: &generator)
                return false
            }
            phase = .resting
            notBefore = now.advanced(by: retry.delay(retryAfter: retryAfter, using: &generator))
        case .unreachable, .timeout, .serverFault, .notJSON:
            phase = .asking
            notBefore = now.advanced(by: retry.delay(retryAfter: error.retryAfter, using: &generator))
        case .invalid, .requestTooLarge, .rejected, .responseTooLarge:
            guard count > 0 else {
                finish(at: now)
                return false
            }
            batchSize = max(1, count / 2)
            return count == 1
        case .unauthorised, .forbidden:
            finish(at: now)
        case .cancelled:
            break
        }
        return false
    }

    private func reserved(of limit: Int?) -> Int {
        Int(clamping: Int64((Double(limit ?? 0) * options.reserve).rounded(.up)))
    }

    private mutating func finish(at now: Timestamp) {
        phase = .resting
        notBefore = now.advanced(by: options.interval)
    }

    private mutating func pauseUntilMidnight(at now: Timestamp, using generator: inout some RandomNumberGenerator) {
        phase = .resting
        let spread = Self.midnightSpread * Double.random(in: 0..<1, using: &generator)
        notBefore = max(now.nextMidnight.advanced(by: spread), now.advanced(by: .seconds(1)))
    }
}
