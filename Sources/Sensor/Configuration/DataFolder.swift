/// The sensor's folder: what is where, and that nobody else works in it.
struct DataFolder: Sendable {
    let path: String
    private let lock: FolderLock

    var spool: String { path + "/spool" }
    var rejected: String { path + "/rejected" }
    /// Which files of the quarantine the server does not have yet.
    var unsent: String { path + "/unsent" }
    var quarantine: String { QuarantineFolder.path(inData: path) }

    init(_ path: String, files: any FileLayer) throws(SensorError) {
        do {
            try files.createFolder(path)
            guard let lock = try FolderLock(path + "/lock") else { throw SensorError.folderInUse(path: path) }
            self.lock = lock
        } catch let error as FileError {
            throw SensorError(error)
        } catch let error as SensorError {
            throw error
        } catch {
            throw .folder("\(error)")
        }
        self.path = path
    }

    /// Nothing works in the folder any more: another sensor may.
    func release() { lock.release() }

    /// The seed of the persona: the one kept from the first start, or a new one.
    func personaSeed(files: any FileLayer) throws(FileError) -> UInt64 {
        let file = path + "/persona-seed"
        if let bytes = try files.contents(of: file, limit: 64) {
            let digits = String(decoding: bytes, as: UTF8.self).prefix { !$0.isWhitespace }
            if let seed = UInt64(digits) { return seed }
        }
        let seed = UInt64.random(in: .min ... .max)
        try files.replace(file, with: Array("\(seed)\n".utf8), durable: true)
        return seed
    }
}
