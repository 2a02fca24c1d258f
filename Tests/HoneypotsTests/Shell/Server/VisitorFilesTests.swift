import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

@Suite("Files of visitors") struct VisitorFilesTests {
    private func file(_ bytes: Int) -> FileNode {
        FileNode(kind: .file(.bytes([UInt8](repeating: 0x78, count: bytes))), mode: 0o644, modified: 0, origin: .upload)
    }

    private func leave(_ bytes: Int, _ visit: ShellVisit, at now: Timestamp) throws {
        var files = visit.openFiles()
        let place = try files.place(of: "/tmp/left", from: "/")
        if place.id == nil { try files.create(place, file(bytes)) }
        visit.keep(files, at: now)
    }

    @Test("Who comes back within a day finds what he left, and nobody else does")
    func keeping() throws {
        let persona = Persona(seed: 21)
        let first = ServerStage.visit(persona)
        try leave(3, first, at: ServerStage.start)
        let later = { (hours: Int64) in Timestamp(milliseconds: ServerStage.start.milliseconds + hours * 3_600_000) }
        let again = ServerStage.visit(persona, at: later(23)).openFiles()
        #expect((try? again.find("/tmp/left", from: "/")) != nil)
        // What was recorded then is not recorded again.
        #expect(again.visitorsFiles().isEmpty)
        let other = ServerStage.visit(persona, from: 0x2d0a_0103, at: later(1)).openFiles()
        #expect((try? other.find("/tmp/left", from: "/")) == nil)
        let late = ServerStage.visit(persona, at: later(25)).openFiles()
        #expect((try? late.find("/tmp/left", from: "/")) == nil)
    }

    @Test("It holds so many visitors and so many bytes, and forgets the eldest")
    func bounds() throws {
        let store = VisitorFiles(persona: ServerStage.persona)
        for number in 0..<400 as Range<UInt32> {
            var layer = FileLayer()
            layer.changed[1] = file(number % 2 == 0 ? 1_000_000 : 10)
            let now = Timestamp(milliseconds: ServerStage.start.milliseconds + Int64(number) * 1000)
            store.keep(layer, of: IPAddress(v4: 0x0a00_0000 + number), at: now)
            #expect(store.count <= VisitorFiles.mostVisitors)
            #expect(store.bytes <= VisitorFiles.mostBytes)
        }
        #expect(store.layer(of: IPAddress(v4: 0x0a00_0000), at: ServerStage.start) == nil)
        let last = Timestamp(milliseconds: ServerStage.start.milliseconds + 400_000)
        #expect(store.layer(of: IPAddress(v4: 0x0a00_018f), at: last) != nil)
    }

    @Test("A changed file of the machine is found among the visitor's")
    func changed() throws {
        var files = ServerStage.visit().openFiles()
        let id = try files.find("/usr/bin/wget", from: "/")
        try files.write([1, 2, 3], to: id, at: 0, origin: .redirect)
        #expect(files.visitorsFiles().map(\.path) == ["/usr/bin/wget"])
    }
}
