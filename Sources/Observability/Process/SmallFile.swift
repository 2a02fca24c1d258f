import Glibc

/// Files of the kernel's that are read in one go.
enum SmallFile {
    static let maximumBytes = 256 * 1024

    /// The file's text; `nil` when it cannot be read. What is no UTF-8 is repaired: these files are the kernel's.
    static func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 16 * 1024)
        while bytes.count < maximumBytes {
            let count = read(descriptor, &portion, portion.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes.append(contentsOf: portion[..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
