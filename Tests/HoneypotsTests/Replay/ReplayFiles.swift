import FoundationEssentials
import Honeypots
import Testing
import ThreatModel

/// The replay files beside the tests: `Replays/<protocol>/*.replay`.
enum ReplayFiles {
    struct File: Sendable, CustomTestStringConvertible {
        var attackProtocol: AttackProtocol
        var name: String
        var text: String
        var testDescription: String { name }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Replays")

    /// Every replay of the protocol, by name. A folder that is missing has none.
    static func all(of attackProtocol: AttackProtocol) -> [File] {
        let folder = folder.appending(path: attackProtocol.name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".replay") }.sorted().map { name in
            let bytes = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
            return File(
                attackProtocol: attackProtocol, name: "\(attackProtocol.name)/\(name)",
                text: String(decoding: bytes, as: UTF8.self))
        }
    }

    static var all: [File] { AttackProtocol.allCases.flatMap(all(of:)) }
}
