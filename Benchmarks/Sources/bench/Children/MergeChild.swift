import Blocklists
import Foundation

enum MergeChild {
    static func run(_ arguments: [String]) throws {
        guard arguments.count >= 2 else { throw BenchmarkFailure("merge OUTPUT INPUT…") }
        let output = open(arguments[0], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard output >= 0 else { throw BenchmarkFailure("cannot write \(arguments[0])") }
        _ = try ListMerge(inputs: Array(arguments.dropFirst())).run(writingTo: output)
        close(output)
    }
}
