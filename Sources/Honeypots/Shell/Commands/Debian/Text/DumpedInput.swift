/// What `od` and `hexdump` show: their operands one after the other, or a part of that.
struct DumpedInput {
    /// Bytes at the beginning that are not shown.
    let skip: Int
    /// Bytes that are shown at most.
    let most: Int?
    private(set) var bytes: [UInt8] = []
    /// Whether an operand could be read.
    private(set) var hasRead = false
    /// 1: another could not be.
    private(set) var status: UInt8 = 0

    init(skip: Int, most: Int?) {
        self.skip = skip
        self.most = most
    }

    /// Reads all of them, whatever is to be shown of it.
    ///
    /// - Returns: nil when that is done, otherwise what becomes of the program.
    mutating func read(
        _ operands: [ByteString], in shell: inout Shell, complaint: (ByteString, FileError) -> ByteString
    ) -> CommandOutcome? {
        for operand in operands.isEmpty ? ["-"] : operands {
            do {
                switch try shell.read(operand: operand) {
                case .bytes(let all): bytes += all
                case .terminal: return .collectingInput
                case .endless:
                    // A device has no end, but its beginning is asked for.
                    guard let most, let id = try? shell.files.find(operand, from: shell.scope.directory) else {
                        return .endless
                    }
                    let count = min(skip, Shell.mostReadBytes) + min(most, Shell.mostReadBytes)
                    bytes += shell.contents(of: id, range: 0..<min(count, Shell.mostReadBytes))
                }
                hasRead = true
            } catch {
                shell.print(complaint(operand, error) + "\n", to: 2)
                status = 1
            }
        }
        return nil
    }

    /// Prints rows of so many bytes; where rows repeat the one before, a star, unless all are asked for.
    ///
    /// - Returns: nil when all is printed, otherwise what becomes of the program.
    func print(
        rowsOf width: Int, all showsAll: Bool, workPerByte: Int, in shell: inout Shell,
        line: (_ start: Int, _ row: ArraySlice<UInt8>) -> ByteString
    ) -> CommandOutcome? {
        let shown = bytes.dropFirst(skip).prefix(most ?? Int.max)
        var previous: ArraySlice<UInt8>?
        var isRepeating = false
        for start in stride(from: shown.startIndex, to: shown.endIndex, by: width) {
            let row = shown[start..<min(start + width, shown.endIndex)]
            guard shell.charge(row.count * workPerByte) else { return .endless }
            if !showsAll, row.count == width, let previous, previous.elementsEqual(row) {
                if !isRepeating, !shell.print("*\n") { return .failure }
                isRepeating = true
                continue
            }
            (isRepeating, previous) = (false, row)
            guard shell.print(line(start, row)) else { return .failure }
        }
        return nil
    }

    /// Where what is shown ends.
    var end: Int { skip &+ min(max(0, bytes.count - skip), most ?? Int.max) }
    /// Whether nothing is shown.
    var isEmpty: Bool { end == skip }
}
