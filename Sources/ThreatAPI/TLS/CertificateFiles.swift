import Glibc

/// What stands in the two files at one moment.
struct CertificateFiles: Equatable, Sendable {
    /// Chains and keys are a few kilobytes.
    static let maximumLength = 1 << 20

    let chain: [UInt8]
    let key: [UInt8]

    /// - Throws: ``CertificateError/unreadable(_:)``
    init(_ files: TLSFiles) throws(CertificateError) {
        chain = try Self.read(files.certificateFile)
        key = try Self.read(files.keyFile)
    }

    private static func read(_ path: String) throws(CertificateError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: maximumLength + 1)
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + length }, buffer.count - length)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path) }
            guard count > 0 else { return Array(bytes[..<length]) }
            length += count
        }
        throw .unreadable(path)
    }
}
