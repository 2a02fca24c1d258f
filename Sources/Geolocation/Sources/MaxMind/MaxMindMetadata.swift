/// The section at a database's end that says what the rest is, judged before libmaxminddb sees any of it.
///
/// The library believes what it finds there: up to version 1.12 it decodes descriptions however often they point at each
/// other, and version 1.7 multiplies the size of the tree in 32 bits. What is accepted here has sizes that fit the file
/// and a reasonable number of values.
struct MaxMindMetadata {
    /// What stands before the metadata, for the last time within the last ``reach`` bytes.
    static let marker: [UInt8] = [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8)
    static let reach = 128 << 10
    /// The zero bytes between the tree and the data.
    static let separator = 16
    /// Values, each counted as often as it is pointed at.
    private static let mostValues = 4_096

    let nodeCount: Int
    /// 4 or 6.
    let ipVersion: Int
    /// Where the data section lies in the file.
    let data: Range<Int>

    /// Where the metadata begins, behind its marker.
    static func start(in file: UnsafeRawBufferPointer) -> Int? {
        let least = max(0, file.count - reach)
        var position = file.count - marker.count
        while position >= least {
            if file[position] == marker[0], file[position..<position + marker.count].elementsEqual(marker) {
                return position + marker.count
            }
            position -= 1
        }
        return nil
    }

    init(of file: UnsafeRawBufferPointer) throws(PlaceError.Reason) {
        guard let start = Self.start(in: file) else { throw .unknownFormat }
        var decoder = MaxMindDecoder(UnsafeRawBufferPointer(rebasing: file[start...]), mostValues: Self.mostValues)
        var figures = Figures()
        try decoder.read(at: 0, step: "", &figures)
        _ = try figures.figure("binary_format_major_version") { $0 == 2 }
        ipVersion = try figures.figure("ip_version") { $0 == 4 || $0 == 6 }
        let recordSize = try figures.figure("record_size") { [24, 28, 32].contains($0) }
        nodeCount = try figures.figure("node_count") { $0 > 0 && $0 <= file.count }
        let tree = nodeCount * recordSize / 4 + Self.separator
        let end = start - Self.marker.count
        guard tree <= end else { throw .malformed("it is shorter than its tree: it is not whole") }
        data = tree..<end
    }

    /// Collects the numbers that stand in the metadata's own map.
    private struct Figures: MaxMindVisitor {
        private var values: [String: UInt64] = [:]
        private var names: Set<String> = []

        var readsEverything: Bool { true }

        mutating func step(
            from step: String?, to name: UnsafeRawBufferPointer
        ) throws(PlaceError.Reason) -> String? {
            guard step == "" else { return nil }
            let name = String(decoding: name, as: UTF8.self)
            // Which of two the library would believe must not matter.
            guard names.insert(name).inserted else { throw .malformed("its metadata says '\(name)' twice") }
            return name
        }

        mutating func take(_ value: MaxMindScalar, at step: String) {
            if case .number(let number) = value { values[step] = number }
        }

        func figure(_ name: String, _ isRight: (Int) -> Bool) throws(PlaceError.Reason) -> Int {
            guard let value = values[name], let figure = Int(exactly: value), isRight(figure) else {
                throw .malformed("its metadata has no '\(name)' that can be right")
            }
            return figure
        }
    }
}
