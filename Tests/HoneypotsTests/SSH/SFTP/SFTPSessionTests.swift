import Testing
import ThreatModel

@testable import Honeypots

@Suite("SFTP")
struct SFTPSessionTests {
    private typealias Visit = SFTPVisit

    private func visit(limits: HoneypotLimits = HoneypotLimits()) -> SFTPVisit {
        var visit = SFTPVisit(limits: limits)
        visit.initialise()
        return visit
    }

    @Test("The greeting is that of OpenSSH 8.4")
    func greeting() {
        var visit = SFTPVisit()
        var expected = [2, 0, 0, 0, 3] as [UInt8]
        for (name, version) in [
            ("posix-rename", "1"), ("statvfs", "2"), ("fstatvfs", "2"), ("hardlink", "1"), ("fsync", "1"),
            ("lsetstat", "1"),
        ] {
            expected += Visit.string(name + "@openssh.com") + Visit.string(version)
        }
        #expect(visit.exchange([0, 0, 0, 5, 1, 0, 0, 0, 3]) == Visit.number(UInt32(expected.count)) + expected)
    }

    @Test("What is uploaded is there, and is kept once")
    func upload() {
        var visit = visit()
        let bytes = Array("#!/bin/sh\necho hi\n".utf8)
        visit.put("/tmp/x.sh", bytes)
        #expect(visit.kept.count == 1)
        #expect(visit.kept.first?.bytes == bytes)
        #expect(visit.kept.first?.fields["path"] == "/tmp/x.sh")
        #expect(visit.kept.first?.fields["how"] == "sftp")
        #expect(visit.ask(17, Visit.string("/tmp/x.sh")).size == UInt64(bytes.count))
        #expect(visit.ask(17, Visit.string("/tmp/x.sh")).mode == 0o100644)
        visit.put("/tmp/x.sh", bytes)
        visit.disconnect()
        #expect(visit.kept.count == 1)
    }

    @Test("A file that is larger than what is kept is cut, marked, and looks whole")
    func largeUpload() {
        var limits = HoneypotLimits()
        limits.bodyBytes = 100_000
        var visit = visit(limits: limits)
        visit.put("/tmp/miner", [UInt8](repeating: 7, count: 250_000))
        #expect(visit.ask(17, Visit.string("/tmp/miner")).size == 250_000)
        #expect(visit.kept.first?.bytes.count == 100_000)
        #expect(visit.kept.first?.fields["truncated"] == "true")
        let handle = visit.ask(3, Visit.string("/tmp/miner"), Visit.number(1), Visit.noAttributes).handle
        #expect(visit.ask(5, handle, Visit.long(249_990), Visit.number(100)).data?.count == 10)
        #expect(visit.ask(5, handle, Visit.long(250_000), Visit.number(100)).status == 1)
    }

    @Test("An upload that breaks off is kept as far as it came")
    func brokenUpload() {
        var visit = visit()
        let handle = visit.ask(3, Visit.string("/tmp/half"), Visit.number(0x1a), Visit.noAttributes).handle
        _ = visit.ask(6, handle, Visit.long(0), Visit.string("abc"))
        #expect(visit.kept.isEmpty)
        visit.disconnect()
        #expect(visit.kept.first?.bytes == Array("abc".utf8))
    }

    @Test("A file that is removed while it is written is kept")
    func removedUpload() {
        var visit = visit()
        let handle = visit.ask(3, Visit.string("/tmp/gone"), Visit.number(0x1a), Visit.noAttributes).handle
        _ = visit.ask(6, handle, Visit.long(0), Visit.string("abc"))
        #expect(visit.ask(13, Visit.string("/tmp/gone")).status == 0)
        #expect(visit.kept.first?.bytes == Array("abc".utf8))
        #expect(visit.ask(6, handle, Visit.long(3), Visit.string("def")).status == 0)
        #expect(visit.ask(4, handle).status == 0)
        visit.disconnect()
        #expect(visit.kept.count == 1)
        #expect(visit.host.files.storedBytes == 0)
    }

    @Test("A write far behind the end makes a long file of little")
    func sparse() {
        var visit = visit()
        let handle = visit.ask(3, Visit.string("/tmp/big"), Visit.number(0x1a), Visit.noAttributes).handle
        #expect(visit.ask(6, handle, Visit.long(4 << 30), Visit.string("x")).status == 0)
        #expect(visit.ask(8, handle).size == 4 << 30 + 1)
        #expect(visit.host.files.storedBytes == 0)
        #expect(visit.ask(6, handle, Visit.long(1 << 44 - 4096), Visit.string("x")).status == 4)
        #expect(visit.ask(6, handle, Visit.long(1 << 44), Visit.string("x")).status == 5)
        #expect(visit.ask(6, handle, Visit.long(.max), Visit.string("x")).status == 5)
        #expect(visit.ask(5, handle, Visit.long(.max - 3), Visit.number(.max)).status == 5)
        #expect(visit.ask(10, handle, Visit.number(1), Visit.long(.max)).status == 5)
        #expect(visit.ask(10, handle, Visit.number(1), Visit.long(1 << 60)).status == 4)
        #expect(visit.ask(10, handle, Visit.number(1), Visit.long(1 << 33)).status == 0)
        #expect(visit.ask(8, handle).size == 1 << 33)
        #expect(visit.ask(10, handle, Visit.number(1), Visit.long(0)).status == 0)
        #expect(visit.ask(8, handle).size == 0)
    }

    @Test("Handles are bounded, and numbers come back")
    func handles() {
        var visit = visit()
        var opened = 0
        for _ in 0..<10_000 {
            let answer = visit.ask(3, Visit.string("/etc/passwd"), Visit.number(1), Visit.noAttributes)
            if answer.type == 102 { opened += 1 } else { #expect(answer.status == 4) }
        }
        #expect(opened == SFTPHandleTable.most)
        #expect(visit.ask(4, Visit.string([0, 0, 0, 9])).status == 0)
        #expect(visit.ask(4, Visit.string([0, 0, 0, 9])).status == 2)
        let answer = visit.ask(11, Visit.string("/etc"))
        #expect(answer.handle == Visit.string([0, 0, 0, 9]))
        for number in 0..<UInt32(SFTPHandleTable.most) {
            #expect(visit.ask(4, Visit.string(Visit.number(number))).status == 0)
        }
        #expect(visit.ask(11, Visit.string("/etc")).type == 102)
        // All those openings are one event, with their number at the end.
        visit.disconnect()
        let gets = visit.events.filter { $0.fields["command"] == "sftp get /etc/passwd" }
        #expect(gets.map { $0.fields["count"] } == [nil, "\(opened - 1)"])
    }

    @Test("A listing has everything once, in parts, with lines like those of ls")
    func listing() {
        var visit = visit()
        for number in 0..<250 { visit.put("/tmp/f\(number)", [1]) }
        let handle = visit.ask(11, Visit.string("/tmp")).handle
        var names: [(name: String, long: String)] = []
        var parts: [Int] = []
        while true {
            let answer = visit.ask(12, handle)
            guard answer.type == 104 else {
                #expect(answer.status == 1)
                break
            }
            parts.append(answer.names.count)
            names += answer.names
        }
        #expect(parts.dropLast().allSatisfy { $0 == 100 })
        #expect(Set(names.map(\.name)).count == names.count)
        #expect(Set(names.map(\.name)).isSuperset(of: [".", "..", "f0", "f249"]))
        let line = names.first { $0.name == "f7" }?.long ?? ""
        #expect(line.hasPrefix("-rw-r--r--    1 root     root            1 "), "\(line)")
        #expect(line.hasSuffix(" f7"))
    }

    @Test("Links that go round in circles lead nowhere")
    func circles() {
        var visit = visit()
        #expect(visit.ask(20, Visit.string("b"), Visit.string("/tmp/a")).status == 0)
        #expect(visit.ask(20, Visit.string("a"), Visit.string("/tmp/b")).status == 0)
        #expect(visit.ask(17, Visit.string("/tmp/a")).status == 2)
        #expect(visit.ask(7, Visit.string("/tmp/a")).mode == 0o120777)
        #expect(visit.ask(16, Visit.string("/tmp/a")).status == 2)
        #expect(visit.ask(3, Visit.string("/tmp/a"), Visit.number(0x1a), Visit.noAttributes).status == 2)
        #expect(visit.ask(19, Visit.string("/tmp/a")).names.map(\.name) == ["b"])
    }

    @Test("What a client does with names is done, and told")
    func names() {
        var visit = visit()
        visit.put("/tmp/a", [1])
        #expect(visit.ask(18, Visit.string("/tmp/a"), Visit.string("/tmp/b")).status == 0)
        visit.put("/tmp/a", [2])
        #expect(visit.ask(18, Visit.string("/tmp/a"), Visit.string("/tmp/b")).status == 4)
        let replace = Visit.string("posix-rename@openssh.com")
        #expect(visit.ask(200, replace, Visit.string("/tmp/a"), Visit.string("/tmp/b")).status == 0)
        #expect(visit.ask(17, Visit.string("/tmp/a")).status == 2)
        #expect(visit.ask(14, Visit.string("/tmp/d"), Visit.noAttributes).status == 0)
        #expect(visit.ask(17, Visit.string("/tmp/d")).mode == 0o40755)
        #expect(visit.ask(13, Visit.string("/tmp/d")).status == 4)
        #expect(visit.ask(15, Visit.string("/tmp/b")).status == 2)
        #expect(visit.ask(15, Visit.string("/tmp/d")).status == 0)
        #expect(visit.ask(9, Visit.string("/tmp/b"), Visit.number(4), Visit.number(0o100755)).status == 0)
        #expect(visit.ask(17, Visit.string("/tmp/b")).mode == 0o100755)
        #expect(visit.ask(16, Visit.string("/tmp/../etc/./")).names.map(\.name) == ["/etc"])
        #expect(visit.ask(16, Visit.string("/nowhere")).names.map(\.name) == ["/nowhere"])
        #expect(visit.ask(16, Visit.string("/nowhere/x")).status == 2)
        let commands = visit.events.compactMap { $0.fields["command"] }
        #expect(commands.contains("sftp rename /tmp/a /tmp/b"))
        #expect(commands.contains("sftp mkdir /tmp/d"))
        #expect(commands.contains("sftp chmod 755 /tmp/b"))
    }

    @Test("A download of a file is told")
    func download() {
        var visit = visit()
        let handle = visit.ask(3, Visit.string("/etc/passwd"), Visit.number(1), Visit.noAttributes).handle
        let data = visit.ask(5, handle, Visit.long(0), Visit.number(.max)).data ?? []
        #expect(data.starts(with: "root:".utf8))
        #expect(visit.ask(5, handle, Visit.long(UInt64(data.count)), Visit.number(1)).status == 1)
        #expect(visit.ask(6, handle, Visit.long(0), Visit.string("x")).status == 2)
        #expect(visit.events.contains { $0.kind == .command && $0.fields["command"] == "sftp get /etc/passwd" })
    }

    @Test("What breaks the protocol ends the server, as it does OpenSSH's")
    func violations() {
        var early = SFTPVisit()
        #expect(early.exchange(Visit.packet(17, Visit.number(1) + Visit.string("/"))).isEmpty)
        #expect(early.exitStatus == 255)
        var long = SFTPVisit()
        _ = long.exchange([0, 4, 0, 1, 1])
        #expect(long.exitStatus == 11)
        var huge = SFTPVisit()
        _ = huge.exchange([0xff, 0xff, 0xff, 0xff, 1])
        #expect(huge.exitStatus == 11)
        var empty = visit()
        _ = empty.exchange([0, 0, 0, 0, 17])
        #expect(empty.exitStatus == 255)
        var short = visit()
        _ = short.exchange(Visit.packet(17, Visit.number(1) + [0xff, 0xff, 0xff, 0xff, 0x2f]))
        #expect(short.exitStatus == 255)
        var ended = visit()
        ended.endInput()
        #expect(ended.exitStatus == 0)
        var unknown = visit()
        #expect(unknown.exchange(Visit.packet(99, Visit.number(1) + [1, 2, 3])).isEmpty)
        #expect(unknown.ask(17, Visit.string("/")).type == 105)
        #expect(unknown.ask(200, Visit.string("limits@openssh.com")).status == 8)
    }

    @Test("Requests may come in any portion and many at once")
    func portions() {
        var one = visit()
        var many = visit()
        var requests: [UInt8] = []
        for number in 0..<50 as Range<UInt32> {
            requests += Visit.packet(17, Visit.number(number) + Visit.string("/etc/passwd"))
        }
        let together = many.exchange(requests)
        #expect(together == requests.flatMap { one.exchange([$0]) })
        #expect(together.count == 50 * 41)
    }

    @Test("What may be sent is bounded")
    func output() {
        var limits = HoneypotLimits()
        limits.outputBytes = 100_000
        var visit = visit(limits: limits)
        visit.put("/tmp/f", [UInt8](repeating: 1, count: 40_000))
        let handle = visit.ask(3, Visit.string("/tmp/f"), Visit.number(1), Visit.noAttributes).handle
        var received = 0
        while visit.exitStatus == nil {
            received += visit.ask(5, handle, Visit.long(0), Visit.number(40_000)).data?.count ?? 0
        }
        #expect(received == 80_000)
    }

    @Test("Files under /proc are read although they have no size")
    func liveFiles() {
        var visit = visit()
        let handle = visit.ask(3, Visit.string("/proc/uptime"), Visit.number(1), Visit.noAttributes).handle
        #expect(visit.ask(8, handle).size == 0)
        #expect((visit.ask(5, handle, Visit.long(0), Visit.number(4096)).data ?? []).contains(UInt8(ascii: ".")))
    }

    @Test("Any bytes are survived", arguments: 0..<40 as Range<UInt64>)
    func fuzz(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var visit = visit()
        let paths = [
            "/tmp/a", "/tmp/b", "/tmp", "/", "/etc/passwd", "", "..", "/tmp/a/b", "/proc/self/status", "/dev/zero",
        ]
        for _ in 0..<400 {
            var body = Visit.number(UInt32(truncatingIfNeeded: generator.next()))
            for _ in 0..<generator.below(5) {
                switch generator.below(6) {
                case 0: body += Visit.string(paths[generator.below(paths.count)])
                case 1: body += Visit.string(Visit.number(UInt32(generator.below(6))))
                case 2: body += Visit.long(generator.pick(0, 1, 1 << 20, 1 << 32, 1 << 44, 1 << 63, .max, .max - 1))
                case 3: body += Visit.number(generator.pick(0, 1, 2, 4, 8, 0x1a, 0x3f, 0x8000_000f, .max))
                case 4: body += Visit.string(generator.bytes(generator.below(300)))
                default: body += generator.bytes(generator.below(12))
                }
            }
            let types: [UInt8] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 200, 1]
            _ = visit.exchange(Visit.packet(types[generator.below(types.count)], body))
            if visit.exitStatus != nil {
                visit.disconnect()
                let host = visit.host
                visit = self.visit()
                visit.host = host
            }
        }
        visit.disconnect()
        #expect(visit.host.files.storedBytes <= visit.host.files.room.bytes)
    }
}
