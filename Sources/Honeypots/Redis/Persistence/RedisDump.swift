import ThreatModel

/// A dump file (RDB): what SAVE writes, what a replica gets. Collections are written in their plain encodings, which
/// every release reads.
struct RedisDump: Sendable {
    let bytes: [UInt8]
    /// Where it was "written".
    private(set) var path: [UInt8]?

    /// Marks between the entries (`rdb.h`).
    private enum Opcode {
        static let auxiliary: UInt8 = 0xfa
        static let sizes: UInt8 = 0xfb
        static let expiryInMilliseconds: UInt8 = 0xfc
        static let database: UInt8 = 0xfe
        static let end: UInt8 = 0xff
    }

    init(_ dataset: RedisDataset, release: RedisRelease, version: String, at now: Timestamp) {
        var writer = RedisDumpWriter()
        writer.bytes = Array("REDIS000\(release.dumpVersion)".utf8)
        if release.dumpVersion >= 10 { writer.bytes = Array("REDIS00\(release.dumpVersion)".utf8) }
        let notes = [
            ("redis-ver", version), ("redis-bits", "64"), ("ctime", "\(now.seconds)"),
            ("used-mem", "\(dataset.byteCount + 824_000)"), (release >= .v7_0 ? "aof-base" : "aof-preamble", "0"),
        ]
        for (name, value) in notes {
            writer.bytes.append(Opcode.auxiliary)
            writer.write(string: Array(name.utf8))
            writer.write(string: Array(value.utf8))
        }
        for index in dataset.indices where !dataset[index].isEmpty {
            let database = dataset[index]
            writer.bytes.append(Opcode.database)
            writer.write(length: index)
            writer.bytes.append(Opcode.sizes)
            writer.write(length: database.count)
            writer.write(length: database.volatileCount)
            for element in database.elements {
                if let expiresAt = element.value.expiresAt {
                    writer.bytes.append(Opcode.expiryInMilliseconds)
                    writer.write(little: UInt64(bitPattern: expiresAt))
                }
                writer.bytes.append(RedisDumpWriter.type(of: element.value.value))
                writer.write(string: element.key)
                writer.write(element.value.value)
            }
        }
        writer.bytes.append(Opcode.end)
        writer.write(little: CRC64.checksum(of: writer.bytes))
        bytes = writer.bytes
    }

    /// The same dump, as a file.
    func placed(at path: [UInt8]) -> RedisDump {
        var dump = self
        dump.path = path
        return dump
    }

    /// Whether that file was written before; the time of writing makes no difference.
    func isSame(as other: RedisDump, path: [UInt8]) -> Bool {
        // The notes, which hold the time, end where the first database begins.
        func contents(_ dump: RedisDump) -> ArraySlice<UInt8> {
            let start = dump.bytes.firstIndex(of: Opcode.database) ?? dump.bytes.endIndex
            return dump.bytes[start...].dropLast(8)
        }
        return self.path == path && contents(self) == contents(other)
    }

    /// What DUMP answers: one value with the version of the format and a checksum.
    static func payload(of value: RedisValue, release: RedisRelease) -> [UInt8] {
        var writer = RedisDumpWriter()
        writer.bytes.append(RedisDumpWriter.type(of: value))
        writer.write(value)
        writer.bytes += [release.dumpVersion, 0]
        writer.write(little: CRC64.checksum(of: writer.bytes))
        return writer.bytes
    }
}
