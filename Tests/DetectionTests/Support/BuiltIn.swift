@testable import Detection

/// The catalogue that came with the program, compiled once for all tests.
enum BuiltIn {
    private static let compiled = Result { try DetectionCatalogue.builtIn() }

    static func catalogue() throws -> DetectionCatalogue { try compiled.get() }
}
