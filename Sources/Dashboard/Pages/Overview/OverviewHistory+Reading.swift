import Blocklists
import Firewall
import Geolocation
import Guard
import IPNetworks

extension OverviewHistory {
    init(_ span: HistorySpan, of guarded: GuardAtWork) async throws(HistoryProblem) {
        let history = guarded.history
        let totals = try await history.totals(span)
        let leaders = try await history.topAddresses(span, limit: Self.placedAddresses)
        let places = await guarded.places.places(of: leaders.map(\.address))
        self.totals = Totals(dropped: totals.dropped, observed: totals.observed, addresses: totals.addresses)
        series = Series(try await history.series(span))
        addresses = leaders.prefix(Self.topLength).map { Address($0, places[$0.address]) }
        services = try await history.topPorts(span, limit: Self.topLength).map {
            let hasPort = TransportName.hasPorts($0.transport)
            return Service(
                service: hasPort ? $0.service : nil, transport: $0.transportName, port: hasPort ? $0.port : nil,
                packets: $0.packets)
        }
        countries = places.isEmpty ? nil : Countries(leaders, places, of: totals)
        lists = try await history.topSources(span).map {
            List(id: $0.source?.id, name: $0.source?.name, packets4: $0.packets4, packets6: $0.packets6)
        }
    }
}

extension OverviewHistory.Series {
    init(_ series: HistorySeries) {
        self.init(
            lists: series.sources.map { $0?.name },
            points: series.points.map { Point(start: Moment($0.start), packets: $0.packets) })
    }
}

extension OverviewHistory.Address {
    init(_ top: TopAddress, _ place: Place?) {
        self.init(
            address: "\(top.address)", packets: top.packets, country: place?.countryCode,
            countryName: place?.countryName, network: place?.network)
    }
}

extension OverviewHistory.Countries {
    /// - Parameters:
    ///   - leaders: the addresses with most packets.
    ///   - totals: of all addresses.
    init(_ leaders: [TopAddress], _ places: [IPAddress: Place], of totals: HistoryTotals) {
        var counts: [CountryCode: Int] = [:]
        for leader in leaders {
            if let country = places[leader.address]?.country { counts[country, default: 0] += leader.packets }
        }
        countries = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, packets in
            Country(code: code.text, name: code.name ?? code.text, packets: packets)
        }
        addresses = leaders.count
        packets = leaders.reduce(0) { $0 + $1.packets }
        isComplete = leaders.count >= totals.addresses
    }
}
