import IPNetworks
import ThreatModel

/// Who is to be reported, and who was today. A value; ``ReportSpool`` keeps it on disk.
///
/// An address is reported once a UTC day at most. What comes of it later that day is not reported any more: said tomorrow, it
/// would be a lie about tomorrow.
struct ReportLedger: Equatable, Sendable {
    private(set) var day: Int64
    /// Reported on that day.
    private(set) var reported: Set<IPAddress>
    private(set) var waiting: [IPAddress: WaitingReport]
    /// Addresses that there was no room for, or that waited too long, since somebody last asked.
    private(set) var lost = 0

    /// Addresses that may wait: some 3 MB on disk.
    static let mostWaiting = 20_000
    /// Addresses that are remembered as reported: more than any key may report in a day. When there are more, no more are
    /// reported that day.
    static let mostReported = 100_000
    /// So many days after its last packet, a report says nothing that matters any more.
    static let mostDays: Int64 = 2

    init(day: Int64, reported: Set<IPAddress> = [], waiting: [IPAddress: WaitingReport] = [:]) {
        self.day = day
        self.reported = reported
        self.waiting = waiting
    }

    /// A new day begins, if it does. A clock that was set back by days begins one too.
    mutating func turn(to day: Int64) {
        guard day != self.day else { return }
        self.day = day
        reported = []
        let before = waiting.count
        waiting = waiting.filter { day - $0.value.day < Self.mostDays }
        lost += before - waiting.count
    }

    /// Takes what was blocked. Returns what of it counts.
    mutating func note(_ counts: [ReportableCount]) -> [ReportableCount] {
        var taken: [ReportableCount] = []
        for count in counts where !reported.contains(count.address) {
            if waiting[count.address] == nil {
                guard waiting.count < Self.mostWaiting else {
                    lost += 1
                    continue
                }
                waiting[count.address] = WaitingReport(address: count.address, kind: count.kind, day: day)
            }
            waiting[count.address]?.add(count.packets, to: count.port, count.kind, on: day)
            taken.append(count)
        }
        return taken
    }

    /// Those to report next: what the user's own lists caught before echoes, and then whoever knocked most.
    func next(_ count: Int) -> [WaitingReport] {
        let room = min(count, Self.mostReported - reported.count)
        guard room > 0 else { return [] }
        return Array(waiting.values.sorted(by: Self.isBefore).prefix(room))
    }

    private static func isBefore(_ a: WaitingReport, _ b: WaitingReport) -> Bool {
        let (isEchoA, isEchoB) = (a.kind == .listBlock, b.kind == .listBlock)
        if isEchoA != isEchoB { return isEchoB }
        return (b.packets, a.address) < (a.packets, b.address)
    }

    /// The server has these.
    mutating func settle(_ addresses: some Sequence<IPAddress>) {
        for address in addresses {
            waiting[address] = nil
            reported.insert(address)
        }
    }

    /// These are not to be reported at all.
    mutating func forget(_ addresses: some Sequence<IPAddress>) {
        for address in addresses { waiting[address] = nil }
    }

    mutating func takeLost() -> Int {
        defer { lost = 0 }
        return lost
    }
}
