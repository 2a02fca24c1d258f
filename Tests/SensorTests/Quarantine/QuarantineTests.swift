import Foundation
import Observability
import Testing

@testable import Sensor

@Suite struct QuarantineTests {
    let folder: TemporaryFolder
    let registry = MetricsRegistry()
    let files = FaultyFiles()

    init() throws { folder = try TemporaryFolder() }

    func quarantine(_ change: (inout QuarantineLimits) -> Void = { _ in }) throws -> Quarantine {
        var limits = QuarantineLimits()
        change(&limits)
        return try Quarantine(
            folder: folder.path + "/q", limits: limits, files: files, metrics: SensorMetrics(registry))
    }

    static func name(_ digit: Character) -> String { String(repeating: digit, count: 64) }

    func count(_ result: QuarantineResult) -> Bool { text.contains("total{result=\"\(result.rawValue)\"} 1\n") }
    var text: String { registry.exposition() }

    @Test func keepsEachFileOnceAndForNobodyElse() throws {
        let quarantine = try quarantine()
        quarantine.keep(sha256: Self.name("a"), bytes: [1, 2, 3])
        quarantine.keep(sha256: Self.name("a"), bytes: [1, 2, 3])
        #expect(folder.names("q") == [Self.name("a")])
        #expect(try folder.contents("q/" + Self.name("a")) == [1, 2, 3])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/q/" + Self.name("a"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(count(.kept))
        #expect(count(.known))
        #expect(text.contains("sensor_quarantine_bytes 3\n"))
    }

    @Test func sizeIsBoundedAcrossRestarts() throws {
        try quarantine { $0.bytes = 10 }.keep(sha256: Self.name("a"), bytes: [UInt8](repeating: 0, count: 6))
        let again = try quarantine { $0.bytes = 10 }
        again.keep(sha256: Self.name("b"), bytes: [UInt8](repeating: 0, count: 5))
        #expect(count(.refused))
        again.keep(sha256: Self.name("c"), bytes: [UInt8](repeating: 0, count: 4))
        #expect(folder.names("q") == [Self.name("a"), Self.name("c")])
        #expect(text.contains("sensor_quarantine_bytes 10\n"))
    }

    @Test func countAndSizeOfFilesAreBounded() throws {
        let quarantine = try quarantine {
            $0.files = 2
            $0.fileBytes = 5
        }
        quarantine.keep(sha256: Self.name("a"), bytes: [UInt8](repeating: 0, count: 6))
        for digit in "bcd" { quarantine.keep(sha256: Self.name(digit), bytes: [1]) }
        #expect(folder.names("q") == [Self.name("b"), Self.name("c")])
    }

    @Test func namesThatAreNoHashTouchNothing() throws {
        let quarantine = try quarantine()
        for name in ["", "../../x", "abc", Self.name("a") + "/x"] { quarantine.keep(sha256: name, bytes: [1]) }
        #expect(folder.names("q").isEmpty)
        #expect(folder.names() == ["q"])
    }

    @Test func fullDiskLeavesNothingHalfWritten() throws {
        let quarantine = try quarantine()
        files.set { $0.room = 2 }
        quarantine.keep(sha256: Self.name("a"), bytes: [1, 2, 3])
        #expect(folder.names("q").isEmpty)
        #expect(count(.failed))
        files.set { $0.room = nil }
        quarantine.keep(sha256: Self.name("a"), bytes: [1, 2, 3])
        #expect(folder.names("q") == [Self.name("a")])
    }

    @Test func interruptedFilesAreRemovedAtTheStart() throws {
        _ = try quarantine()
        try folder.write([1], to: "q/" + Self.name("a") + FileDraft.suffix)
        try folder.write([1, 2], to: "q/" + Self.name("b"))
        try folder.write([1], to: "q/notes")
        _ = try quarantine()
        #expect(folder.names("q") == [Self.name("b"), "notes"])
        #expect(text.contains("sensor_quarantine_bytes 2\n"))
    }

    /// A link that somebody put there leads nowhere.
    @Test func linksAreNotFollowed() throws {
        let quarantine = try quarantine()
        try folder.write([], to: "target")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/q/" + Self.name("a") + FileDraft.suffix,
            withDestinationPath: folder.path + "/target")
        quarantine.keep(sha256: Self.name("a"), bytes: [1, 2, 3])
        #expect(try folder.contents("target") == [])
    }
}
