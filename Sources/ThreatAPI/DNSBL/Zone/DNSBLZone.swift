/// What the zone says of itself (RFC 1035 §3.3.11, §3.3.13), ready to be written.
struct DNSBLZone: Sendable {
    let name: DNSName
    let timeToLive: UInt32
    private let nameServers: [ZoneName]
    private let master: ZoneName

    /// Nobody fetches the zone as a whole, but checkers of zones look at these: refresh, retry, expire (RIPE-203).
    private static let times: [UInt32] = [3600, 600, 1_209_600]

    init(name: DNSName, timeToLive: UInt32, nameServers: [DNSName]) {
        self.name = name
        self.timeToLive = timeToLive
        self.nameServers = nameServers.map { ZoneName($0, in: name) }
        // A name that leaves no room for the record in the shortest answers would keep these from being remembered.
        let first = self.nameServers.first { $0.length <= name.wire.count - Self.shortOf }
        master = first ?? ZoneName(apexOf: name)
    }

    /// A start of authority has 34 bytes besides the name of its master, and a question with EDNS 27 besides the zone's name:
    /// an answer stays below twice the question where the master's name is shorter than the zone's by the difference.
    private static let shortOf = 7

    /// A name outside the question, with a pointer to the zone's name there where it ends like that.
    private struct ZoneName {
        let labels: [UInt8]
        /// Where in the zone's name it goes on; `nil` when its own labels are all of it.
        let zoneOffset: Int?

        init(apexOf zone: DNSName) { (labels, zoneOffset) = ([], 0) }

        init(_ name: DNSName, in zone: DNSName) {
            // The empty label is the end of every name, and shorter than a pointer to it.
            let offset = zone.labelStarts.dropLast().first { name.ends(in: zone.wire[$0...]) }
            zoneOffset = offset
            labels = offset.map { Array(name.wire.dropLast(zone.wire.count - $0)) } ?? name.wire
        }

        var length: Int { labels.count + (zoneOffset == nil ? 0 : 2) }

        func write(to writer: inout DNSAnswerWriter, zoneStart: Int) {
            writer.put(labels)
            if let zoneOffset { writer.pointer(to: zoneStart + zoneOffset) }
        }
    }

    /// Writes the start of authority; returns the number of records.
    ///
    /// - Parameter zoneStart: where the zone's name begins in the message.
    func writeAuthority(serial: UInt32, zoneStart: Int, to writer: inout DNSAnswerWriter) -> Int {
        writer.record(
            at: zoneStart, DNSType.soa, timeToLive: timeToLive, dataLength: master.length + 22)
        master.write(to: &writer, zoneStart: zoneStart)
        // The mailbox that the zone's name stands for: bl.example.org is bl@example.org (RFC 1035 §8).
        writer.pointer(to: zoneStart)
        writer.put(number: serial)
        for time in Self.times { writer.put(number: time) }
        // For how long it may be remembered that a name does not exist (RFC 2308 §4).
        writer.put(number: timeToLive)
        return 1
    }

    var hasNameServers: Bool { !nameServers.isEmpty }

    /// Writes the name servers; returns the number of records.
    func writeNameServers(zoneStart: Int, to writer: inout DNSAnswerWriter) -> Int {
        for server in nameServers {
            writer.record(at: zoneStart, DNSType.ns, timeToLive: timeToLive, dataLength: server.length)
            server.write(to: &writer, zoneStart: zoneStart)
        }
        return nameServers.count
    }
}
