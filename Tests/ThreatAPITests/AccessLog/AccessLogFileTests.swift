import Foundation
import IPNetworks
import Observability
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Where the access log goes")
struct AccessLogFileTests {
    static func contents(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("Lines are appended; a file that was moved away is begun anew")
    func rotation() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/access.log"
        try "earlier\n".write(toFile: path, atomically: false, encoding: .utf8)
        var file = AccessLogFile(.file(path))
        #expect(file.append(Array("1\n".utf8)) == 0)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        #expect(file.append(Array("2\n3\n".utf8)) == 0)
        try FileManager.default.removeItem(atPath: path)
        #expect(file.append(Array("4\n".utf8)) == 0)
        #expect(try Self.contents(path + ".1") == "earlier\n1\n" && Self.contents(path) == "4\n")
        // Cut to nothing in place, as some do.
        truncate(path, 0)
        #expect(file.append(Array("5\n".utf8)) == 0)
        #expect(try Self.contents(path) == "5\n")
    }

    @Test("Lines that cannot be written are counted, and later ones are whole lines again")
    func lost() throws {
        let folder = try TemporaryFolder()
        var file = AccessLogFile(.file(folder.path + "/none/access.log"))
        #expect(file.append(Array("1\n2\n".utf8)) == 2)
        try FileManager.default.createDirectory(atPath: folder.path + "/none", withIntermediateDirectories: false)
        #expect(file.append(Array("3\n".utf8)) == 0)
        #expect(try Self.contents(folder.path + "/none/access.log") == "3\n")
    }

    @Test("What waits is bounded; what finds no room is counted")
    func bounded() {
        let dropped = MetricsRegistry().instrument(AccessLog.droppedCount)
        let log = AccessLog(dropped: dropped, capacity: AccessLogLine.maximumLength + 1000)
        let entry = AccessLogEntry(
            time: ManualClock.start, status: 200, bytes: 1, duration: .zero, id: RequestID(number: 1))
        for _ in 0..<1000 { log.note(entry) }
        let first = log.take(leaving: JSONWriter())
        let count = first.bytes.count { $0 == 10 }
        #expect(count > 3 && Int(dropped.value) == 1000 - count)
        log.note(entry)
        #expect(log.take(leaving: first).bytes.count { $0 == 10 } == 1)
    }

    @Test("Numbers of requests differ")
    func numbers() {
        let ids = RequestIDs()
        let numbers = Set((0..<10_000).map { _ in ids.next().number })
        #expect(numbers.count == 10_000)
        #expect(RequestID(number: 0x0123_4567_89ab_cdef).description == "0123456789abcdef")
    }
}
