/// All behaviours and primitives, compiled: immutable, shared by every session, cheap to copy.
package struct DetectionCatalogue: Sendable {
    /// A behaviour's index here is its number inside this catalogue; names are what survives a changed one.
    package let behaviours: [Behaviour]
    package let primitives: [Primitive]

    /// The catalogue that came with this program.
    package static func builtIn() throws(DetectionError) -> DetectionCatalogue {
        try DetectionCatalogue(files: builtInFiles)
    }

    /// The rule files that came with this program, to be joined with a user's own.
    package static var builtInFiles: [(name: String, text: String)] {
        EmbeddedResources.files.map { ($0.name, $0.text.description) }
    }

    /// Reads, checks and compiles rule files. `name` is what errors call a file.
    package init(files: [(name: String, text: String)]) throws(DetectionError) {
        behaviours = []
        primitives = []
    }
}
