import Glibc
import IPNetworks

/// The text that a list was read from, in lines, on disk: for the question which line an address is in.
///
/// It is written beside the last one while the list arrives and takes its place when the list does. That it cannot be
/// written keeps no list from being used.
actor ListText {
    let path: String
    private var draft: Int32 = -1
    private var pending: [UInt8] = []

    private static let portionSize = 256 << 10

    init(_ file: StoredFile) { path = file.path }

    deinit { if draft >= 0 { close(draft) } }

    private var draftPath: String { path + ".draft" }

    /// Begins another text.
    func begin() async {
        abandon()
        let draftPath = draftPath
        draft = await BlockingWork.run {
            unlink(draftPath)
            return open(draftPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
    }

    func append(_ lines: [UInt8]) async {
        guard draft >= 0 else { return }
        pending += lines
        if pending.count >= Self.portionSize { await flush() }
    }

    /// Puts the text in the place of the last one; a text that could not be written leaves none, which is better than a
    /// wrong one.
    func commit() async {
        await flush()
        let (path, draftPath, descriptor) = (path, draftPath, draft)
        draft = -1
        await BlockingWork.run {
            if descriptor >= 0 {
                let isWritten = fsync(descriptor) == 0
                close(descriptor)
                if isWritten, rename(draftPath, path) == 0 { return }
            }
            unlink(draftPath)
            unlink(path)
        }
    }

    /// The list is not used.
    func abandon() {
        pending = []
        guard draft >= 0 else { return }
        close(draft)
        unlink(draftPath)
        draft = -1
    }

    private func flush() async {
        let (bytes, descriptor) = (pending, draft)
        pending = []
        guard descriptor >= 0, !bytes.isEmpty else { return }
        let isWritten = await BlockingWork.run {
            var start = 0
            while start < bytes.count {
                let count = bytes.withUnsafeBytes {
                    write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                start += count
            }
            return true
        }
        if !isWritten { abandon() }
    }

    /// The lines of the file at a path that list an address, by the rules that it was read by. None when it cannot be read.
    static func lines(of path: String, listing address: IPAddress, rules: ListRules) async -> [ListLineSearch.Hit] {
        await BlockingWork.run {
            var search = ListLineSearch(address, rules: rules)
            do throws(BlocklistError) {
                let file = try InputFile(path: path)
                var buffer = [UInt8](repeating: 0, count: InputFile.pieceSize)
                while !search.isComplete, let count = try file.read(into: &buffer) {
                    search.consume(buffer.span.extracting(first: count))
                }
            } catch {
                return []
            }
            search.finish()
            return search.hits
        }
    }
}
