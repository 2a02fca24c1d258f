package import Blocklists

/// A source as the merger knows it.
package struct MergedSource: Sendable {
    package let identity: SourceIdentity
    /// `nil` until the source has said anything, now or before an earlier restart.
    package var list: KeptList?
    /// Nobody wants it any more. Its number stays, because others are counted by it.
    package var isRetired = false
}
