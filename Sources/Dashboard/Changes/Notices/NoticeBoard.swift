import Synchronization
import ThreatModel

/// Keeps notices for some minutes, the latest few of them.
final class NoticeBoard: Sendable {
    private struct Kept {
        var notice: ChangeNotice
        var until: Timestamp
        /// Roughly, in bytes.
        var size: Int
    }

    // A lock: pinned and looked at by requests, without waiting.
    private let kept = Mutex<[Kept]>([])

    static let patience = Duration.seconds(300)
    static let most = 100
    /// Of all notices together: taking back an import needs the whole list that was there before.
    static let mostBytes = 4 << 20
    /// What was filled in is kept up to this size. A list that is imported is where it was pasted from.
    static let mostEntered = 4096

    /// - Returns: the id that it is found by.
    func pin(
        _ outcome: ChangeNotice.Outcome, of change: String, entered: [String: String] = [:], at now: Timestamp
    ) -> String {
        let id = Self.freshID()
        let entered = Self.size(of: entered) <= Self.mostEntered ? entered : [:]
        let notice = ChangeNotice(id: id, change: change, entered: entered, outcome: outcome)
        var size = Self.size(of: entered)
        if case .done(let receipt) = outcome { size += Self.size(of: receipt.undo?.fields ?? [:]) }
        let new = Kept(notice: notice, until: now.advanced(by: Self.patience), size: size)
        kept.withLock { kept in
            kept.removeAll { $0.until <= now }
            kept.append(new)
            while kept.count > Self.most || kept.count > 1 && kept.reduce(0, { $0 + $1.size }) > Self.mostBytes {
                kept.removeFirst()
            }
        }
        return id
    }

    func notice(_ id: String, at now: Timestamp) -> ChangeNotice? {
        kept.withLock { kept in kept.first { $0.notice.id == id && $0.until > now }?.notice }
    }

    /// What it told of was taken back.
    func remove(_ id: String) { kept.withLock { kept in kept.removeAll { $0.notice.id == id } } }

    private static func freshID() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func size(of fields: [String: String]) -> Int {
        fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    }
}
