import ThreatModel

@testable import Honeypots

/// Drives file transfers with packets nobody would send. Whatever they are, the server must not trap, must answer nothing
/// but whole packets, each request at most once and in its order, must keep its room, and must say the same in whatever
/// pieces the bytes come.
///
/// The first byte of an input chooses with its low seven bits the length of the pieces it is compared in, with `0x80` tight
/// limits.
enum SFTPFuzz {
    /// The first promise that is broken, if any.
    static func violation(in input: [UInt8]) -> String? {
        let settings = input.first ?? 0
        let isTight = settings & 0x80 != 0
        let bytes = Array(input.dropFirst())
        let whole = Course(bytes, inPiecesOf: max(1, bytes.count), isTight: isTight)
        let pieces = Course(bytes, inPiecesOf: 1 + Int(settings & 0x7f), isTight: isTight)
        if whole.answers != pieces.answers { return "the pieces in which requests arrive change the answers" }
        if whole.status != pieces.status { return "the pieces in which requests arrive change its end" }
        let limits = isTight ? HoneypotFuzz.tightLimits : HoneypotLimits()
        if whole.answers.count > limits.outputBytes { return "it sent \(whole.answers.count) bytes" }
        if whole.storedBytes > FileRoom.server.bytes { return "it keeps \(whole.storedBytes) bytes" }
        if whole.miscount != 0 { return "it keeps \(whole.miscount) bytes more than it counts" }
        if whole.longestFile > limits.bodyBytes { return "it hands over a file of \(whole.longestFile) bytes" }
        return disorder(asked: requests(bytes), answers: whole.answers)
    }

    /// A visit from its beginning to its end.
    private struct Course {
        var answers: [UInt8] = []
        var status: UInt8?
        var storedBytes: Int
        var miscount: Int
        var longestFile: Int

        init(_ bytes: [UInt8], inPiecesOf length: Int, isTight: Bool) {
            var visit = isTight ? SFTPFuzz.tight : SFTPFuzz.roomy
            for start in stride(from: 0, to: bytes.count, by: length) {
                answers += visit.exchange(Array(bytes[start..<min(start + length, bytes.count)]))
            }
            visit.endInput()
            visit.disconnect()
            status = visit.exitStatus
            storedBytes = visit.host.files.storedBytes
            miscount = visit.host.files.miscount
            longestFile = visit.kept.map(\.bytes.count).max() ?? 0
        }
    }

    private static let roomy = start(HoneypotLimits())
    private static let tight = start(HoneypotFuzz.tightLimits)

    /// Hello was said, and there are files to be named.
    private static func start(_ limits: HoneypotLimits) -> SFTPVisit {
        var visit = SFTPVisit(limits: limits)
        visit.initialise()
        visit.put("/tmp/a", Array("some bytes\n".utf8))
        _ = visit.ask(20, SFTPVisit.string("/tmp/a"), SFTPVisit.string("/tmp/l"))
        return visit
    }

    // MARK: Order

    /// Number and id of each whole request.
    private static func requests(_ bytes: [UInt8]) -> [[UInt8]] {
        packets(bytes[...]).whole.filter { $0.count >= 5 }.map { Array($0.prefix(5)) }
    }

    private static func packets(_ bytes: ArraySlice<UInt8>) -> (whole: [ArraySlice<UInt8>], rest: Int) {
        var rest = bytes
        var whole: [ArraySlice<UInt8>] = []
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count - 4 >= length else { break }
            whole.append(rest.dropFirst(4).prefix(length))
            rest = rest.dropFirst(4 + length)
        }
        return (whole, rest.count)
    }

    /// What is wrong with answers to these requests.
    private static func disorder(asked: [[UInt8]], answers: [UInt8]) -> String? {
        let (packets, rest) = packets(answers[...])
        guard rest == 0 else { return "its last answer is cut" }
        var asked = asked[...]
        for packet in packets {
            guard let kind = packet.first.flatMap(SFTPMessage.init(rawValue:)), packet.count >= 5 else {
                return "an answer of no kind"
            }
            switch kind {
            case .version:
                // Asked for again; its number is no id.
                guard let place = asked.firstIndex(where: { $0[0] == SFTPMessage.initialise.rawValue }) else {
                    return "a greeting that nobody asked for"
                }
                asked = asked[(place + 1)...]
            case .status, .handle, .data, .name, .attributes, .extendedReply:
                let id = Array(packet.dropFirst().prefix(4))
                guard let place = asked.firstIndex(where: { Array($0[1...]) == id }) else {
                    return "an answer to nothing, or out of its order"
                }
                asked = asked[(place + 1)...]
            default: return "an answer that is a request"
            }
        }
        return nil
    }
}
