import Honeypots

/// How the client's bytes reach the machine. What comes of them must be the same.
enum ReplayDelivery: Hashable, Sendable, CustomStringConvertible {
    /// One call a `>` line.
    case whole
    case byteByByte
    /// Everything the client sends in a turn, joined and cut at random.
    case chunks(seed: UInt64)

    static let all: [Self] = [.whole, .byteByByte, .chunks(seed: 1), .chunks(seed: 2), .chunks(seed: 3)]

    var description: String {
        switch self {
        case .whole: "whole"
        case .byteByByte: "byte by byte"
        case .chunks(let seed): "in chunks, seed \(seed)"
        }
    }

    /// The acts as they are really done.
    func arrange(_ acts: [ReplayScript.Act]) -> [ReplayScript.Act] {
        switch self {
        case .whole: return acts
        case .byteByByte:
            return acts.flatMap { act in
                guard case .send(let bytes) = act else { return [act] }
                return bytes.map { .send([$0]) }
            }
        case .chunks(let seed):
            var generator = SeededGenerator(seed: seed)
            var arranged: [ReplayScript.Act] = []
            var pending: [UInt8] = []
            for act in acts {
                if case .send(let bytes) = act {
                    pending += bytes
                } else {
                    arranged += Self.cut(&pending, using: &generator)
                    arranged.append(act)
                }
            }
            return arranged + Self.cut(&pending, using: &generator)
        }
    }

    private static func cut(
        _ bytes: inout [UInt8], using generator: inout SeededGenerator
    ) -> [ReplayScript.Act] {
        var rest = bytes[...]
        bytes = []
        var acts: [ReplayScript.Act] = []
        while !rest.isEmpty {
            // Mostly small pieces, now and then a large one.
            let most = Int.random(in: 0..<8, using: &generator) == 0 ? rest.count : min(rest.count, 9)
            let count = Int.random(in: 1...most, using: &generator)
            acts.append(.send(Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        return acts
    }
}
