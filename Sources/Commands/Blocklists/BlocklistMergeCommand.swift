import ArgumentParser
import Blocklists
import Glibc

/// `sikker blocklist merge`
struct BlocklistMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merges lists into the fewest networks, sorted, without what must never be blocked.",
        discussion: """
            A line is an address, a network or a range a-b; comments begin with # or ;. What is no entry
            is counted and told on standard error. Private and reserved addresses are left out.

            EXAMPLES
              sikker blocklist merge drop.txt mine.txt > merged.txt
              sikker blocklist merge a.txt b.txt --except allow.txt --sources
            """)

    @Argument(help: "Lists to merge.", completion: .file())
    var lists: [String]

    @Option(
        help: ArgumentHelp("A list of what must not be in the result; may be repeated.", valueName: "file"),
        completion: .file())
    var except: [String] = []

    @Flag(help: "Name in a comment on each line the lists it comes from.")
    var sources = false

    mutating func run() async throws {
        // Lists are what memory is for here, and little of what has run so far runs again.
        ProgramPages.letGo()
        let merge = ListMerge(inputs: lists, exceptions: except, showsSources: sources)
        let report = try await CommandFailure.translating { try merge.run(writingTo: STDOUT_FILENO) }
        for (file, list) in zip(lists + except, report.lists + report.exceptions) {
            for warning in list.warnings { Terminal.standardError.write("\(file): \(warning)\n") }
        }
    }
}
