import Mail

/// How one attempt to deliver a digest ended.
enum DeliveryOutcome: Equatable, Sendable {
    case delivered
    /// Worth another attempt.
    ///
    /// - Parameter after: what the other side asked for.
    case failed(Failure, after: Duration? = nil)
    /// The other side wants no more of it, or there is no other side any more.
    case refused(Failure)

    /// What went wrong, in words that say nothing of what else answers at the address.
    enum Failure: Equatable, Sendable, CustomStringConvertible {
        case unreachable
        case timeout
        case addressNotAllowed
        case redirect
        case status(Int)
        case mailProgram(Int32)
        case notConfigured

        var description: String {
            switch self {
            case .unreachable: "it could not be reached"
            case .timeout: "it did not answer in time"
            case .addressNotAllowed: "its name leads to an address that webhooks may not go to"
            case .redirect: "it answered with a redirect, which is not followed"
            case .status(let status): "it answered with status \(status)"
            case .mailProgram(let status): "the mail program ended with status \(status)"
            case .notConfigured: "the server has no way to deliver it any more"
            }
        }
    }

    /// As metrics name it.
    var name: String {
        switch self {
        case .delivered: "delivered"
        case .failed: "failed"
        case .refused: "refused"
        }
    }

    var failure: Failure? {
        switch self {
        case .delivered: nil
        case .failed(let failure, _), .refused(let failure): failure
        }
    }
}

extension Sendmail.Outcome {
    var delivery: DeliveryOutcome {
        switch self {
        case .taken: .delivered
        case .ended(let status): .failed(.mailProgram(status))
        case .timedOut: .failed(.timeout)
        }
    }
}
