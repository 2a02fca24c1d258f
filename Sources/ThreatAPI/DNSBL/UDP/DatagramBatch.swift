import CDatagrams
import Glibc
import IPNetworks

/// Some datagrams that are received with one call of the kernel, and the answers that leave with another. Its memory is used
/// again for every batch.
struct DatagramBatch: ~Copyable {
    static let capacity = 32
    /// Questions of resolvers have some hundred bytes; longer datagrams are not looked at.
    static let longestQuery = Int(DNSAnswerWriter.payloadSize)

    /// sockaddr_in6, which is longer than sockaddr_in.
    private static let nameBytes = MemoryLayout<sockaddr_in6>.size
    /// What the kernel tells of a datagram's destination.
    private static let controlBytes = 64

    private let received: UnsafeMutablePointer<sikker_datagram>
    private let answers: UnsafeMutablePointer<sikker_datagram>
    /// One for each datagram received, then one for each answer.
    private let vectors: UnsafeMutablePointer<iovec>
    private let names: UnsafeMutableRawPointer
    private let controls: UnsafeMutableRawPointer
    private let queries: UnsafeMutableRawPointer
    private let rooms: UnsafeMutableRawPointer
    private var answerCount = 0

    init() {
        let count = Self.capacity
        received = .allocate(capacity: count)
        received.initialize(repeating: sikker_datagram(), count: count)
        answers = .allocate(capacity: count)
        answers.initialize(repeating: sikker_datagram(), count: count)
        vectors = .allocate(capacity: 2 * count)
        vectors.initialize(repeating: iovec(), count: 2 * count)
        func memory(_ bytes: Int) -> UnsafeMutableRawPointer {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: count * bytes, alignment: 16)
            memory.initializeMemory(as: UInt8.self, repeating: 0, count: count * bytes)
            return memory
        }
        names = memory(Self.nameBytes)
        controls = memory(Self.controlBytes)
        queries = memory(Self.longestQuery)
        rooms = memory(Self.longestQuery)
        for index in 0..<count {
            vectors[index] = iovec(iov_base: queries + index * Self.longestQuery, iov_len: Self.longestQuery)
            vectors[count + index].iov_base = rooms + index * Self.longestQuery
            received[index].head.msg_iov = vectors + index
            received[index].head.msg_iovlen = 1
            received[index].head.msg_name = names + index * Self.nameBytes
            received[index].head.msg_control = controls + index * Self.controlBytes
        }
    }

    deinit {
        received.deallocate()
        answers.deallocate()
        vectors.deallocate()
        for memory in [names, controls, queries, rooms] { memory.deallocate() }
    }

    /// Takes what waits at a socket; returns how many that are: 0 when there is nothing.
    mutating func receive(from descriptor: Int32) -> Int {
        for index in 0..<Self.capacity {
            received[index].head.msg_namelen = socklen_t(Self.nameBytes)
            received[index].head.msg_controllen = Self.controlBytes
        }
        answerCount = 0
        return max(
            0, Int(sikker_receive_datagrams(descriptor, received, UInt32(Self.capacity), Int32(MSG_DONTWAIT))))
    }

    /// A datagram that was received; `nil` when it was too long.
    ///
    /// - Precondition: the index is below what ``receive(from:)`` returned.
    func query(_ index: Int) -> UnsafeRawBufferPointer? {
        guard received[index].head.msg_flags & Int32(MSG_TRUNC) == 0 else { return nil }
        let length = min(Int(received[index].length), Self.longestQuery)
        return UnsafeRawBufferPointer(start: queries + index * Self.longestQuery, count: length)
    }

    /// Who sent it; `nil` when the kernel does not say, or says what nobody can answer to.
    func client(_ index: Int) -> IPAddress? {
        let name = UnsafeRawBufferPointer(start: names + index * Self.nameBytes, count: Self.nameBytes)
        // The port, which stands at the same place for both families (linux/in.h, linux/in6.h).
        guard name.word(at: 2) != 0 else { return nil }
        return switch Int32(name.load(as: sa_family_t.self)) {
        case AF_INET: IPAddress(v4: UInt32(bigEndian: name.load(fromByteOffset: 4, as: UInt32.self)))
        case AF_INET6:
            IPAddress(
                v6: UInt128(UInt64(bigEndian: name.load(fromByteOffset: 8, as: UInt64.self))) << 64
                    | UInt128(UInt64(bigEndian: name.load(fromByteOffset: 16, as: UInt64.self))))
        default: nil
        }
    }

    /// Where the next answer is to be written.
    var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: rooms + answerCount * Self.longestQuery, count: Self.longestQuery)
    }

    /// What stands in ``room`` leaves with the next ``send(on:)``, as the answer to a datagram.
    mutating func answer(_ index: Int, length: Int) {
        let vector = vectors + Self.capacity + answerCount
        vector.pointee.iov_len = length
        let source = received + index
        let answer = answers + answerCount
        answer.pointee.head.msg_name = source.pointee.head.msg_name
        answer.pointee.head.msg_namelen = source.pointee.head.msg_namelen
        answer.pointee.head.msg_iov = vector
        answer.pointee.head.msg_iovlen = 1
        answer.pointee.head.msg_control = source.pointee.head.msg_control
        answer.pointee.head.msg_controllen = Int(sikker_answer_from_destination(&source.pointee.head))
        answerCount += 1
    }

    /// Sends all answers. What cannot be sent is lost, as datagrams are.
    mutating func send(on descriptor: Int32) {
        var sent = 0
        while sent < answerCount {
            let count = sikker_send_datagrams(
                descriptor, answers + sent, UInt32(answerCount - sent), Int32(MSG_DONTWAIT))
            // The first one is at fault: a client that is out of reach, or a queue that is full.
            if count > 0 { sent += Int(count) } else if count == 0 || errno != EINTR { sent += 1 }
        }
        answerCount = 0
    }
}
