import ThreatModel

// The stored form of evidence. One byte of version, then the parts in the order of their declaration; every list is
// preceded by its length, hours and optional times are one more than their number with 0 for "never". Version 1 ends before
// the hour until which reports are held.

extension Evidence {
    /// The version this program writes. It also reads version 2, which did not say whose sensors saw a behaviour, and 1, which knew
    /// no echoes and no holds, and of each vote no other trust.
    private static let encodingVersion: UInt8 = 3

    /// The compact form for the store: about 100 bytes for an address with two behaviours.
    package func encoded() -> [UInt8] {
        var writer = CompactWriter()
        writer.put(byte: Self.encodingVersion)
        writer.put(firstSeen)
        writer.put(lastSeen)

        writer.put(count: behaviours.count)
        for entry in behaviours { writer.put(entry) }
        for entry in witnesses {
            writer.put(entry.own)
            writer.put(entry.lent)
        }
        writer.put(count: activity.count)
        for entry in activity {
            writer.put(byte: entry.protocol.rawValue)
            writer.put(entry.sessions)
            writer.put(entry.events)
        }
        writer.put(unprovenSightings)

        writer.put(reportCount)
        writer.put(firstReported)
        writer.put(lastReported)
        writer.put(count: votes.count)
        for vote in votes {
            writer.put(signed: vote.organisation)
            writer.put(UInt32(vote.trustTenThousandths))
            writer.put(UInt32(vote.highestTrustTenThousandths - vote.trustTenThousandths))
            writer.put(vote.hour.number)
        }
        writer.put(voters)
        writer.put(vettedVoters)
        writer.put(count: categories.count)
        for entry in categories {
            writer.put(byte: entry.category.rawValue)
            writer.put(entry.count)
            writer.put(entry.lastByOperator)
        }
        writer.put(count: reporters.count)
        for entry in reporters {
            writer.put(signed: entry.account)
            writer.put(entry.count)
        }
        writer.put(count: reportedProtocols.count)
        for name in reportedProtocols { writer.put(name) }
        writer.put(count: echoes.entries.count)
        for entry in echoes.entries {
            writer.put(entry.day)
            writer.put(count: entry.organisations.count)
            for organisation in entry.organisations { writer.put(signed: organisation) }
        }
        writer.put(reportsHeldUntil)
        return writer.bytes
    }

    /// Evidence from its stored form; `nil` for bytes that are none, whatever they are.
    package init?(encoded: some Collection<UInt8>) {
        do { try self.init(reading: CompactReader(encoded)) } catch { return nil }
    }

    private init(reading source: CompactReader) throws(CompactReader.Malformed) {
        var reader = source
        let version = try reader.byte()
        guard (1...Self.encodingVersion).contains(version) else { throw CompactReader.Malformed() }
        firstSeen = try reader.time()
        lastSeen = try reader.time()

        behaviours = try reader.list(upTo: Self.maximumBehaviours) { (r) throws(CompactReader.Malformed) in
            try r.behaviour(version: version)
        }
        try Self.check(ascending: behaviours) { $0.precedes($1.behaviour, $1.protocol) }
        for severity in witnesses.indices {
            witnesses[severity].own = try reader.hour()
            witnesses[severity].lent = try reader.organisations()
        }
        if version < 3 {
            for place in behaviours.indices where witnesses[Int(behaviours[place].severity.rawValue)].own == nil {
                behaviours[place].own = nil
            }
        }
        activity = try reader.list(upTo: AttackProtocol.allCases.count) { (r) throws(CompactReader.Malformed) in
            ProtocolActivity(
                protocol: try r.member(), sessions: try r.integer32(), events: try r.integer32())
        }
        try Self.check(ascending: activity) { $0.protocol.rawValue < $1.protocol.rawValue }
        unprovenSightings = try reader.integer32()

        reportCount = try reader.integer32()
        firstReported = try reader.time()
        lastReported = try reader.time()
        votes = try reader.list(upTo: Self.maximumVotes) { (r) throws(CompactReader.Malformed) in
            try r.vote(version: version)
        }
        try Self.check(ascending: votes) { $0.outweighs($1) }
        guard Set(votes.map(\.organisation)).count == votes.count else { throw CompactReader.Malformed() }
        voters = try reader.organisations()
        vettedVoters = try reader.organisations()
        categories = try reader.list(upTo: ReportCategory.allCases.count) { (r) throws(CompactReader.Malformed) in
            CategoryReports(category: try r.member(), count: try r.integer32(), lastByOperator: try r.hour())
        }
        try Self.check(ascending: categories) { $0.category.rawValue < $1.category.rawValue }
        reporters = try reader.list(upTo: Self.maximumReporters) { (r) throws(CompactReader.Malformed) in
            ReporterTally(account: try r.signed(), count: try r.integer32())
        }
        try Self.check(ascending: reporters) { $0.account < $1.account }
        reportedProtocols = try reader.list(upTo: Self.maximumReportedProtocols) {
            (r) throws(CompactReader.Malformed) in try r.text(upTo: Self.maximumNameLength)
        }
        try Self.check(ascending: reportedProtocols) { $0 < $1 }
        if version > 1 {
            echoes = try reader.echoes()
            reportsHeldUntil = try reader.hour()
        }
        guard reader.isAtEnd else { throw CompactReader.Malformed() }
    }

    private static func check<Element>(
        ascending elements: [Element], by precedes: (Element, Element) -> Bool
    ) throws(CompactReader.Malformed) {
        for (a, b) in zip(elements, elements.dropFirst()) where !precedes(a, b) { throw CompactReader.Malformed() }
    }
}

extension CompactWriter {
    fileprivate mutating func put(_ time: Timestamp?) {
        put(byte: time == nil ? 0 : 1)
        if let time { put(signed: time.milliseconds) }
    }

    fileprivate mutating func put(_ hour: UTCHour?) { put(hour.map { UInt64($0.number) + 1 } ?? 0) }

    fileprivate mutating func put(_ organisations: RecentOrganisations) {
        put(count: organisations.entries.count)
        for entry in organisations.entries {
            put(signed: entry.organisation)
            put(entry.last.number)
        }
    }

    fileprivate mutating func put(_ entry: BehaviourEvidence) {
        put(entry.behaviour)
        put(byte: entry.protocol.rawValue)
        put(byte: entry.severity.rawValue)
        put(entry.sessions)
        put(entry.first.number)
        put(entry.last.number - entry.first.number)
        // One session, or several in one hour, need no eight bytes.
        let isWhole = entry.fadedSessions == Double(entry.sessions)
        // Most visits are to sensors of the operator's own.
        let isOwn = entry.own?.count == entry.sessions
        put(byte: (isWhole ? 1 : 0) | (isOwn ? 0 : 2))
        if !isWhole { put(entry.fadedSessions) }
        guard !isOwn else { return }
        put(entry.own?.count ?? 0)
        guard let own = entry.own else { return }
        put(own.faded)
        put(entry.last.number - own.last.number)
    }
}

extension CompactReader {
    fileprivate mutating func list<Element>(
        upTo limit: Int, _ element: (inout CompactReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        var elements: [Element] = []
        for _ in 0..<(try count(upTo: limit)) { elements.append(try element(&self)) }
        return elements
    }

    fileprivate mutating func time() throws(Malformed) -> Timestamp? {
        switch try byte() {
        case 0: return nil
        case 1: return Timestamp(milliseconds: try signed())
        default: throw Malformed()
        }
    }

    fileprivate mutating func hour() throws(Malformed) -> UTCHour? {
        let stored = try integer()
        guard stored > 0 else { return nil }
        guard let number = UInt32(exactly: stored - 1) else { throw Malformed() }
        return UTCHour(number: number)
    }

    fileprivate mutating func member<Member: RawRepresentable<UInt8>>() throws(Malformed) -> Member {
        guard let member = Member(rawValue: try byte()) else { throw Malformed() }
        return member
    }

    fileprivate mutating func organisations() throws(Malformed) -> RecentOrganisations {
        let entries = try list(upTo: RecentOrganisations.capacity) { (r) throws(Malformed) in
            RecentOrganisations.Entry(
                organisation: try r.signed(), last: UTCHour(number: try r.integer32()))
        }
        guard let organisations = RecentOrganisations(entries: entries) else { throw Malformed() }
        return organisations
    }

    fileprivate mutating func vote(version: UInt8) throws(Malformed) -> OrganisationVote {
        let organisation = try signed()
        guard let trust = UInt16(exactly: try integer()), (1...10_000).contains(trust) else { throw Malformed() }
        var highest = trust
        if version > 1 {
            guard let more = UInt16(exactly: try integer()), more <= 10_000 - trust else { throw Malformed() }
            highest += more
        }
        return OrganisationVote(
            organisation: organisation, trustTenThousandths: trust, highest: highest,
            hour: UTCHour(number: try integer32()))
    }

    fileprivate mutating func echoes() throws(Malformed) -> EchoDays {
        let entries = try list(upTo: EchoDays.days) { (r) throws(CompactReader.Malformed) in
            EchoDays.Entry(
                day: try r.integer32(),
                organisations: try r.list(upTo: EchoDays.organisationsPerDay) { (r) throws(CompactReader.Malformed) in
                    try r.signed()
                })
        }
        guard let echoes = EchoDays(entries: entries) else { throw Malformed() }
        return echoes
    }

    fileprivate mutating func behaviour(version: UInt8) throws(Malformed) -> BehaviourEvidence {
        let name = try text(upTo: Evidence.maximumNameLength)
        let attackProtocol: AttackProtocol = try member()
        let severity: Severity = try member()
        let sessions = try integer32()
        let first = try integer32()
        let (last, overflow) = first.addingReportingOverflow(try integer32())
        let flags = try byte()
        let faded = flags & 1 == 1 ? Double(sessions) : try double()
        // A sum of at least one fresh session when it was last added to, and of no more than all of them.
        guard !overflow, flags <= (version < 3 ? 1 : 3), sessions >= 1, faded >= 1, faded <= Double(sessions) + 1e-6
        else {
            throw Malformed()
        }
        var own: OwnSessions? = OwnSessions(count: sessions, faded: faded, last: UTCHour(number: last))
        if flags & 2 == 2 { own = try ownSessions(of: sessions, from: first, through: last) }
        return BehaviourEvidence(
            behaviour: name, protocol: attackProtocol, severity: severity, sessions: sessions, fadedSessions: faded,
            own: own,
            first: UTCHour(number: first), last: UTCHour(number: last))
    }

    private mutating func ownSessions(of all: UInt32, from first: UInt32, through last: UInt32) throws(Malformed)
        -> OwnSessions?
    {
        let count = try integer32()
        guard count > 0 else { return nil }
        let faded = try double()
        let (hour, overflow) = last.subtractingReportingOverflow(try integer32())
        guard count < all, faded >= 1, faded <= Double(count) + 1e-6, !overflow, hour >= first else {
            throw Malformed()
        }
        return OwnSessions(count: count, faded: faded, last: UTCHour(number: hour))
    }
}
