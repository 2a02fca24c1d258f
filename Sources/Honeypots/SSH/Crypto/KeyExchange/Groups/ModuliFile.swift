import FoundationEssentials

/// The groups a server offers in group exchange (RFC 4419), and how OpenSSH picks one of them.
enum ModuliFile {
    /// The sizes below and above which a server does not go, whatever it is asked for.
    private static let sizes = 2048...8192

    /// The group for a client that wants `preferred` bits and accepts what is within `least...greatest`.
    ///
    /// As OpenSSH does: of the sizes within the client's range the least that is not below what it prefers, else the
    /// greatest; any group of that size; a standard group when no size fits.
    ///
    /// - Returns: nil if the client contradicts itself, or takes nothing but what is too small.
    static func group(
        least: UInt32, preferred: UInt32, greatest: UInt32, using generator: inout some RandomNumberGenerator
    ) -> DHGroup? {
        guard least <= preferred, preferred <= greatest, greatest >= UInt32(sizes.lowerBound) else { return nil }
        let low = max(sizes.lowerBound, Int(least))
        let high = min(sizes.upperBound, Int(greatest))
        let wanted = min(max(sizes.lowerBound, Int(preferred)), sizes.upperBound)
        let fitting = groups.filter { low <= $0.bits && $0.bits <= high }
        let bits = fitting.map(\.bits).filter { $0 >= wanted }.min() ?? fitting.map(\.bits).max()
        if let group = fitting.filter({ $0.bits == bits }).randomElement(using: &generator) { return group }
        return switch high {
        case ..<3072: .group14
        case ..<6144: .group16
        default: .group18
        }
    }

    /// A group whose prime is written in base 64.
    static func group(_ generator: Int, _ prime: StaticString) -> DHGroup {
        DHGroup(prime: Array(Data(base64Encoded: "\(prime)") ?? Data()), generator: generator)
    }
}
