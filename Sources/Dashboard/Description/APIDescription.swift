import FoundationEssentials
import Yams

/// What programs may ask of the guard and tell it, as `/api/openapi.json` gives it (OpenAPI 3.1).
///
/// It is written in YAML, in `Resources/openapi.yaml`. A test holds it against the routes and against what they answer.
enum APIDescription {
    /// It depends on nothing but the program, so it is put together once.
    static let json = Result { try json(of: text) }

    private static let text = EmbeddedResources.files.first { $0.name == "openapi.yaml" }?.text.description ?? ""

    private static func json(of text: String) throws -> [UInt8] {
        guard let document = try Yams.compose(yaml: text) else { throw APIDescriptionError() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(EncodableYAML(document)))
    }
}

/// A slip in the description, which a test finds.
struct APIDescriptionError: Error, CustomStringConvertible {
    let description = "openapi.yaml must be a mapping, without names that are no text and without aliases of nothing"
}
