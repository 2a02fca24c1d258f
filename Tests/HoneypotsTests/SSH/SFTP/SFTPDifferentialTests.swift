import Foundation
import Testing

@testable import Honeypots

/// The same requests to the machine's own sftp-server and to ours: the same answers, but for times and the size of
/// directories.
@Suite(
    "SFTP beside the real server", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted && geteuid() == 0))
struct SFTPDifferentialTests {
    private typealias Visit = SFTPVisit

    private let folder = "/tmp/sikker-sftp-\(UUID().uuidString)"

    @Test("Random requests", arguments: 0..<12 as Range<UInt64>)
    func random(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed &+ 77)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let real = try RealSFTPServer()
        defer { real.stop() }
        var visit = SFTPVisit()
        _ = try real.exchange(Visit.packet(1, [0, 0, 0, 3]))
        visit.initialise()
        #expect(visit.ask(14, Visit.string(folder), Visit.noAttributes).status == 0)
        // The folder itself is listed at the end.
        var opened: [UInt8] = []
        for number in 0..<402 as Range<UInt32> {
            let (type, fields): (UInt8, [UInt8]) =
                switch number {
                case 400: (11, Visit.string(folder))
                case 401: (12, opened)
                default: request(&generator)
                }
            // What becomes of an open file without a name is not the same.
            if [5, 6, 8, 10].contains(type) {
                let handle = visit.session.handles[UInt32(fields[7])]
                if let handle, !visit.host.files.holds(handle.node) { continue }
            }
            let packet = Visit.packet(type, Visit.number(number) + fields)
            let expected = Self.masked(try real.exchange(packet))
            let answer = visit.exchange(packet)
            opened = Visit.Answer(answer).handle
            let given = Self.masked(Array(answer.dropFirst(4)))
            guard given == expected else {
                Issue.record(
                    """
                    request \(number) of type \(type), \(String(decoding: fields, as: UTF8.self).debugDescription)
                    real \(String(decoding: expected, as: UTF8.self).debugDescription)
                    ours \(String(decoding: given, as: UTF8.self).debugDescription)
                    """)
                return
            }
        }
    }

    private func request(_ generator: inout SeededGenerator) -> (type: UInt8, fields: [UInt8]) {
        let names = [
            "", "/a", "/b", "/c", "/d", "/d/a", "/d/b", "/l", "/l/x", "/a/", "/d/", "/d/.", "/none/x",
        ]
        func path() -> [UInt8] { Visit.string(folder + names[generator.below(names.count)]) }
        // With a slash or a dot at the end the kernel's own order of checks shows, which is not worth having.
        func plain() -> [UInt8] {
            Visit.string(folder + generator.pick("/a", "/b", "/c", "/d", "/d/a", "/d/b", "/l", "/l/x", "/none/x"))
        }
        func handle() -> [UInt8] {
            Visit.string(Visit.number(generator.chance(percent: 90) ? UInt32(generator.below(4)) : 77))
        }
        func attributes() -> [UInt8] {
            switch generator.below(6) {
            case 0: return Visit.number(1) + Visit.long(generator.pick(0, 3, 5000, 1 << 33, 1 << 50, 1 << 63))
            case 1: return Visit.number(4) + Visit.number(generator.pick(0o644, 0o755, 0o4711, 0o1777, 0o100600))
            case 2: return Visit.number(8) + Visit.number(5) + Visit.number(1_000_000_000)
            case 3: return Visit.number(2) + Visit.number(54_321) + Visit.number(0)
            default: return Visit.noAttributes
            }
        }
        let offset = Visit.long(generator.pick(0, 0, 2, 10, 4096, 100_000))
        switch generator.below(26) {
        case 0...3:
            let flags: UInt32 = generator.pick(1, 2, 3, 0x0a, 0x1a, 0x0b, 0x2a, 0x0e, 0, 8, 0x12)
            return (
                3,
                path() + Visit.number(flags)
                    + (generator.chance(percent: 50) ? Visit.noAttributes : Visit.number(4) + Visit.number(0o640))
            )
        case 4...5: return (4, handle())
        case 6...7: return (5, handle() + offset + Visit.number(generator.pick(1, 3, 100)))
        case 8...10: return (6, handle() + offset + Visit.string(generator.pick("", "x", "hello world")))
        case 11: return (7, path())
        case 12: return (8, handle())
        case 13: return (9, path() + attributes())
        case 14: return (10, handle() + attributes())
        case 15...16: return (11, path())
        case 17: return (13, path())
        case 18: return (14, path() + Visit.noAttributes)
        case 19: return (15, path())
        case 20: return (16, path())
        case 21: return (17, path())
        case 22: return (18, plain() + plain())
        case 23:
            return generator.chance(percent: 50)
                ? (19, path()) : (20, Visit.string(generator.pick("d", "a", "l", "none")) + plain())
        case 24: return (200, Visit.string("posix-rename@openssh.com") + plain() + plain())
        default:
            return generator.chance(percent: 50)
                ? (200, Visit.string("fsync@openssh.com") + handle())
                : (200, Visit.string("lsetstat@openssh.com") + path() + Visit.number(8) + Visit.long(5))
        }
    }

    /// An answer without what differs: times, sizes of directories, the order of names and their dates.
    private static func masked(_ answer: [UInt8]) -> [UInt8] {
        switch answer.first {
        case 105: return masked(answer, attributesAt: 5)
        case 104 where answer.count > 12 && answer[8] > 0:
            var entries: [[UInt8]] = []
            var place = 9
            while place + 4 <= answer.count {
                let start = place
                let name = string(answer, &place)
                let long = string(answer, &place)
                guard place + 4 <= answer.count else { break }
                let hasAttributes = answer[place + 3] != 0
                let attributes = hasAttributes ? masked(Array(answer[place..<place + 32]), attributesAt: 0) : []
                place += hasAttributes ? 32 : 4
                guard hasAttributes else {
                    entries.append(Array(answer[start..<place]))
                    continue
                }
                // Mode, links, owner and group of the long form, where it is the folder's own.
                if name != [0x2e, 0x2e] {
                    entries.append(name + [0x20] + long.prefix(name == [0x2e] ? 14 : 32) + attributes)
                }
            }
            return entries.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)
        default: return answer
        }
    }

    private static func string(_ bytes: [UInt8], _ place: inout Int) -> [UInt8] {
        let count = bytes[place..<min(place + 4, bytes.count)].reduce(0) { $0 << 8 | Int($1) }
        let start = min(place + 4, bytes.count)
        place = min(start + count, bytes.count)
        return Array(bytes[start..<place])
    }

    private static func masked(_ bytes: [UInt8], attributesAt place: Int) -> [UInt8] {
        guard bytes.count >= place + 32 else { return bytes }
        var bytes = bytes
        bytes.replaceSubrange(place + 24..<place + 32, with: [UInt8](repeating: 0, count: 8))
        if bytes[place + 22] & 0xf0 == 0x40 {
            bytes.replaceSubrange(place + 4..<place + 12, with: [UInt8](repeating: 0, count: 8))
        }
        return bytes
    }
}
