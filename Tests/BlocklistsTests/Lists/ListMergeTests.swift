import Blocklists
import Foundation
import IPNetworks
import Testing

@Suite("Merging list files")
struct ListMergeTests {
    @Test("Union, aggregation, exceptions")
    func merge() throws {
        let folder = try Folder()
        let merge = ListMerge(
            inputs: [
                try folder.write("a.txt", "192.0.2.0/25\n198.51.100.7\n2001:db8::/33\n"),
                try folder.write("b.txt", "192.0.2.128/25\n2001:db8:8000::/33\n"),
            ],
            exceptions: [
                try folder.write("allow.txt", "192.0.2.64/26\n"), try folder.write("more.txt", "198.51.100.7"),
            ])
        let (text, report) = try folder.run(merge)
        #expect(text == "192.0.2.0/26\n192.0.2.128/25\n2001:db8::/32\n")
        #expect(report.linesWritten == 3)
        #expect(report.lists.map(\.tally.entries) == [3, 2])
        #expect(report.union.lists(holding: try #require(IPAddress("192.0.2.200"))) == [ListMask(list: 1)])
    }

    @Test("Exceptions may be as broad as they like, lists may not")
    func broad() throws {
        let folder = try Folder()
        let list = try folder.write("list.txt", "0.0.0.0/0\n192.0.2.0/24\n128.0.0.7\n7.7.7.7\n")
        let allow = try folder.write("allow.txt", "128.0.0.0/1\noops\n")
        let (text, report) = try folder.run(ListMerge(inputs: [list], exceptions: [allow]))
        #expect(text == "7.7.7.7\n")
        #expect(report.lists.map(\.tally.refusedCount) == [1])
        #expect(report.exceptions.map(\.tally.refusedCount) == [0])
        #expect(report.exceptions.map(\.warnings.count) == [1])
    }

    @Test("With sources every line names its lists, and is still a list")
    func sources() throws {
        let folder = try Folder()
        let merge = ListMerge(
            inputs: [
                try folder.write("a.txt", "192.0.2.0/24\n"),
                try folder.write("b c.txt", "192.0.2.128/25\n2001:db8::1\n"),
            ], showsSources: true)
        let (text, _) = try folder.run(merge)
        #expect(text == "192.0.2.0/25 # a.txt\n192.0.2.128/25 # a.txt b?c.txt\n2001:db8::1 # b?c.txt\n")
        let again = try AcceptedList(file: folder.write("again.txt", text))
        #expect(again.addresses.prefixes.map(\.description) == ["192.0.2.0/24", "2001:db8::1/128"])
    }

    @Test("Random lists, larger than one piece, against sets of addresses", arguments: 0..<4)
    func againstNaive(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lists = (0..<4).map { _ in
            (0..<6_000).map { _ in 0xc633_0000 | UInt32.random(in: 0..<30_000, using: &random) }
        }
        let exempt = (0..<500).map { _ in 0xc633_0000 | UInt32.random(in: 0..<30_000, using: &random) }
        let folder = try Folder()
        func write(_ name: String, _ list: [UInt32]) throws -> String {
            try folder.write(name, list.map { "\(IPAddress(v4: $0))\n" }.joined())
        }
        let merge = ListMerge(
            inputs: try lists.enumerated().map { try write("\($0)", $1) }, exceptions: [try write("exempt", exempt)])
        let (text, report) = try folder.run(merge)
        let expected = Set(lists.joined()).subtracting(exempt)
        let networks = try text.split(separator: "\n").map { try IPRange(parsing: String($0)) }
        #expect(networks.count == report.linesWritten)
        let written = networks.flatMap { network -> ClosedRange<UInt32> in
            guard case .v4(let range) = network else { return 0...0 }
            return range.first...range.last
        }
        #expect(written == expected.sorted())
        let sets = lists.map { Set($0) }
        let isAttributed = expected.allSatisfy { address in
            let holders = sets.indices.filter { sets[$0].contains(address) }
            return Array(report.union.lists(holding: IPAddress(v4: address)).indices) == holders
        }
        #expect(isAttributed)
    }

    @Test("Nothing is written when one of the files is refused")
    func refused() throws {
        let folder = try Folder()
        let good = try folder.write("good.txt", "192.0.2.1\n")
        let page = try folder.write("page.txt", "<html>\n")
        for merge in [ListMerge(inputs: [good, page]), ListMerge(inputs: [good], exceptions: [page])] {
            #expect(throws: BlocklistError.refused(list: page, .notAList(.webPage))) { try folder.run(merge) }
            #expect(try folder.output().isEmpty)
        }
    }

    @Test("A file that is missing, and a directory in its place")
    func unreadable() throws {
        let folder = try Folder()
        let missing = folder.path("missing.txt")
        #expect(throws: BlocklistError.unreadable(file: missing, SystemFailure(code: ENOENT))) {
            try AcceptedList(file: missing)
        }
        #expect(throws: BlocklistError.isDirectory(file: folder.path(""))) { try AcceptedList(file: folder.path("")) }
        #expect(
            BlocklistError.unreadable(file: "x", SystemFailure(code: ENOENT)).description
                == "x cannot be read: No such file or directory.")
    }

    @Test("Output that cannot be written")
    func unwritable() throws {
        let folder = try Folder()
        let merge = ListMerge(inputs: [try folder.write("a.txt", "192.0.2.1\n")])
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        #expect(throws: BlocklistError.unwritable(SystemFailure(code: ENOSPC))) { try merge.run(writingTo: full) }
        #expect(throws: BlocklistError.unwritable(SystemFailure(code: EBADF))) { try merge.run(writingTo: -1) }
    }

    @Test("No more lists than can be told apart")
    func tooMany() throws {
        let folder = try Folder()
        let file = try folder.write("a.txt", "192.0.2.1\n")
        let most = ListMerge(inputs: Array(repeating: file, count: 64), showsSources: true)
        let (text, _) = try folder.run(most)
        #expect(text == "192.0.2.1 #" + String(repeating: " a.txt", count: 64) + "\n")
        #expect(throws: BlocklistError.tooManyLists(65, limit: 64)) {
            try ListMerge(inputs: Array(repeating: file, count: 65)).run(writingTo: 1)
        }
    }

    @Test("Nothing merged is nothing written")
    func empty() throws {
        let folder = try Folder()
        let (text, report) = try folder.run(ListMerge(inputs: []))
        #expect(text.isEmpty)
        #expect(report.linesWritten == 0)
    }
}
