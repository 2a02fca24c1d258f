/// The releases a persona may run: they differ in commands, in error texts and in what INFO shows.
enum RedisRelease: Int, Comparable, Sendable, CaseIterable {
    case v6_0
    case v6_2
    case v7_0

    /// The release of that name, such as "6.2".
    init?(name: some StringProtocol) {
        guard let release = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = release
    }

    var name: String {
        switch self {
        case .v6_0: "6.0"
        case .v6_2: "6.2"
        case .v7_0: "7.0"
        }
    }

    /// Version of the dump format it writes, and the newest it reads.
    var dumpVersion: UInt8 {
        switch self {
        case .v6_0, .v6_2: 9
        case .v7_0: 10
        }
    }

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// Reads `6.0-`, `6.2`, `6.0-6.2`: the releases for which a line of a data table holds.
    static func range(_ text: some StringProtocol) -> ClosedRange<RedisRelease>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap({ RedisRelease(name: $0) }) else { return nil }
        guard ends.count > 1, let end = ends.last else { return first...first }
        let last = end.isEmpty ? .v7_0 : RedisRelease(name: end)
        return last.flatMap { $0 >= first ? first...$0 : nil }
    }
}
