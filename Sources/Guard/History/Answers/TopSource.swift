package import Blocklists

/// A list that addresses of many packets are on.
package struct TopSource: Equatable, Sendable {
    /// `nil`: on no list any more, or not kept.
    package var source: SourceIdentity?
    package var packets4: Int
    package var packets6: Int

    package var packets: Int { packets4 + packets6 }
}
