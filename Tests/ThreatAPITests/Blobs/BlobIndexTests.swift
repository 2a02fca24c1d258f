import Crypto
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Which files are given up")
struct BlobIndexTests {
    static func blob(_ number: Int, of sensor: Int64, bytes: Int = 10) -> StoredBlob {
        StoredBlob(
            name: BlobName(SHA256.hash(data: [UInt8(number & 255), UInt8(number >> 8)])), sensor: sensor, bytes: bytes,
            receivedAt: Timestamp(milliseconds: Int64(number)))
    }

    static func limits(bytes: Int = .max, files: Int = .max) -> BlobLimits {
        var limits = BlobLimits()
        limits.megabytes = bytes == .max ? 1 << 30 : bytes >> 20
        limits.files = files
        return limits
    }

    @Test("The oldest go first")
    func oldest() {
        var index = BlobIndex((1...5).map { Self.blob($0, of: 1) })
        let limits = Self.limits(files: 5)
        for number in 6...20 {
            let victim = index.victim(for: 10, of: 1, within: limits)
            #expect(victim == Self.blob(number - 5, of: 1))
            if let victim { index.remove(victim.name) }
            #expect(index.victim(for: 10, of: 1, within: limits) == nil)
            index.add(Self.blob(number, of: 1))
        }
        #expect(index.bytes == 50)
    }

    /// With a stolen token one can drive out what was sent with it, and nothing else.
    @Test("Who floods drives out what came from the same sensor only", arguments: [true, false])
    func flood(byCount: Bool) {
        let honest = (1...40).map { Self.blob($0, of: Int64(1 + $0 % 4), bytes: 1 << 18) }
        var index = BlobIndex(honest)
        let limits = byCount ? Self.limits(files: 100) : Self.limits(bytes: 25 << 20)
        for number in 100..<1000 {
            while let victim = index.victim(for: 1 << 18, of: 9, within: limits) {
                #expect(victim.sensor == 9)
                index.remove(victim.name)
            }
            index.add(Self.blob(number, of: 9, bytes: 1 << 18))
        }
        #expect(honest.allSatisfy { index.blobs[$0.name] == $0 })
        #expect(index.blobs.count == 100 && index.bytes == 25 << 20)
    }

    @Test("A file that is larger than all others together finds room, or there is none")
    func large() {
        var index = BlobIndex([Self.blob(1, of: 1, bytes: 1 << 20), Self.blob(2, of: 2, bytes: 1 << 20)])
        let limits = Self.limits(bytes: 2 << 20)
        var given: [StoredBlob] = []
        while let victim = index.victim(for: 2 << 20, of: 3, within: limits) {
            given.append(victim)
            index.remove(victim.name)
        }
        #expect(given.count == 2 && index.bytes == 0)
    }

    @Test("Lists go on where they ended, whatever came meanwhile")
    func paging() {
        var index = BlobIndex((1...25).map { Self.blob($0, of: 1) })
        var seen: [StoredBlob] = []
        var position: BlobPosition?
        while true {
            let page = index.newest(before: position, limit: 10)
            guard let last = page.last else { break }
            seen += page
            // As text and back.
            position = BlobPosition(last.position.description)
            #expect(position == last.position)
            index.add(Self.blob(100 + seen.count, of: 1))
            index.remove(last.name)
        }
        #expect(seen == (1...25).reversed().map { Self.blob($0, of: 1) })
        for text in ["", "-", "1-", "1", "-1-2", "x-\(Self.blob(1, of: 1).name)", "1-ABC", "1-2-3"] {
            #expect(BlobPosition(text) == nil)
        }
    }

    @Test("A sensor may send so much in an hour, and so many at once")
    func pace() throws {
        var pace = BlobPace()
        var limits = BlobLimits()
        limits.hourlyBytesPerSensor = 100
        let now = Timestamp(milliseconds: 1_772_442_000_000)
        try pace.begin(1, within: limits, at: now)
        try pace.begin(1, within: limits, at: now)
        #expect(throws: RequestError.self) { try pace.begin(1, within: limits, at: now) }
        try pace.add(100, of: 1, within: limits, at: now)
        #expect(throws: RequestError.self) { try pace.add(1, of: 1, within: limits, at: now) }
        pace.end(1)
        do {
            try pace.begin(1, within: limits, at: now.advanced(by: .seconds(600)))
            Issue.record("it was let in")
        } catch {
            #expect(error.status == 429 && error.retryAfter == 3000)
        }
        // Others are not held up by that, and the next hour is another.
        try pace.begin(2, within: limits, at: now)
        try pace.begin(1, within: limits, at: now.advanced(by: .seconds(3600)))
        limits.uploads = 3
        #expect(throws: RequestError.self) { try pace.begin(3, within: limits, at: now) }
    }
}
