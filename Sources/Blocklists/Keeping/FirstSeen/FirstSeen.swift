import IPNetworks
import ThreatModel

/// Since which day each address of a list has been on it without a break.
///
/// It stands on disk, in the copy of the list, and costs no memory until somebody asks or the copy is written anew.
struct FirstSeen: Equatable, Sendable {
    private(set) var v4 = StampedRanges<UInt32>()
    private(set) var v6 = StampedRanges<UInt128>()
    /// Changes that are not worked in: the day on which an address came, or that it went.
    private var changes: [IPAddress: UInt16?] = [:]

    init(v4: StampedRanges<UInt32> = StampedRanges(), v6: StampedRanges<UInt128> = StampedRanges()) {
        self.v4 = v4
        self.v6 = v6
    }

    init(_ addresses: IPAddressSet, day: UInt16) {
        v4 = StampedRanges(addresses.v4, day: day)
        v6 = StampedRanges(addresses.v6, day: day)
    }

    /// The number by which a day goes; good for 179 years from 1970.
    static func day(of time: Timestamp) -> UInt16 { UInt16(clamping: time.day) }

    /// The first moment of a day.
    static func time(of day: UInt16) -> Timestamp { Timestamp(milliseconds: Int64(day) * 86_400_000) }

    /// `nil` for an address that is not on the list.
    func day(of address: IPAddress) -> UInt16? {
        if let change = changes[address] { return change }
        return address.v4.map { v4.day(of: $0) } ?? v6.day(of: address.mapped)
    }

    /// Works in a change. An address that was there already has its day.
    mutating func apply(_ change: ListedChange, day: UInt16) {
        switch change {
        case .add(let address): if self.day(of: address) == nil { changes[address] = .some(day) }
        case .remove(let address): changes[address] = .some(nil)
        }
    }

    /// The days of another list that takes this one's place.
    func carried(to addresses: IPAddressSet, today: UInt16) -> FirstSeen {
        let whole = settled
        return FirstSeen(
            v4: whole.v4.carried(to: addresses.v4, today: today), v6: whole.v6.carried(to: addresses.v6, today: today))
    }

    private var settled: FirstSeen {
        guard !changes.isEmpty else { return self }
        let sorted = changes.sorted { $0.key < $1.key }
        let changes4 = sorted.compactMap { change in change.key.v4.map { (address: $0, day: change.value) } }
        let changes6 = sorted.filter { !$0.key.isIPv4 }.map { (address: $0.key.mapped, day: $0.value) }
        return FirstSeen(v4: v4.applying(changes4), v6: v6.applying(changes6))
    }
}
