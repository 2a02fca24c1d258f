import Glibc
import TestHosts

/// A folder of one test, deleted with everything in it when this object goes.
package final class LoopFolder: Sendable {
    package let path: String

    package init() throws {
        var template = Array("/tmp/sikker-loop-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestHostError.call("mkdtemp", errno: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // The web server's workers have no privilege, and look into it.
        chmod(path, 0o755)
    }

    deinit { _ = try? TestCommand.run(["rm", "-rf", "--one-file-system", path]) }

    package func file(_ name: String) -> String { path + "/" + name }

    /// Makes a folder in it, for its owner alone.
    package func makeFolder(_ name: String) throws {
        guard mkdir(file(name), 0o700) == 0 else { throw TestHostError.call("mkdir(\(name))", errno: errno) }
    }

    package func write(_ text: String, to name: String) throws {
        let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw TestHostError.call("open(\(name))", errno: errno) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw TestHostError.call("write(\(name))", errno: errno)
        }
    }

    /// What is in a file; empty when there is none.
    package func text(of name: String) -> String {
        let descriptor = open(file(name), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
