import Glibc

/// An open file, to be read bit by bit. It stays readable when the file is given up meanwhile.
final class BlobReader: Sendable {
    let path: String
    let size: Int
    private let descriptor: CInt

    init(_ path: String) throws(BlobFault) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw BlobFault("open", path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let fault = BlobFault("look at", path)
            close(descriptor)
            throw fault
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes; fewer at the end of the file.
    func read(at offset: Int, count: Int) throws(BlobFault) -> [UInt8] {
        var code: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, min(count, size - offset))) { buffer, filled in
            while filled < buffer.count {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
                let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard code == 0 else { throw BlobFault("read", path, code: code) }
        return bytes
    }
}
