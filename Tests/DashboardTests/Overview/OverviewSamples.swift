import Blocklists
import Firewall
import Guard
import IPNetworks
import ThreatModel
import WebPages

@testable import Dashboard

extension OverviewModel {
    static let now = Timestamp(milliseconds: 1_795_345_200_000)

    /// A guard that fares well, but for what a test changes.
    static func sample(
        _ state: StatusReport.State = .protected, span: HistorySpan = .day, history: OverviewHistory? = .sample()
    ) -> OverviewModel {
        OverviewModel(
            span: span,
            standing: Standing(
                state: state, summary: "the kernel cannot be asked", backend: "nftables", generation: 7,
                verified: Moment(now), since: Moment(now.advanced(by: .seconds(-7200))),
                pausedUntil: state == .paused ? Moment(now.advanced(by: .seconds(3480))) : nil, isInStep: true,
                restores: 0, warnings: []),
            entries: Entries(addresses4: 1200, addresses6: 34, networks4: 11, networks6: 1),
            sources: [
                Source(
                    id: "sikkerapi", name: "SikkerAPI", state: .live, isHealthy: true, entries: 1234,
                    confirmed: Moment(now.advanced(by: .seconds(-90))), packets: 500),
                Source(
                    id: "list", name: "shared.txt", state: .failing, reason: "it answers 503", isHealthy: false,
                    entries: 1, next: Moment(now.advanced(by: .seconds(300))), packets: 0),
            ],
            latest: latest(), reports: Reports(isEnabled: true, today: 42, waiting: 3), history: history,
            historyFailure: history == nil ? "there is no room left on the disk" : nil)
    }

    /// - Parameter isEmpty: nothing has been blocked yet.
    static func latest(isEmpty: Bool = false) -> LiveModel {
        let event = BlockEvent(
            flow: BlockedFlow(source: IPAddress(v4: 0xc000_0207), transport: 6, destinationPort: 22), phase: .began,
            began: now, mode: .drop, isCut: true,
            sources: [SourceIdentity(id: "a", name: "SikkerAPI"), SourceIdentity(id: "b", name: "<i>x</i>")])
        var ring = LiveRing()
        _ = ring.take(event)
        return LiveModel(rows: isEmpty ? [] : ring.rows.map { BlockRow($0) }, after: "1-1")
    }
}

extension OverviewHistory {
    static func sample(
        series: Series = Series(
            lists: ["SikkerAPI"], points: [Series.Point(start: Moment(OverviewModel.now), packets: [500])]),
        countries: Countries? = nil
    ) -> OverviewHistory {
        OverviewHistory(
            totals: Totals(dropped: 500, observed: 0, addresses: 20), series: series,
            addresses: [
                Address(
                    address: "192.0.2.7", packets: 400, country: "DE", countryName: "Germany",
                    network: "AS64500 <b>Example</b>")
            ],
            services: [
                Service(service: "ssh", transport: "TCP", port: 22, packets: 300),
                Service(service: "other", transport: "UDP", port: 4242, packets: 100),
                Service(service: nil, transport: "ICMP", port: nil, packets: 100),
            ],
            countries: countries,
            lists: [List(id: "sikkerapi", name: "SikkerAPI", packets4: 499, packets6: 1)])
    }

    /// Nothing has come yet.
    static let empty = OverviewHistory(
        totals: Totals(dropped: 0, observed: 0, addresses: 0), series: Series(lists: [], points: []), addresses: [],
        services: [], countries: nil, lists: [])
}

extension PageFrame {
    static func sample(_ role: Role = .administrator) -> PageFrame {
        PageFrame(
            visitor: Visitor(
                role: role, name: "somebody", address: nil, connected: OverviewModel.now, formToken: "abc"),
            now: OverviewModel.now, here: .path(""))
    }
}
