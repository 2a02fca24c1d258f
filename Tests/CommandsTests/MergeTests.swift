import TestLoop
import Testing

@Suite("Merging lists") struct MergeTests {
    @Test func mergesSaysWhatIsWrongAndNamesSources() throws {
        let folder = try LoopFolder()
        try folder.write("45.10.1.0/25\n45.10.1.128/25\nnonsense\n", to: "a.txt")
        try folder.write("45.10.2.7\n10.0.0.1\n45.10.3.3\n", to: "b.txt")
        try folder.write("45.10.3.3\n", to: "allow.txt")
        let files = [folder.file("a.txt"), folder.file("b.txt")]
        let plain = try Invocation(["blocklist", "merge"] + files + ["--except", folder.file("allow.txt")])
        #expect(plain.status == 0)
        #expect(plain.standardOutput == "45.10.1.0/24\n45.10.2.7\n" || plain.standardOutput.contains("45.10.1.0/24\n"))
        #expect(!plain.standardOutput.contains("45.10.3.3"))
        #expect(plain.standardError.contains("nonsense"))
        let named = try Invocation(["blocklist", "merge", "--sources"] + files)
        #expect(named.standardOutput.contains("45.10.2.7 # b.txt"))
    }
}
