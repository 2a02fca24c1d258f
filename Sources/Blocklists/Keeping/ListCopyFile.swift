import IPNetworks

/// The copy of one list on disk: written as a whole now and then, appended to with every change in between.
///
/// Calls are worked on one after the other, in the order in which they came, each where it may block.
actor ListCopyFile {
    private let file: StoredFile
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// The bytes of the file that count; `nil` when it must be written as a whole before it can be appended to.
    private var size: Int?
    /// The bytes of it that were written as a whole.
    private var wholeSize = 0

    /// Below this many bytes of records a file is never too long.
    static let shortRecords = 256 << 10

    enum Loaded {
        case none
        case copy(ListCopy)
        case failure(BlocklistError)
    }

    enum Appended {
        case written
        /// The records have become as much as the list: time to write it as a whole.
        case tooLong
        case failure(BlocklistError)
    }

    init(_ file: StoredFile) { self.file = file }

    func load() async -> Loaded {
        await enter()
        defer { leave() }
        let file = file
        let loaded = await BlockingWork.run { () -> (Loaded, size: Int) in
            do throws(BlocklistError) {
                guard let bytes = try file.read(limit: ListCopy.mostBytes) else { return (.none, 0) }
                guard let decoded = ListCopy.decode(bytes) else {
                    let reason = "it is damaged, or of another version of this program"
                    return (.failure(.unusable(file: file.path, reason)), 0)
                }
                return (.copy(decoded.copy), decoded.size)
            } catch {
                return (.failure(error), 0)
            }
        }
        if case .copy = loaded.0 {
            size = loaded.size
            wholeSize = loaded.size
        }
        return loaded.0
    }

    /// - Returns: why the file was not written, if it was not.
    func replace(with copy: ListCopy) async -> BlocklistError? {
        await enter()
        defer { leave() }
        let file = file
        size = nil
        let written = await BlockingWork.run { () -> Result<Int, BlocklistError> in
            // Since when its addresses are listed is known from the copy before.
            let before = (try? file.read(limit: ListCopy.mostBytes)).flatMap { ListCopy.decode($0)?.firstSeen }
            let bytes = copy.encoded(after: before)
            return Result { () throws(BlocklistError) in
                try file.replace(with: bytes)
                return bytes.count
            }
        }
        switch written {
        case .success(let count):
            size = count
            wholeSize = count
            return nil
        case .failure(let error):
            return error
        }
    }

    func append(_ record: ListCopyRecord) async -> Appended {
        await enter()
        defer { leave() }
        guard let end = size, end - wholeSize <= max(wholeSize, Self.shortRecords) else { return .tooLong }
        let bytes = record.encoded
        let file = file
        size = nil
        let failure = await BlockingWork.run { () -> BlocklistError? in
            do throws(BlocklistError) {
                try file.append(bytes, at: end)
                return nil
            } catch {
                return error
            }
        }
        if let failure { return .failure(failure) }
        size = end + bytes.count
        return .written
    }

    /// The day since which an address is listed; `nil` when that is not on disk.
    func firstSeen(_ address: IPAddress) async -> UInt16? {
        await enter()
        defer { leave() }
        let file = file
        return await BlockingWork.run {
            (try? file.read(limit: ListCopy.mostBytes)).flatMap { ListCopy.decode($0)?.firstSeen.day(of: address) }
        }
    }

    /// Waits for the calls before this one: while one of them waits for the disk, the actor is free.
    private func enter() async {
        guard isBusy else {
            isBusy = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
    }
}
