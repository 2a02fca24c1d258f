/// Files that are sent in pieces, of any size: what is kept of them is bounded, what they seem to hold is not.
extension FileSystem {
    /// The largest file of ext4 with blocks of 4 KiB, in bytes (ext4(5)).
    static let mostFileSize = 17_592_186_040_320

    /// Writes a piece into a file. What lies behind the bytes a file or the visit may have is counted and forgotten.
    mutating func store(
        _ bytes: some Collection<UInt8>, in id: Int, at offset: Int, origin: FileOrigin
    ) throws(FileError) {
        guard case .file = self[id].kind else { throw .invalid }
        guard offset >= 0, bytes.count <= Self.mostFileSize - min(offset, Self.mostFileSize) else {
            throw .noSpace
        }
        let size = max(self[id].size, offset + bytes.count)
        if offset < mostFileBytes {
            let part = bytes.prefix(mostFileBytes - offset)
            // A visit that has left enough already leaves no more, and is not told so.
            try? write(part, to: id, at: offset, origin: origin)
        }
        let now = now
        try update(id) { node in
            node.unkeptBytes = max(0, size - node.keptBytes)
            node.modified = now
            if node.origin != .echo { node.origin = origin }
        }
    }

    /// Cuts a file, or makes it longer by zeros that take no room.
    mutating func resize(_ id: Int, to size: Int, origin: FileOrigin) throws(FileError) {
        guard case .file = self[id].kind, size >= 0 else { throw .invalid }
        guard size <= Self.mostFileSize else { throw .noSpace }
        if size <= self[id].keptBytes { return try truncate(id, to: size, origin: origin) }
        let now = now
        try update(id) { node in
            node.unkeptBytes = max(0, size - node.keptBytes)
            node.modified = now
        }
    }
}
