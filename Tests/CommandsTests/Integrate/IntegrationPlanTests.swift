import Glibc
import TestLoop
import Testing

@testable import Commands

/// All of it or nothing.
@Suite("Plans of integrations") struct IntegrationPlanTests {
    private let folder: LoopFolder
    private let machine: IntegratedMachine

    init() throws {
        folder = try LoopFolder()
        machine = IntegratedMachine(root: folder.path)
    }

    private func state(_ text: String, mode: UInt32 = 0o644) -> FileState { FileState(text.utf8, mode: mode) }

    private func carryOut(_ plan: IntegrationPlan) throws -> String { try plan.carryOut(on: machine) }

    @Test func filesAndProgramsInOrder() throws {
        try folder.write("old\n", to: "b")
        var plan = IntegrationPlan()
        plan.add(FileChange(path: "/a/deep/one", before: nil, after: state("new\n", mode: 0o600)))
        plan.add(FileChange(path: "/b", before: try machine.file("/b"), after: nil))
        plan.add(.init(words: ["cat", folder.file("a/deep/one")], effects: ["says it"]))
        #expect(try carryOut(plan) == "new\n")
        #expect(try machine.file("/a/deep/one") == state("new\n", mode: 0o600))
        #expect(try machine.file("/b") == nil)
    }

    @Test func whateverFailsTakesBackWhatWasDoneBefore() throws {
        try folder.write("old\n", to: "b")
        let before = try machine.file("/b")
        var plan = IntegrationPlan()
        plan.add(FileChange(path: "/a", before: nil, after: state("new\n")))
        plan.add(FileChange(path: "/b", before: before, after: state("changed\n", mode: 0o600)))
        plan.add(
            .init(
                words: ["touch", folder.file("touched")], variables: ["PATH=/usr/bin:/bin"], effects: ["touches"],
                undoing: ["rm", folder.file("touched")]))
        plan.add(.init(words: ["sh", "-c", "echo it went wrong >&2; exit 3"]))
        plan.add(FileChange(path: "/c", before: nil, after: state("never\n")))
        let failure = #expect(throws: CommandFailure.self) { try carryOut(plan) }
        #expect(
            failure?.sentence.hasSuffix("fails: it went wrong; everything is as it was") == true,
            "\(String(describing: failure))")
        #expect(try machine.file("/a") == nil && machine.file("/b") == before && machine.file("/c") == nil)
        #expect(!machine.exists("/touched"))
    }

    @Test func aFileThatSomebodyElseChangedMeanwhileIsTheirs() throws {
        try folder.write("old\n", to: "b")
        var plan = IntegrationPlan()
        plan.add(FileChange(path: "/a", before: nil, after: state("new\n")))
        plan.add(FileChange(path: "/b", before: try machine.file("/b"), after: state("changed\n")))
        try folder.write("theirs\n", to: "b")
        #expect(throws: CommandFailure.self) { try carryOut(plan) }
        #expect(try machine.file("/a") == nil)
        #expect(folder.text(of: "b") == "theirs\n")
    }

    @Test func linksLeadToWhatIsChanged() throws {
        try folder.makeFolder("available")
        try folder.write("old\n", to: "available/site")
        try #require(symlink("available/site", folder.file("enabled")) == 0)
        #expect(machine.resolved("/enabled") == "/available/site")
        #expect(machine.resolved("/missing") == "/missing")
        try #require(symlink("/etc/hostname", folder.file("outside")) == 0)
        #expect(machine.resolved("/outside") == "/outside")
    }

    @Test func whatIsWrittenDownIsReadBack() throws {
        var record = IntegrationRecord()
        record.note("/a", before: nil, written: state("x"))
        record.note("/b", before: state("old", mode: 0o600), written: state("y"))
        record.note("/b", before: state("y"), written: state("z"))
        let kept = try record.state()
        #expect(kept?.mode == 0o600)
        let read = try IntegrationRecord(kept, path: "/record")
        #expect(read == record && read["/b"]?.before == state("old", mode: 0o600) && read["/b"]?.written == state("z"))
        record.forget("/a")
        record.forget("/b")
        #expect(try record.state() == nil)
        #expect(throws: CommandFailure.self) { try IntegrationRecord(state("{"), path: "/record") }
    }
}
