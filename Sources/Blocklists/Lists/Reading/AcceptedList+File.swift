import IPNetworks

extension AcceptedList {
    /// Reads a list from a file in pieces. Blocks the thread while it reads.
    package init(file path: String, policy: ListPolicy = .localFile) throws(BlocklistError) {
        var buffer = [UInt8](repeating: 0, count: InputFile.pieceSize)
        try self.init(file: path, policy: policy, buffer: &buffer)
    }

    /// The same through memory that serves for several files.
    init(file path: String, policy: ListPolicy, buffer: inout [UInt8]) throws(BlocklistError) {
        let file = try InputFile(path: path)
        var reader = ListReader(policy: policy, expectedBytes: file.expectedBytes)
        while let count = try file.read(into: &buffer) {
            do throws(ListRefusal) {
                try reader.consume(buffer.span.extracting(first: count))
            } catch {
                throw .refused(list: path, error)
            }
        }
        do throws(ListRefusal) {
            self = try reader.finish()
        } catch {
            throw .refused(list: path, error)
        }
    }
}
