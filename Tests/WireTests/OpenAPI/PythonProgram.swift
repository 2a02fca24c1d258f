import Glibc

/// Programs in the virtual environment that `script/bootstrap` makes.
enum PythonProgram {
    /// Whether tests with programs beside the toolchain's were asked for.
    static let areWanted = getenv("SIKKER_REAL_CLIENTS").map { String(cString: $0) } == "1"

    /// The checkout that these tests were compiled from, with a slash at its end.
    static let root: String = {
        let file = #filePath
        guard let end = file.firstRange(of: "Tests/WireTests/") else { return "./" }
        return String(file[..<end.lowerBound])
    }()

    static func path(_ name: String) -> String { root + ".build/python/bin/" + name }
}
