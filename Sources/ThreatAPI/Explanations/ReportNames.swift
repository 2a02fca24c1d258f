import Crypto
import IPNetworks
import Store
import ThreatModel

/// What reports are called where somebody has to point at one: the same name in every answer and every process of a store.
///
/// A name is the beginning of the HMAC-SHA256 of who said what when, under a key that was drawn at random once: without
/// the key it tells neither the author nor how many reports there are.
struct ReportNames: Sendable {
    /// Has taken in the key and what these names are for.
    private let keyed: HMAC<SHA256>

    /// Bytes of the code that make the name; two digits each.
    private static let length = 12

    /// - Parameter key: the store's.
    init(key: [UInt8]) {
        var keyed = HMAC<SHA256>(key: SymmetricKey(data: key))
        keyed.update(data: Array("report".utf8))
        self.keyed = keyed
    }

    func name(of stored: StoredReport) -> String {
        var hash = keyed
        let address = stored.report.address
        let numbers = [
            UInt64(truncatingIfNeeded: stored.at.milliseconds), UInt64(bitPattern: stored.account),
            UInt64(bitPattern: stored.credential), address.high, address.low,
        ]
        for number in numbers { withUnsafeBytes(of: number.bigEndian) { hash.update(data: $0) } }
        hash.update(data: Array(stored.report.category.name.utf8))
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: hash.finalize().prefix(Self.length).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
