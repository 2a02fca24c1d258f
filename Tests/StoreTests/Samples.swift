import IPNetworks
import Store
import ThreatModel

/// Values to store, each distinct by its number.
enum Sample {
    static let start = Timestamp(milliseconds: 1_795_000_000_000)

    static func address(_ number: Int) -> IPAddress {
        number.isMultiple(of: 3)
            ? IPAddress(v6: 0x2a00_0000_0000_0000_0000_0000_0000_0000 + UInt128(number))
            : IPAddress(v4: 0x2d00_0000 &+ UInt32(truncatingIfNeeded: number &* 2_654_435_761) >> 8)
    }

    static func id(_ number: Int) -> UUIDv7 {
        var generator = SeededGenerator(seed: UInt64(number))
        return UUIDv7(at: start.advanced(by: .seconds(number)), using: &generator)
    }

    static func event(_ number: Int, session: Int = 0, of address: IPAddress = address(0), seq: Int? = nil)
        -> SessionEvent
    {
        SessionEvent(
            id: id(number), session: id(1_000_000 + session), seq: UInt32(seq ?? number),
            at: start.advanced(by: .seconds(number)), protocol: .telnet, transport: .tcp, dstPort: 23, src: address,
            srcPort: 40_000, kind: .command,
            fields: ["command": "echo \"\(number)\\\u{0}\n\u{1f}\u{7f}é😀\"", "empty": ""])
    }

    static func session(_ number: Int, of address: IPAddress = address(0), lastEventAt: Timestamp = start)
        -> StoredSession
    {
        StoredSession(
            id: id(1_000_000 + number), sensor: 7, address: address, protocol: .redis, startedAt: start,
            lastEventAt: lastEventAt, eventCount: number, ended: number.isMultiple(of: 2),
            detection: [0, 1, UInt8(truncatingIfNeeded: number), 255])
    }

    static func report(_ number: Int, about address: IPAddress = address(0)) -> StoredReport {
        StoredReport(
            report: Report(
                address: address, category: .bruteForce, protocolName: number.isMultiple(of: 2) ? "ssh" : nil,
                comment: "comment\u{0} \(number)", kind: .automatic),
            at: start.advanced(by: .seconds(number)), account: 1, credential: 2, isTest: number.isMultiple(of: 5),
            standing: number.isMultiple(of: 3)
                ? nil
                : StoredStanding(
                    trustTenThousandths: UInt16(number % 10_001), isVetted: number.isMultiple(of: 2),
                    isOperator: number.isMultiple(of: 4)))
    }

    static func stored(_ address: IPAddress, _ number: Int = 1) -> StoredAddress {
        StoredAddress(
            address: address, confidence: UInt8(number % 101), lastSeen: start.advanced(by: .seconds(number)),
            record: Array(repeating: UInt8(truncatingIfNeeded: number), count: number % 90),
            evidence: Array("\(number)".utf8))
    }

    static func facts(_ confidence: Int) -> ListingFacts {
        ListingFacts(
            confidence: UInt8(confidence), rawConfidence: 100, severity: .veryHigh,
            protocols: AttackProtocolSet(rawValue: 0x1ffff))
    }

    static func credential(_ number: Int, account: Int64 = 1) -> NewCredential {
        NewCredential(
            account: account, kind: number.isMultiple(of: 2) ? .apiKey : .sensorToken, tier: "free",
            hash: Array(repeating: UInt8(truncatingIfNeeded: number), count: 32), hint: "abcd", label: "no \(number)",
            expiresAt: number.isMultiple(of: 3) ? start : nil)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
