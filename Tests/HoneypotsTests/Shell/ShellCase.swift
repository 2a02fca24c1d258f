import FoundationEssentials
import Testing

/// Scripts and what BusyBox 1.35 prints for them, from `Shell/Cases/*.cases`.
///
/// A case begins with `### ` and its name. Its script follows, then a line `---`, then everything that is printed, to
/// either output, then `=== ` and the exit status. Lines of output are escaped as in replay files.
struct ShellCase: Sendable, CustomTestStringConvertible {
    var file: String
    var name: String
    var script: String
    var output: String
    var status: UInt8

    var testDescription: String { "\(file): \(name)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static let all: [Self] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".cases") }.sorted().flatMap { name in
            let bytes = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
            return parse(String(decoding: bytes, as: UTF8.self), file: String(name.dropLast(6)))
        }
    }()

    private enum Part {
        case none
        case script
        case output
    }

    private static func parse(_ text: String, file: String) -> [Self] {
        var cases: [Self] = []
        var part = Part.none
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("### ") {
                cases.append(Self(file: file, name: String(line.dropFirst(4)), script: "", output: "", status: 0))
                part = .script
            } else if line == "---", part == .script {
                part = .output
            } else if line.hasPrefix("=== "), part == .output {
                cases[cases.count - 1].status = UInt8(line.dropFirst(4)) ?? 255
                part = .none
            } else if part == .output {
                cases[cases.count - 1].output += line + "\n"
            } else if part == .script {
                cases[cases.count - 1].script += line + "\n"
            }
        }
        return cases
    }
}
