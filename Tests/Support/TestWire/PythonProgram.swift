import Glibc

/// Programs in the virtual environment that `script/bootstrap` makes.
package enum PythonProgram {
    /// Whether tests with programs beside the toolchain's were asked for.
    package static let areWanted = getenv("SIKKER_REAL_CLIENTS").map { String(cString: $0) } == "1"

    /// The checkout that these tests were compiled from, with a slash at its end.
    package static let root: String = {
        let file = #filePath
        guard let end = file.firstRange(of: "Tests/Support/") else { return "./" }
        return String(file[..<end.lowerBound])
    }()

    package static func path(_ name: String) -> String { root + ".build/python/bin/" + name }
}
