import Detection
import IPNetworks
import ThreatModel

/// Writes the objects of a collection as STIX 2.1, straight from the records of their addresses.
///
/// `created` and `valid_from` are when the address was first seen, `valid_until` when it would be forgotten if it were not
/// seen any more, `modified` when its ``IndicatorVersion`` began.
struct IndicatorWriter {
    let names: IndicatorNames
    /// How long an address is remembered after it was last seen, milliseconds.
    let retention: UInt64
    private(set) var json: JSONWriter
    private var techniques: [IndicatorText.Technique] = []

    init(names: IndicatorNames, retentionDays: Int, capacity: Int = 0) {
        self.names = names
        retention = UInt64(min(max(0, retentionDays), 100_000)) * 86_400_000
        json = JSONWriter(capacity: capacity)
    }

    /// `{"objects":[…],"more":…,"next":"…"}`: an envelope (TAXII 2.1 §3.7).
    consuming func envelope(_ page: IndicatorPage) -> [UInt8] {
        json.literal("{\"objects\":[")
        for (place, position) in page.positions.enumerated() {
            if place > 0 { json.literal(",") }
            if let address = page.index.address(at: position) {
                write(address, in: page.index)
            } else {
                writeIdentity()
            }
        }
        json.literal("]")
        writeEnd(of: page)
        return json.bytes
    }

    /// The same about what can be had (TAXII 2.1 §5.6).
    consuming func manifest(_ page: IndicatorPage) -> [UInt8] {
        json.literal("{\"objects\":[")
        for (place, position) in page.positions.enumerated() {
            let time = page.index.time(at: position)
            json.literal(place > 0 ? ",{\"id\":" : "{\"id\":")
            json.identifier(page.index.address(at: position).map { names.indicator($0) } ?? names.identity)
            json.literal(",\"date_added\":\"")
            json.plain(time.rfc3339)
            json.literal("\",\"version\":")
            json.rfc3339(milliseconds: Int64(time.milliseconds))
            json.literal(",\"media_type\":\"application/stix+json;version=2.1\"}")
        }
        json.literal("]")
        writeEnd(of: page)
        return json.bytes
    }

    /// The versions of an object (TAXII 2.1 §5.8).
    consuming func versions(_ page: IndicatorPage) -> [UInt8] {
        json.literal("{\"versions\":")
        json.array(page.positions) { json, position in
            json.rfc3339(milliseconds: Int64(page.index.time(at: position).milliseconds))
        }
        writeEnd(of: page)
        return json.bytes
    }

    private mutating func writeEnd(of page: IndicatorPage) {
        json.literal(",\"more\":")
        json.bool(page.hasMore)
        if let next = page.next {
            json.literal(",\"next\":\"")
            json.plain(next.token)
            json.literal("\"")
        }
        json.literal("}\n")
    }

    // MARK: Objects

    /// Who says all this.
    private mutating func writeIdentity() {
        json.literal(#"{"type":"identity","spec_version":"2.1","id":"#)
        json.identifier(names.identity)
        let time = Int64(IndicatorIndex.identityTime.milliseconds)
        json.literal(",\"created\":")
        json.rfc3339(milliseconds: time)
        json.literal(",\"modified\":")
        json.rfc3339(milliseconds: time)
        json.literal(
            #","name":"Sikker","description":"Addresses seen attacking sensors or reported for abuse.","#)
        json.literal(#""identity_class":"system"}"#)
    }

    private mutating func write(_ address: IPAddress, in index: IndicatorIndex) {
        index.snapshot.withRecord(of: address) { record in
            write(address, record, standing: index.filter.standing(address, record), words: index.snapshot.words)
        }
    }

    private mutating func write(
        _ address: IPAddress, _ record: RecordView, standing: IndicatorFilter.Standing, words: WordTable
    ) {
        let parts = record.parts
        let version = record.indicatorVersion
        // A record that was filled in from elsewhere may be older than what it tells of.
        let firstSeen = min(parts.firstSeen, version.time.milliseconds)
        json.literal(#"{"type":"indicator","spec_version":"2.1","id":"#)
        json.identifier(names.indicator(address))
        json.raw(names.createdBy)
        json.rfc3339(milliseconds: Int64(firstSeen))
        json.literal(",\"modified\":")
        json.rfc3339(milliseconds: Int64(IndicatorIndex.time(of: record).milliseconds))
        if standing == .revoked { json.literal(",\"revoked\":true") }
        json.literal(",\"name\":")
        json.address(address)
        json.literal(",\"description\":\"")
        writeDescription(record, parts)
        json.literal(
            record.severity == .info && record.reports == 0
                ? #"","indicator_types":["anomalous-activity"],"pattern":"["#
                : #"","indicator_types":["malicious-activity"],"pattern":"["#)
        json.literal(address.isIPv4 ? "ipv4-addr:value = '" : "ipv6-addr:value = '")
        json.plain(address)
        json.literal(#"']","pattern_type":"stix","pattern_version":"2.1","valid_from":"#)
        json.rfc3339(milliseconds: Int64(firstSeen))
        json.literal(",\"valid_until\":")
        json.rfc3339(milliseconds: Int64(max(record.lastSeen, firstSeen) + retention))
        json.literal(",\"confidence\":")
        json.integer(version.confidence)
        writeBehaviours(parts.behaviours, words)
        json.literal("}")
    }

    /// `14 sessions with 230 events on telnet, http. Reported 3 times by 2 accounts for brute_force, port_scan.`
    private mutating func writeDescription(_ record: RecordView, _ parts: RecordView.Parts) {
        if parts.sessions > 0 {
            json.integer(parts.sessions)
            json.literal(parts.sessions == 1 ? " session with " : " sessions with ")
            json.integer(parts.events)
            json.literal(parts.events == 1 ? " event on " : " events on ")
            var protocols = parts.protocols
            for place in 0..<protocols.count() {
                if place > 0 { json.literal(", ") }
                json.plain(AttackProtocol(rawValue: protocols.byte())?.name ?? "unknown")
                _ = (protocols.number(), protocols.number())
            }
            json.literal(".")
        }
        var reports = parts.reports
        let count = reports.number()
        guard count > 0 else {
            if parts.sessions == 0 { json.literal("Known to this server.") }
            return
        }
        json.literal(parts.sessions > 0 ? " Reported " : "Reported ")
        json.integer(count)
        json.literal(count == 1 ? " time for " : " times for ")
        _ = (reports.number(), reports.number())
        for place in 0..<reports.count() {
            if place > 0 { json.literal(", ") }
            json.plain((ReportCategory(rawValue: reports.byte()) ?? .other).name)
            _ = reports.number()
        }
        json.literal(".")
    }

    /// `kill_chain_phases`, `labels` and `external_references`: each only when it has members, as STIX wants lists.
    private mutating func writeBehaviours(_ list: RecordView.Cursor, _ words: WordTable) {
        var list = list
        let count = list.count()
        guard count > 0 else { return }
        techniques.removeAll(keepingCapacity: true)
        var tactics: AttackTacticSet = []
        json.literal(",\"labels\":[")
        for place in 0..<count {
            let text = words.indicatorText(Int(clamping: list.number()))
            _ = (list.byte(), list.number())
            if place > 0 { json.literal(",") }
            json.raw(text.label)
            tactics.formUnion(text.tactics)
            for technique in text.techniques where !techniques.contains(technique) { techniques.append(technique) }
        }
        json.literal("]")
        if !tactics.isEmpty {
            json.literal(",\"kill_chain_phases\":")
            json.array(AttackTactic.allCases.lazy.filter { tactics.contains($0) }) { json, tactic in
                json.literal(#"{"kill_chain_name":"mitre-attack","phase_name":""#)
                json.plain(tactic.phaseName)
                json.literal("\"}")
            }
        }
        if !techniques.isEmpty {
            json.literal(",\"external_references\":")
            json.array(techniques) { json, technique in
                json.literal(#"{"source_name":"mitre-attack","external_id":"#)
                json.technique(technique)
                json.literal("}")
            }
        }
    }
}
