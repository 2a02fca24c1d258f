import IPNetworks
import ThreatModel

/// The list as of one moment: the same snapshot and the same judgement as of every other list.
struct SnapshotListing: DNSBLSource {
    let snapshot: Snapshot
    let filter: ListFilter
    /// What comes before an address in the link to its page, if the server knows how it is reached.
    let link: [UInt8]

    /// Reasons that are named.
    private static let mostNames = 3
    private static let and: StaticString = ", "

    var serial: UInt32 { UInt32(truncatingIfNeeded: snapshot.cursor.sequence) }

    func confidence(of address: IPAddress) -> UInt8? {
        snapshot.withRecord(of: address) { filter.holds($0) ? filter.confidence(of: $0) : nil } ?? nil
    }

    /// `Listed with confidence 87 for sh.dropper_pipe, telnet.guessing; see https://sikker.example/appeal?ip=192.0.2.1`
    func writeReason(of address: IPAddress, to text: inout DNSBLText) {
        _ = snapshot.withRecord(of: address) { record in
            text.append("Listed with confidence ")
            text.append(filter.confidence(of: record))
            writeNames(in: record, leaving: link.isEmpty ? 0 : link.count + IPAddress.maximumTextLength, to: &text)
        }
        guard !link.isEmpty else { return }
        text.append(link)
        text.append(address)
    }

    /// The gravest behaviours; of an address without any, what it was reported for. Nothing of it is anybody's own words.
    private func writeNames(in record: RecordView, leaving tail: Int, to text: inout DNSBLText) {
        let parts = record.parts
        var named = 0
        func write(_ name: String, to text: inout DNSBLText) {
            guard named < Self.mostNames, name.utf8.count + 5 + tail <= text.left else { return }
            text.append(named == 0 ? " for " : Self.and)
            text.append(name.utf8)
            named += 1
        }
        var behaviours = parts.behaviours
        for _ in 0..<min(behaviours.count(), Self.mostNames) {
            let number = Int(clamping: behaviours.number())
            _ = behaviours.byte()
            _ = behaviours.number()
            let words = snapshot.words.words
            if words.indices.contains(number) { write(words[number], to: &text) }
        }
        var reports = parts.reports
        guard named == 0, reports.number() > 0 else { return }
        // The first and the last time, then the categories.
        _ = reports.number()
        _ = reports.number()
        for _ in 0..<min(reports.count(), Self.mostNames) {
            let category = ReportCategory(rawValue: reports.byte()) ?? .other
            _ = reports.number()
            write(category.name, to: &text)
        }
    }
}

/// Makes ``SnapshotListing`` of the present moment.
struct SnapshotListings: Sendable {
    private let live: LiveState
    private let filter: ListFilter
    private let link: [UInt8]

    /// The longest beginning of a link that leaves room for the rest of the sentence.
    private static let longestLink = 150

    /// - Parameter publicBaseURL: how the server's pages are reached.
    init(live: LiveState, scoreMinimum: Int, publicBaseURL: String?) {
        self.live = live
        filter = ListFilter(scoreMinimum: UInt8(clamping: scoreMinimum))
        let link = publicBaseURL.map { "; see \($0)/appeal?ip=" } ?? ""
        let isUsable = link.utf8.count <= Self.longestLink && link.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        self.link = isUsable ? Array(link.utf8) : []
    }

    var current: SnapshotListing { SnapshotListing(snapshot: live.current, filter: filter, link: link) }
}
