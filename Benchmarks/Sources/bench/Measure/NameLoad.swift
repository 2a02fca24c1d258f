import CDatagrams
import Glibc
import IPNetworks
import TestHosts

/// A client that asks a DNS list over UDP as fast as it is answered, with so many questions on their way at once.
struct NameLoad {
    /// What some seconds of it came to.
    struct Result {
        /// Answers a second.
        var rate: Double
        /// The server's processor time for one answer, in seconds.
        var cpu: Double
        var lost: Int
    }

    /// As many as 16 busy mail servers have on their way.
    private static let window = 128
    private static let room = 512
    /// After so many milliseconds without any answer what is on its way is lost.
    private static let patience = 500

    /// Questions in the order they are asked, again and again.
    let questions: [[UInt8]]
    /// Whether each of them is about a listed address.
    let listed: [Bool]

    /// - Parameter addresses: those that are asked for, with whether they are listed.
    init(_ addresses: [(IPAddress, isListed: Bool)], zone: String) {
        questions = addresses.enumerated().map { Self.question($1.0, zone: zone, id: UInt16($0 & 0xffff)) }
        listed = addresses.map(\.isListed)
    }

    /// Type A, class IN; with an OPT record, as resolvers ask.
    private static func question(_ address: IPAddress, zone: String, id: UInt16) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xff), 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]
        let labels = address.networkBytes.reversed().map { "\($0)" } + zone.split(separator: ".").map { String($0) }
        for label in labels { bytes += [UInt8(label.utf8.count)] + Array(label.utf8) }
        return bytes + [0, 0, 1, 0, 1] + [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]
    }

    /// Asks for some seconds.
    ///
    /// - Throws: when an answer is wrong, or nobody answers.
    func run(port: UInt16, seconds: Double, server: RunningProcess) throws -> Result {
        let socket = try TestSocket(.udp, from: "127.0.0.1")
        try socket.connect(to: "127.0.0.1", port: port)
        let batch = Batch(Self.window, room: Self.room)
        var (next, answers, lost) = (0, 0, 0)
        let before = try server.usage().cpu
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        send(Self.window, from: &next, batch, socket)
        while ContinuousClock.now < end {
            var polled = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&polled, 1, Int32(Self.patience)) > 0 else {
                lost += Self.window
                send(Self.window, from: &next, batch, socket)
                continue
            }
            let count = batch.receive(socket.descriptor)
            for index in 0..<count { try check(batch.received(index)) }
            answers += count
            send(count, from: &next, batch, socket)
        }
        let wall = (ContinuousClock.now - start) / .seconds(1)
        guard answers > 1000 else { throw BenchmarkFailure("only \(answers) answers on port \(port)") }
        return Result(
            rate: Double(answers) / wall, cpu: (try server.usage().cpu - before) / Double(answers), lost: lost)
    }

    private func send(_ count: Int, from next: inout Int, _ batch: Batch, _ socket: TestSocket) {
        for index in 0..<count {
            batch.set(index, questions[next])
            next = (next + 1) % questions.count
        }
        batch.send(count, socket.descriptor)
    }

    private func check(_ answer: UnsafeRawBufferPointer) throws {
        guard answer.count >= 12 else { throw BenchmarkFailure("an answer of \(answer.count) bytes") }
        let number = Int(answer[0]) << 8 | Int(answer[1])
        guard number < listed.count, (answer[7] == 1) == listed[number], answer[3] & 15 == (listed[number] ? 0 : 3)
        else {
            throw BenchmarkFailure("a wrong answer to question \(number)")
        }
    }

    /// Room for datagrams that leave and arrive together.
    private final class Batch {
        private let heads: UnsafeMutablePointer<sikker_datagram>
        private let vectors: UnsafeMutablePointer<iovec>
        private let bytes: UnsafeMutableRawPointer
        private let capacity: Int
        private let room: Int

        init(_ capacity: Int, room: Int) {
            self.capacity = capacity
            self.room = room
            heads = .allocate(capacity: capacity)
            vectors = .allocate(capacity: capacity)
            bytes = .allocate(byteCount: capacity * room, alignment: 16)
            for index in 0..<capacity {
                (vectors + index).initialize(to: iovec(iov_base: bytes + index * room, iov_len: room))
                (heads + index).initialize(to: sikker_datagram())
                heads[index].head.msg_iov = vectors + index
                heads[index].head.msg_iovlen = 1
            }
        }

        deinit {
            heads.deallocate()
            vectors.deallocate()
            bytes.deallocate()
        }

        func set(_ index: Int, _ question: [UInt8]) {
            UnsafeMutableRawBufferPointer(start: bytes + index * room, count: room).copyBytes(from: question)
            vectors[index].iov_len = question.count
        }

        func send(_ count: Int, _ descriptor: Int32) {
            var sent = 0
            while sent < count {
                let more = sikker_send_datagrams(descriptor, heads + sent, UInt32(count - sent), 0)
                guard more > 0 else { return }
                sent += Int(more)
            }
        }

        func receive(_ descriptor: Int32) -> Int {
            for index in 0..<capacity { vectors[index].iov_len = room }
            return max(0, Int(sikker_receive_datagrams(descriptor, heads, UInt32(capacity), Int32(MSG_DONTWAIT))))
        }

        func received(_ index: Int) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: bytes + index * room, count: min(room, Int(heads[index].length)))
        }
    }
}
