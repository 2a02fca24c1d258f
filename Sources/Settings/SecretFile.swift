import Glibc

/// A key, password or token in a file of its own.
package enum SecretFile {
    package static let maximumBytes = 1024

    /// The first line.
    ///
    /// - Throws: ``SecretFileError``, which repeats nothing of what the file holds.
    package static func read(_ path: String) throws(SecretFileError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path, code: errno) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: maximumBytes)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw .unreadable(path, code: errno) }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first else { throw .empty(path) }
        return String(line)
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

/// Why a file with a secret is of no use.
package enum SecretFileError: Error, Equatable, Sendable {
    case unreadable(String, code: Int32)
    case empty(String)
}

extension SecretFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let code): "\(path) cannot be read: \(String(cString: strerror(code)))"
        case .empty(let path): "\(path) is empty: a key or token is expected on its first line"
        }
    }
}
