/// One instruction of BPF, eight bytes as the kernel takes them (RFC 9669 §3; linux/bpf.h, `struct bpf_insn`).
package struct BPFInstruction: Equatable, Sendable {
    let code: UInt8
    /// Destination in the lower four bits, source in the upper ones.
    let registers: UInt8
    var offset: Int16
    let immediate: Int32

    init(
        _ code: UInt8, _ destination: BPFRegister = .result, _ source: BPFRegister = .result, offset: Int16 = 0,
        immediate: Int32 = 0
    ) {
        self.code = code
        registers = destination.rawValue | source.rawValue << 4
        self.offset = offset
        self.immediate = immediate
    }
}

/// The registers, by what the calling convention has them for (RFC 9669 §2).
package enum BPFRegister: UInt8, Sendable {
    /// r0: what a function returns, and the program.
    case result
    /// r1 to r5: arguments of functions, which do not keep them.
    case first, second, third, fourth, fifth
    /// r6 to r9: kept by functions.
    case kept6, kept7, kept8, kept9
    /// r10: the end of the program's stack of 512 bytes.
    case frame
}
