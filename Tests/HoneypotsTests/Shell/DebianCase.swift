import FoundationEssentials
import Testing

/// Command lines that are run here and in a real Debian: `Shell/Cases/debian/*.lines`, one a line.
///
/// A line that begins with `?` is about the machine, where two cannot be equal: what stands up to the tab is a regular
/// expression for its output.
struct DebianCase: Sendable, CustomTestStringConvertible {
    var file: String
    var line: String
    var form: String?

    var testDescription: String { "\(file): \(line)" }

    /// The tree of a real Debian 11; nil: nobody gave one.
    static let root: String? = ProcessInfo.processInfo.environment["SIKKER_DEBIAN"]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/debian")

    static let all: [Self] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".lines") }.sorted().flatMap { name -> [Self] in
            let bytes = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
                let file = String(name.dropLast(6))
                guard line.first == "?", let tab = line.firstIndex(of: "\t") else {
                    return Self(file: file, line: String(line))
                }
                return Self(
                    file: file, line: String(line[line.index(after: tab)...]),
                    form: String(line.dropFirst().prefix(upTo: tab)))
            }
        }
    }()

    /// Files every line finds in its folder.
    static let inputs: [(String, [UInt8])] = {
        let inputs = folder.appending(path: "inputs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: inputs.path)) ?? []
        return names.sorted().map { ($0, Array((try? Data(contentsOf: inputs.appending(path: $0))) ?? Data())) }
    }()
}
