import Glibc

/// The parts of the program's file, and of its libraries', that are in memory.
///
/// Starting takes much of them, most of it once: options are read, tables of types are made, TLS is set up. Linux counts
/// them as the process's memory for as long as it has them mapped, though the files hold them too.
enum ProgramPages {
    /// Lets go of all of them (madvise(2), `MADV_DONTNEED`). Those that are needed come back as they are touched, mostly from
    /// the kernel's cache of files: a millisecond's work in all.
    static func letGo() {
        guard let file = fopen("/proc/self/smaps", "re") else { return }
        var mappings = UnwrittenMappings()
        var line = [CChar](repeating: 0, count: longestLine)
        while fgets(&line, Int32(line.count), file) != nil {
            mappings.take(String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        fclose(file)
        mappings.end()
        for pages in mappings.found {
            madvise(UnsafeMutableRawPointer(bitPattern: pages.lowerBound), pages.count, MADV_DONTNEED)
        }
    }

    /// The kernel gives a path, which has at most 4,096 bytes, and some fields before it.
    private static let longestLine = 8192
}

/// Finds what is mapped privately from files, cannot be written to, and was never written to either: what a relocation or a
/// debugger has changed is in memory or on swap alone. Fed with the lines of proc(5)'s `smaps`; a pure value.
struct UnwrittenMappings {
    private(set) var found: [Range<UInt>] = []
    private var mapping: Range<UInt>?
    /// What it has of pages of its own, where the kernel has said that this is nothing.
    private var nothing: Set<Substring> = []

    /// In memory, and on swap.
    private static let ownPages: Set<Substring> = ["Anonymous:", "Swap:"]

    mutating func take(_ line: String) {
        let fields = line.split(whereSeparator: \.isWhitespace)
        guard let first = fields.first else { return }
        if first.last != ":" {
            end()
            mapping = Self.mapping(fields)
        } else if Self.ownPages.contains(first), fields.dropFirst().first == "0" {
            nothing.insert(first)
        }
    }

    /// There are no more lines.
    mutating func end() {
        if let mapping, nothing == Self.ownPages { found.append(mapping) }
        mapping = nil
        nothing = []
    }

    /// Such as `55d0c000-55d0e000 r-xp 00001000 fe:00 4711 /usr/bin/sikker`.
    private static func mapping(_ fields: [Substring]) -> Range<UInt>? {
        guard fields.count > 5, fields[5].hasPrefix("/"), ["r-xp", "r--p"].contains(fields[1]) else { return nil }
        let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : nil
    }
}
