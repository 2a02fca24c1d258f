import Testing

@testable import Blocklists

struct FileWatchTests {
    /// Which of some looks are due.
    private func due(_ looks: FileLook..., watch: inout FileWatch) -> [Bool] { looks.map { watch.isDue($0) } }

    private static func file(_ size: Int64) -> FileLook { FileLook(kind: .file, inode: 1, size: size, modified: size) }

    @Test func theFirstLookIsBelieved() {
        var watch = FileWatch()
        #expect(due(Self.file(1), Self.file(1), watch: &watch) == [true, false])
    }

    @Test func aFileThatIsBeingWrittenIsLeftToItsWriter() {
        var watch = FileWatch()
        let looks = due(
            Self.file(1), Self.file(2), Self.file(3), Self.file(3), Self.file(3), watch: &watch)
        #expect(looks == [true, false, false, true, false])
    }

    @Test func whatChangedUnderReadingIsReadAgain() {
        var watch = FileWatch()
        _ = watch.isDue(Self.file(1))
        watch.changedUnderReading()
        #expect(due(Self.file(1), watch: &watch) == [true])
    }

    @Test func goneAndBackAgain() {
        var watch = FileWatch()
        let gone = FileLook(kind: .missing)
        let looks = due(Self.file(1), gone, gone, Self.file(1), Self.file(1), watch: &watch)
        #expect(looks == [true, false, true, false, true])
    }
}
