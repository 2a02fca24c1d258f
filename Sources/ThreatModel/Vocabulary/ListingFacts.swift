/// What decides whether a filtered list holds an address: the part of its record that lists and the live stream share.
///
/// Packs into 64 bits for the change feed.
package struct ListingFacts: Hashable, Sendable {
    /// 0…100, the whitelist applied.
    package var confidence: UInt8
    /// 0…100, as if no whitelist existed.
    package var rawConfidence: UInt8
    /// The gravest behaviour seen, `info` when none.
    package var severity: Severity
    /// Protocols with sensor or report activity.
    package var protocols: AttackProtocolSet
    /// Whether a known benign network discounts the address: no list holds it, however much confidence is left, except
    /// one that was asked for without the whitelist, which goes by ``rawConfidence``.
    package var isWhitelisted: Bool

    package init(
        confidence: UInt8, rawConfidence: UInt8, severity: Severity, protocols: AttackProtocolSet,
        isWhitelisted: Bool = false
    ) {
        self.confidence = confidence
        self.rawConfidence = rawConfidence
        self.severity = severity
        self.protocols = protocols
        self.isWhitelisted = isWhitelisted
    }
}

extension ListingFacts {
    /// Bits 0–7 confidence, 8–15 raw confidence, 16–23 severity, 24–55 protocols, 56 whether whitelisted; the rest zero.
    package var packed: UInt64 {
        UInt64(confidence) | UInt64(rawConfidence) << 8 | UInt64(severity.rawValue) << 16
            | UInt64(protocols.rawValue) << 24 | (isWhitelisted ? 1 << 56 : 0)
    }

    /// `nil` when the severity is none we know.
    package init?(packed: UInt64) {
        guard let severity = Severity(rawValue: UInt8(truncatingIfNeeded: packed >> 16)) else { return nil }
        self.init(
            confidence: UInt8(truncatingIfNeeded: packed), rawConfidence: UInt8(truncatingIfNeeded: packed >> 8),
            severity: severity, protocols: AttackProtocolSet(rawValue: UInt32(truncatingIfNeeded: packed >> 24)),
            isWhitelisted: packed >> 56 & 1 == 1)
    }
}
