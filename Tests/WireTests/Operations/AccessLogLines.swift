import TestHosts
import TestLoop
import TestWire

/// The lines of an access log, as they come.
enum AccessLogLines {
    /// Waits until there are so many of these paths.
    static func read(_ count: Int, of paths: [String], in folder: LoopFolder, file: String = "access.log") async throws
        -> [JSONValue]
    {
        try await TestThread.run {
            var found: [JSONValue] = []
            try LoopWait.until("\(count) lines", { folder.text(of: file) }) {
                let text = folder.text(of: file)
                // The last one may not be there in whole.
                let whole = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                found = try whole.map { try JSONValue(parsing: Array($0.utf8)) }
                    .filter { line in paths.contains { line["path"]?.string?.hasPrefix($0) == true } }
                return found.count >= count
            }
            return found
        }
    }
}
