import IPNetworks
import ThreatModel

/// What the user blocks by hand, as a source like the others.
struct ManualSource: BlocklistSource {
    static let kind = SourceKind(name: "manual", summary: "addresses that you block by hand, for a time or for good") {
        settings, clock in
        settings.manual.map { [ManualSource($0, clock: clock)] } ?? []
    }

    let identity = SourceIdentity.manual
    let author = ListAuthor.user
    private let blocks: ManualBlocks
    private let clock: any Clock<Duration>

    /// How long at most is slept before the wall clock is looked at again: it may have been set.
    static let longestSleep = Duration.seconds(1)
    private static let idle = Duration.seconds(3600)
    private static let pauseAfterRefusal = Duration.seconds(60)
    /// More addresses than these are compared as a whole list.
    private static let mostChanges: UInt128 = 64

    init(_ blocks: ManualBlocks, clock: any Clock<Duration>) {
        self.blocks = blocks
        self.clock = clock
    }

    func follow(
        from position: ListPosition?, deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) async {
        /// What the keeper holds; `nil` while that is not known.
        var told: IPAddressSet?
        while !Task.isCancelled {
            let (addresses, until, damage) = await blocks.inForce()
            if told == nil, let damage {
                // What was held before stays, until the user says what is to be.
                _ = await deliver(.refused(damage.description, again: Self.pauseAfterRefusal))
            } else if addresses != told {
                told = await tell(addresses, told, deliver)
            }
            let left = until.map { $0.since(blocks.now) }
            await blocks.bell.sleep(for: left.map { min($0, Self.longestSleep) } ?? Self.idle, clock: clock)
        }
    }

    private func tell(
        _ addresses: IPAddressSet, _ told: IPAddressSet?, _ deliver: @Sendable (SourceEvent) async -> SourceVerdict
    ) async -> IPAddressSet? {
        if let told, let changes = Self.changes(from: told, to: addresses) {
            _ = await deliver(.changes(changes, ListPosition()))
            return addresses
        }
        if case .held(let reason) = await deliver(.list(addresses, ListPosition(), warnings: [])) {
            _ = await deliver(.refused(reason, again: Self.pauseAfterRefusal))
        }
        return addresses
    }

    /// `nil` when they are too many to be told one by one.
    private static func changes(from old: IPAddressSet, to new: IPAddressSet) -> [ListedChange]? {
        let (added, removed) = (new.subtracting(old), old.subtracting(new))
        let count = [added, removed].reduce(UInt128(0)) {
            $0.addingReportingOverflow($1.v4.addressCount).partialValue
                .addingReportingOverflow(min($1.v6.addressCount, UInt128(UInt64.max))).partialValue
        }
        guard count <= mostChanges else { return nil }
        return removed.everyAddress.map { .remove($0) } + added.everyAddress.map { .add($0) }
    }

    func lines(listing address: IPAddress) async -> [ListedLine] {
        await blocks.list().filter { $0.range.contains(address) }.map {
            ListedLine(place: .manual, text: $0.comment, since: $0.since, until: $0.until)
        }
    }
}

extension IPAddressSet {
    /// One by one: only for small sets.
    fileprivate var everyAddress: [IPAddress] {
        v4.ranges.flatMap { ($0.first...$0.last).map { IPAddress(v4: $0) } }
            + v6.ranges.flatMap { range in
                (0...range.last - range.first).map { IPAddress(v6: range.first + $0) }
            }
    }
}

extension SourceIdentity {
    package static let manual = SourceIdentity(id: "manual", name: "Manual")
}
