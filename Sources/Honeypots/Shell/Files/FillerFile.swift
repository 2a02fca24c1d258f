/// A file of the distribution whose content nobody kept: of the right size and sort, made where it is looked at.
struct FillerFile: MadeFile, Hashable {
    enum Form: Hashable, Sendable {
        case empty
        case program
        case library
        /// A module of the kernel.
        case object
        /// First line without its end: "#!/bin/sh".
        case script(String)
        case gzip
        case text
        case binary
    }

    let form: Form
    private let size: Int
    let seed: UInt64
    let name: ByteString

    /// The image of a program or library, whose bytes are the same everywhere the same file is.
    var image: ProgramImage? {
        switch form {
        case .program: ProgramImage(architecture: .x86_64, size: size, seed: seed, form: .program)
        case .library: ProgramImage(architecture: .x86_64, size: size, seed: seed, form: .library)
        case .object: ProgramImage(architecture: .x86_64, size: size, seed: seed, form: .object)
        case .empty, .script, .gzip, .text, .binary: nil
        }
    }

    init(form: Form, size: Int, seed: UInt64, name: ByteString) {
        self.form = form
        self.size = size
        self.seed = seed
        self.name = name
    }

    func size(at now: Int64) -> Int { size }

    func bytes(in range: Range<Int>, at now: Int64) -> [UInt8] {
        let range = range.clamped(to: 0..<size)
        switch form {
        case .empty: return []
        case .program, .library, .object: return image?.bytes(in: range) ?? []
        case .gzip: return noise(after: Self.gzipHead, in: range)
        case .binary: return noise(after: [], in: range)
        case .script(let line): return comments(after: line + "\n", in: range)
        case .text: return comments(after: "", in: range)
        }
    }

    /// Member header of RFC 1952 §2.3: deflate, no name, no time, best compression, Unix.
    private static let gzipHead: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]

    private func noise(after head: [UInt8], in range: Range<Int>) -> [UInt8] {
        range.map { offset in
            guard offset >= head.count else { return head[offset] }
            var generator = SeededGenerator(seed: seed &+ UInt64(offset / 8) &* 0x2545_f491_4f6c_dd1d)
            return UInt8(truncatingIfNeeded: generator.next() >> UInt64(offset % 8 * 8))
        }
    }

    /// Lines of 64 bytes that say whose file it is; the last is as long as the size leaves.
    private func comments(after head: String, in range: Range<Int>) -> [UInt8] {
        let head = Array(head.utf8)
        var line = Array("# \(name.prefix(40)): installed by its package, see dpkg -S and its manual".utf8.prefix(63))
        line += [UInt8](repeating: UInt8(ascii: "."), count: 63 - line.count) + [0x0a]
        return range.map { offset in
            if offset < head.count { return head[offset] }
            return offset == size - 1 ? 0x0a : line[(offset - head.count) % 64]
        }
    }
}
