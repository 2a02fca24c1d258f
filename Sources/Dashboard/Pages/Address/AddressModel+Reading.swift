import Blocklists
import Firewall
import Geolocation
import Guard
import IPNetworks
import ThreatModel

extension AddressModel {
    /// Looks everything up. Lists on disk are read elsewhere than where requests are answered.
    init(of address: IPAddress, for request: ViewRequest) async throws(DashboardProblem) {
        let guarded = request.guarded
        // In this order: whether the kernel holds what it should is asked before it is told.
        let report = await guarded.desk.status()
        guard let why = await guarded.service.why(address), let status = await guarded.service.status() else {
            throw .starting
        }
        self.init(why, report, verified: status.verified, pausedUntil: status.pausedUntil)
        place = await guarded.places.place(of: address).map { Place($0) }
        check = await guarded.checks.check(of: address, at: request.now)
        hasServer = guarded.service.api != nil
        await lookBack(at: address, guarded)
    }

    private mutating func lookBack(at address: IPAddress, _ guarded: GuardAtWork) async {
        do throws(HistoryProblem) {
            past = try await guarded.history.address(address).map { Past($0) }
            blocks = try await guarded.history.blocks(of: address, limit: Self.mostBlocks).map { Block($0) }
        } catch {
            pastMissing = "\(error)"
        }
    }

    init(_ why: BlockExplanation, _ status: StatusReport, verified: Timestamp?, pausedUntil: Timestamp?) {
        address = "\(why.address)"
        kernel = Kernel(
            state: status.state.rawValue, summary: status.summary, backend: status.backend,
            verified: verified.map { Moment($0) }, pausedUntil: pausedUntil.map { Moment($0) })
        let allowed: [AllowReason] = if case .allowed(let reasons) = why.verdict { reasons } else { [] }
        reasons = allowed.map { Self.cut("\($0)") }
        allowedByHand = allowed.lazy.compactMap { if case .whitelist(let entry) = $0 { entry } else { nil } }.first
        verdict = Self.verdict(why.verdict, status.state)
        isInherited = why.isInherited
        listings = why.entries.prefix(Self.mostListings).map { Listing($0) }
        isBlockedByHand = why.entries.contains { $0.lines.contains { $0.place == .manual } }
        remedies = why.remedies.prefix(Self.mostRemedies).map { Self.cut("\($0)") }
        blocks = []
        hasServer = false
        isPublic = why.address.isListable
        sentence = ""
        sentence = makeSentence(listed: why.entries.count)
    }

    private static func verdict(_ verdict: BlockExplanation.Verdict, _ state: StatusReport.State) -> Verdict {
        switch (verdict, state) {
        case (.allowed, _): .neverBlocked
        case (.notListed, _): .notListed
        case (.notCovered, _): .notCovered
        case (.blocked, .dryRun), (.loggedOnly, .dryRun): .dryRun
        case (.blocked, .paused), (.loggedOnly, .paused): .paused
        case (.loggedOnly, _): .loggedOnly
        case (.blocked(true), .protected): .blocked
        case (.blocked, _): .unconfirmed
        }
    }

    private func makeSentence(listed count: Int) -> String {
        let lists =
            count == 0
            ? "It was blocked before this start" : "\(Counted(count, "list")) \(count == 1 ? "names" : "name") it"
        return switch verdict {
        case .blocked: "\(lists), and the kernel drops its packets."
        case .unconfirmed: "\(lists), and the kernel has not confirmed that it drops its packets: \(kernel.summary)."
        case .paused:
            "\(lists), and protection pauses"
                + (kernel.pausedUntil.map { " until \(TimeText.minuteText($0.time)) UTC" } ?? "")
                + ": its packets are let through."
        case .dryRun: "\(lists). This is a dry run: it would be blocked, and the kernel is left alone."
        case .loggedOnly: "\(lists). Its packets are logged and let through, as the settings say."
        case .neverBlocked:
            (count == 0
                ? "No list names it, and none could block it: " : "\(lists), and it is let through all the same: ")
                + "\(reasons.first ?? "it is on the allowlist")."
        case .notCovered: "\(lists), and IPv6 addresses are left alone, as the settings say."
        case .notListed: "No list names it: its packets are let through."
        }
    }

    static func cut(_ text: String) -> String {
        text.utf8.count <= longestText ? text : String(text.unicodeScalars.prefix(longestText - 1)) + "…"
    }
}

extension AddressModel.Listing {
    init(_ entry: ListedEntry) {
        self.init(
            id: entry.source.id, name: AddressModel.cut(entry.source.name), since: entry.since.map { Moment($0) },
            lines: entry.lines.prefix(AddressModel.mostLines).map { AddressModel.Line($0) },
            moreLines: max(0, entry.lines.count - AddressModel.mostLines))
    }
}

extension AddressModel.Line {
    init(_ line: ListedLine) {
        let (place, isWeb): (String?, Bool) =
            switch line.place {
            case .file(let path): (path, false)
            case .web(let url): (url, true)
            case .manual: (nil, false)
            }
        self.init(
            place: place.map(AddressModel.cut), isWeb: isWeb, number: line.number, text: AddressModel.cut(line.text),
            since: line.since.map { Moment($0) }, until: line.until.map { Moment($0) })
    }
}

extension AddressModel.Past {
    init(_ history: AddressHistory) {
        self.init(
            first: Moment(history.first), last: Moment(history.last), packets: history.packets,
            ports: history.ports.prefix(AddressModel.mostPorts).map { port in
                let top = TopPort(transport: port.transport, port: port.port ?? 0, packets: port.packets)
                return AddressModel.Port(
                    transport: top.transportName, port: port.port, service: port.port.map { _ in top.service },
                    packets: port.packets)
            }, sources: history.sources.map { AddressModel.cut($0.name) })
    }
}

extension AddressModel.Block {
    init(_ record: BlockRecord) {
        let flow = record.flow
        let top = TopPort(transport: flow.transport, port: flow.destinationPort, packets: record.packets)
        let action: String =
            switch record.mode {
            case .drop: "blocked"
            case .logOnly: "logged"
            }
        self.init(
            time: Moment(record.time), action: action, transport: top.transportName,
            port: flow.destinationPort == 0 ? nil : flow.destinationPort,
            service: flow.destinationPort == 0 ? nil : top.service, packets: record.packets)
    }
}

extension AddressModel.Place {
    init(_ place: Geolocation.Place) {
        self.init(
            countryCode: place.countryCode, country: place.countryName, city: place.city.map(AddressModel.cut),
            asn: place.asn, organisation: place.organisation.map(AddressModel.cut), isTor: place.isTor,
            isProxy: place.isProxy, text: AddressModel.cut(place.line))
    }
}
