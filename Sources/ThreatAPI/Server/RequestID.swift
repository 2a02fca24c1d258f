import Synchronization

/// The number under which a request is found in the log: `X-Request-Id`.
struct RequestID: Equatable, Sendable, CustomStringConvertible {
    let number: UInt64

    /// 16 hexadecimal digits.
    var description: String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            write { buffer.initializeElement(at: $0, to: $1) }
            return 16
        }
    }

    func append(to bytes: inout [UInt8]) { write { bytes.append($1) } }

    private func write(_ put: (Int, UInt8) -> Void) {
        for index in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * index)) & 0xf
            put(index, digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
    }
}

/// Gives every request of a process another number, and those of two processes different ones.
final class RequestIDs: Sendable {
    private let seed = UInt64.random(in: .min ... .max)
    private let count = Atomic<UInt64>(0)

    /// The count, spread over all 64 bits (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", one to one),
    /// so that nobody can tell from a number how busy the server is.
    func next() -> RequestID {
        var value = seed &+ count.wrappingAdd(1, ordering: .relaxed).newValue &* 0x9e37_79b9_7f4a_7c15
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return RequestID(number: value ^ value >> 31)
    }
}
