import ThreatModel

/// How long things about an appeal take, and how many there may be.
enum AppealLimits {
    /// The address must be proven to be held within this; then the appeal is forgotten.
    static let proofTime = Duration.seconds(86_400)
    /// Somebody must decide within this: for so long reports count for nothing. A week halves what they weigh anyway
    /// by a third.
    static let reviewTime = Duration.seconds(7 * 86_400)
    /// After a review that did not strike the reports, for so long there is no other about the same address: whoever holds it
    /// must not keep reports away for ever by appealing.
    static let pause = Duration.seconds(30 * 86_400)
    /// Appeals that were decided are kept for so long.
    static let keptTime = Duration.seconds(365 * 86_400)

    /// Looks for a proof that are asked for are that far apart, at least.
    static let minimumInterval = Duration.seconds(10)
    /// Between looks that nobody asked for: from the first on, each wait is twice the one before, up to the longest.
    static let firstInterval = Duration.seconds(600)
    static let longestInterval = Duration.seconds(3600)

    /// Appeals without proof from one network. A network of somebody else's can fill no more of what there is room for.
    static let openPerRequester = 4
    /// Appeals without proof about one address; the oldest gives way. Anybody may appeal for any address, so one appeal must
    /// never keep its holder from making another.
    static let openPerAddress = 8
    /// Appeals without proof; the oldest gives way.
    static let open = 10_000

    static let maximumReasonLength = 2000
    static let maximumContactLength = 254
    static let maximumBodyBytes = 16 << 10
}
