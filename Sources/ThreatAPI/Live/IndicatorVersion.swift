import Scoring

/// What an address's indicator says at present, as far as the rest of its record does not tell: since when, and with which
/// confidence.
///
/// A version is a sentence that stays as it was said. Anything new about an address makes a new one: a visit, a report, a
/// behaviour. Its confidence, however, decays by the hour without anything having happened; to say so each time would send
/// everything to everyone for ever. So a version keeps the confidence it began with until the score has risen, has come
/// below the ten it was in, or has come to nothing. Whoever lists by a multiple of ten, as people do, learns of every
/// address that falls below it.
struct IndicatorVersion: Equatable, Sendable {
    var time: VersionTime
    /// 0…100.
    var confidence: UInt8
    /// Whether a list could hold the address with this version or an earlier one: only what was said can be taken back.
    var wasListed: Bool

    /// Whether it still tells the truth when the score is `confidence` and nothing else has changed.
    func stillHolds(for confidence: UInt8) -> Bool {
        confidence <= self.confidence && confidence / 10 == self.confidence / 10
            && (confidence == 0) == (self.confidence == 0)
    }
}

extension Score {
    /// Whether any list holds an address with this score.
    var isListed: Bool { confidence > 0 && !isWhitelisted }
}
