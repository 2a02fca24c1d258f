import Blocklists
import IPNetworks
import ThreatModel

/// The bytes of a ``ReportSpool``.
///
/// A file begins with a tag and the whole ledger; additions follow. Each ends in a checksum of itself (CRC-32C).
enum ReportRecords {
    private static let tag: StaticString = "SKRP1"
    private static let additionTag: StaticString = "+"

    // MARK: Writing

    static func whole(_ ledger: ReportLedger) -> [UInt8] {
        var writer = BinaryWriter()
        writer.append(tag)
        writer.append(ledger.day)
        writer.append(UInt32(ledger.reported.count))
        for address in ledger.reported { writer.append(address) }
        writer.append(UInt32(ledger.waiting.count))
        for report in ledger.waiting.values {
            writer.append(report.address)
            writer.append(report.kind.rawValue)
            writer.append(report.day)
            writer.append(UInt64(clamping: report.packets))
            writer.append(UInt8(clamping: report.ports.count))
            for (port, packets) in report.ports {
                writer.append(port)
                writer.append(UInt64(clamping: packets))
            }
        }
        writer.appendChecksum()
        return writer.bytes
    }

    static func addition(_ counts: [ReportableCount], on day: Int64) -> [UInt8] {
        var writer = BinaryWriter()
        writer.append(additionTag)
        writer.append(day)
        writer.append(UInt32(counts.count))
        for count in counts {
            writer.append(count.address)
            writer.append(count.port)
            writer.append(UInt64(clamping: count.packets))
            writer.append(count.kind.rawValue)
        }
        writer.appendChecksum()
        return writer.bytes
    }

    // MARK: Reading

    /// The ledger with all additions that are whole; how long it is without them, and with them. `nil` when there is none.
    static func read(_ bytes: [UInt8]) -> (ledger: ReportLedger, wholeSize: Int, size: Int)? {
        var reader = BinaryReader(bytes)
        guard reader.skip(tag), var ledger = reader.ledger(), reader.checksumMatches() else { return nil }
        let wholeSize = reader.position
        var size = wholeSize
        while reader.skip(additionTag), let day: Int64 = reader.number(), let counts = reader.counts(),
            reader.checksumMatches(from: size)
        {
            size = reader.position
            ledger.turn(to: day)
            _ = ledger.note(counts)
        }
        return (ledger, wholeSize, size)
    }
}

extension BinaryWriter {
    /// Both families as the 16 bytes that they share.
    fileprivate mutating func append(_ address: IPAddress) { append(address.mapped) }

    fileprivate mutating func append(_ port: ReportedPort) {
        append(port.transport)
        append(port.port)
    }
}

extension BinaryReader {
    fileprivate mutating func address() -> IPAddress? {
        number(UInt128.self).map { IPAddress(v6: $0) }
    }

    fileprivate mutating func port() -> ReportedPort? {
        guard let transport: UInt8 = number(), let port: UInt16 = number() else { return nil }
        return ReportedPort(transport: transport, port: port)
    }

    fileprivate mutating func packets() -> Int? { number(UInt64.self).flatMap { Int(exactly: $0) } }

    fileprivate mutating func kind() -> ReportKind? { number().flatMap { ReportKind(rawValue: $0) } }

    fileprivate mutating func ledger() -> ReportLedger? {
        guard let day: Int64 = number(), let reportedCount: UInt32 = number(),
            reportedCount <= ReportLedger.mostReported
        else { return nil }
        var reported: Set<IPAddress> = []
        for _ in 0..<reportedCount {
            guard let address = address() else { return nil }
            reported.insert(address)
        }
        guard let waitingCount: UInt32 = number(), waitingCount <= ReportLedger.mostWaiting else { return nil }
        var waiting: [IPAddress: WaitingReport] = [:]
        for _ in 0..<waitingCount {
            guard let report = waitingReport() else { return nil }
            waiting[report.address] = report
        }
        return ReportLedger(day: day, reported: reported, waiting: waiting)
    }

    private mutating func waitingReport() -> WaitingReport? {
        guard let address = address(), let kind = kind(), let day: Int64 = number(), let packets = packets(),
            let portCount: UInt8 = number(), portCount <= WaitingReport.mostPorts
        else { return nil }
        var ports: [ReportedPort: Int] = [:]
        for _ in 0..<portCount {
            guard let port = port(), let packets = self.packets() else { return nil }
            ports[port] = packets
        }
        return WaitingReport(address: address, kind: kind, day: day, packets: packets, ports: ports)
    }

    fileprivate mutating func counts() -> [ReportableCount]? {
        guard let count: UInt32 = number() else { return nil }
        var counts: [ReportableCount] = []
        for _ in 0..<count {
            guard let address = address(), let port = port(), let packets = packets(), let kind = kind() else {
                return nil
            }
            counts.append(ReportableCount(address: address, port: port, packets: packets, kind: kind))
        }
        return counts
    }
}
