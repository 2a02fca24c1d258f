import IPNetworks

/// A message as a test writes and reads it, by another way than the responder: everything is an array, and names are text.
struct DNSMessage: Equatable {
    struct Record: Equatable {
        var name: String
        var type: UInt16
        var recordClass: UInt16
        var timeToLive: UInt32
        var data: [UInt8]
    }

    var id: UInt16 = 0x5a4b
    var flags: UInt16 = 0x0100
    /// `nil`: there is none.
    var question: (name: String, type: UInt16, recordClass: UInt16)?
    var answers: [Record] = []
    var authorities: [Record] = []
    var additionals: [Record] = []

    static func == (a: Self, b: Self) -> Bool { a.bytes == b.bytes }

    /// A question of the class IN, with EDNS when a size is given.
    init(_ name: String, _ type: UInt16 = 1, payloadSize: UInt16? = nil, version: UInt8 = 0, flags: UInt16 = 0x0100) {
        self.flags = flags
        question = (name, type, 1)
        if let payloadSize {
            additionals = [
                Record(
                    name: "", type: 41, recordClass: payloadSize, timeToLive: UInt32(version) << 16 | 0x8000, data: [])
            ]
        }
    }

    var code: UInt16 { flags & 0xf | UInt16((additionals.first { $0.type == 41 }?.timeToLive ?? 0) >> 24) << 4 }
    var isAuthoritative: Bool { flags & 0x0400 != 0 }
    var isTruncated: Bool { flags & 0x0200 != 0 }

    /// The address of the only answer.
    var address: String? {
        answers.count == 1 && answers[0].type == 1 ? IPAddress(networkBytes: answers[0].data)?.description : nil
    }

    /// The text of the only answer.
    var text: String? {
        guard answers.count == 1, answers[0].type == 16, Int(answers[0].data[0]) == answers[0].data.count - 1 else {
            return nil
        }
        return String(decoding: answers[0].data.dropFirst(), as: UTF8.self)
    }

    // MARK: Bytes

    static func wire(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func word(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xff)] }

    var bytes: [UInt8] {
        var bytes = [id, flags, question == nil ? 0 : 1].flatMap(Self.word)
        bytes += [answers, authorities, additionals].flatMap { Self.word(UInt16($0.count)) }
        if let question {
            bytes += Self.wire(question.name) + Self.word(question.type) + Self.word(question.recordClass)
        }
        for record in answers + authorities + additionals {
            bytes += Self.wire(record.name) + Self.word(record.type) + Self.word(record.recordClass)
            bytes += Self.word(UInt16(record.timeToLive >> 16)) + Self.word(UInt16(record.timeToLive & 0xffff))
            bytes += Self.word(UInt16(record.data.count)) + record.data
        }
        return bytes
    }

    /// `nil`: malformed, a pointer that does not lead backwards included.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let head = reader.words(6) else { return nil }
        (id, flags) = (head[0], head[1])
        guard head[2] <= 1 else { return nil }
        if head[2] == 1 {
            guard let name = reader.name(), let rest = reader.words(2) else { return nil }
            question = (name, rest[0], rest[1])
        }
        var sections: [[Record]] = []
        for count in head[3...] {
            var records: [Record] = []
            for _ in 0..<count {
                guard let name = reader.name(), let fields = reader.words(5), let data = reader.take(Int(fields[4]))
                else {
                    return nil
                }
                records.append(
                    Record(
                        name: name, type: fields[0], recordClass: fields[1],
                        timeToLive: UInt32(fields[2]) << 16 | UInt32(fields[3]), data: data))
            }
            sections.append(records)
        }
        guard reader.position == bytes.count else { return nil }
        (answers, authorities, additionals) = (sections[0], sections[1], sections[2])
    }

    /// The names in the data of a record, read as part of the message that it stood in.
    static func names(_ count: Int, in data: [UInt8], of message: [UInt8]) -> [String]? {
        guard let start = message.indices.first(where: { message[$0...].starts(with: data) }) else { return nil }
        var reader = Reader(bytes: message, position: start)
        var names: [String] = []
        for _ in 0..<count {
            guard let name = reader.name() else { return nil }
            names.append(name)
        }
        return names
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func take(_ count: Int) -> [UInt8]? {
            guard position + count <= bytes.count else { return nil }
            defer { position += count }
            return Array(bytes[position..<position + count])
        }

        mutating func words(_ count: Int) -> [UInt16]? {
            take(2 * count).map { taken in (0..<count).map { UInt16(taken[2 * $0]) << 8 | UInt16(taken[2 * $0 + 1]) } }
        }

        mutating func name() -> String? {
            var labels: [String] = []
            while let length = take(1)?[0] {
                if length == 0 { return labels.joined(separator: ".") }
                if length >= 0xc0 {
                    guard let low = take(1)?[0] else { return nil }
                    let target = Int(length & 0x3f) << 8 | Int(low)
                    guard target < position - 2 else { return nil }
                    var other = Reader(bytes: bytes, position: target)
                    return other.name().map { (labels + [$0]).filter { !$0.isEmpty }.joined(separator: ".") }
                }
                guard length < 64, let label = take(Int(length)) else { return nil }
                labels.append(String(decoding: label, as: UTF8.self))
            }
            return nil
        }
    }
}
