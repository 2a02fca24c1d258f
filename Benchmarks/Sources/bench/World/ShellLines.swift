import Foundation

/// The command lines that are run here and in a real Debian; the tests use the same.
struct ShellLines {
    private static let folder = "Tests/HoneypotsTests/Shell/Cases/debian"

    /// Without those about the machine, where two cannot be equal.
    let all: [String]
    /// Of them, those that need no files.
    let plain: [String]
    /// Makes the files that the others find where they are run.
    private let setting: String

    init() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        all = try names.filter { $0.hasSuffix(".lines") }.flatMap { name in
            try Self.text(name).split(separator: "\n").filter { !$0.hasPrefix("?") }.map(String.init)
        }
        let inputs = try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/inputs").sorted()
        plain = all.filter { line in !inputs.contains { line.contains($0) } }
        setting = try inputs.reduce(into: "mkdir -p /root/case; cd /root/case; unset OLDPWD\n") { setting, name in
            setting += "cat > \(name) <<'END OF FILE'\n" + (try Self.text("inputs/" + name)) + "END OF FILE\n"
        }
    }

    /// A command that runs a line among its files, as `bash -c` does.
    func placed(_ line: String) -> String {
        setting + "exec bash -c '\(line.replacing("'", with: "'\\''"))'\n"
    }

    private static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
    }
}
