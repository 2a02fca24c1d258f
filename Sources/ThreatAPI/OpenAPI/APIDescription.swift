import Crypto
import Yams

/// The description of this API for programs and people (OpenAPI 3.1), as `/openapi.json` gives it.
///
/// It is written in YAML: `Resources/openapi.yaml` holds what all operations share, and `Resources/openapi-….yaml` the paths
/// and schemas of a group of routes each. A test holds it against the routes.
struct APIDescription: Sendable {
    /// Compact, in the order of the files.
    let json: [UInt8]
    let gzip: [UInt8]
    let tag: EntityTag

    /// What came with this program. It depends on nothing but the program, so it is put together once.
    static let builtIn = Result { try APIDescription(files: EmbeddedResources.files.map { ($0.name, "\($0.text)") }) }

    /// - Parameter files: the first holds the version; of the others, mappings are taken into the mappings of that name.
    init(files: [(name: String, text: String)]) throws {
        var root = Node.Mapping([])
        // By name `openapi-check.yaml` stands before `openapi.yaml`, whose members come first.
        for file in files.sorted(by: { ($0.name.count, $0.name) < ($1.name.count, $1.name) }) {
            guard let mapping = try Yams.compose(yaml: file.text)?.mapping else {
                throw APIDescriptionError(file: file.name, problem: "it is no mapping")
            }
            try Self.merge(mapping, into: &root, file: file.name)
        }
        var writer = JSONWriter(capacity: 128 << 10)
        try writer.yaml(.mapping(root))
        json = writer.bytes
        gzip = try Self.gzip(json)
        tag = EntityTag(digest: SHA256.hash(data: json))
    }

    private static func merge(_ news: Node.Mapping, into known: inout Node.Mapping, file: String) throws {
        for (key, value) in news {
            guard let old = known[key] else {
                known[key] = value
                continue
            }
            guard var merged = old.mapping, let addition = value.mapping else {
                throw APIDescriptionError(file: file, problem: "'\(key.scalar?.string ?? "")' is described already")
            }
            try merge(addition, into: &merged, file: file)
            known[key] = .mapping(merged)
        }
    }

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        var output = GzipFraming.header
        let deflater = try Deflater(level: 9)
        try bytes.withUnsafeBytes { bytes in
            try deflater.append(bytes, ending: .finish, to: &output)
            let checksum = GzipFraming.checksum(0, appending: bytes)
            output += GzipFraming.trailer(checksum: checksum, length: bytes.count)
        }
        return output
    }
}

/// Why the description cannot be put together: a slip in its files, which a test finds.
struct APIDescriptionError: Error, CustomStringConvertible {
    let file: String
    let problem: String

    var description: String { "\(file): \(problem)" }
}
