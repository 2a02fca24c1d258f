import CNetfilter
import Glibc

/// A program that a network driver asks about every packet before anything else sees it, loaded into the kernel.
package struct XDPProgram: Sendable {
    private let descriptor: BPFDescriptor

    /// What the program answers (linux/bpf.h, `enum xdp_action`).
    package enum Verdict: UInt32, Sendable {
        case drop = 1
        case pass = 2
    }

    /// What a trial of a program brought.
    package struct Trial: Equatable, Sendable {
        /// `nil` for an answer that is none of ours.
        package let verdict: Verdict?
        /// On average.
        package let nanoseconds: UInt32
    }

    private static let logSize = 1 << 18
    /// The verifier's log ends with what is wrong; more of it says nothing to a reader.
    private static let explanationLength = 300

    /// Loads a program; what the kernel's verifier has against it is in the error.
    package init(_ name: String, _ instructions: [BPFInstruction]) throws(NetlinkError) {
        do throws(NetlinkError) {
            descriptor = try Self.load(name, instructions, log: nil)
        } catch {
            guard let code = error.code, code != .notPermitted, code != .outOfMemory else { throw error }
            // Once more for the reason: the log of a program that is taken would be written for nothing.
            var log = [UInt8](repeating: 0, count: Self.logSize)
            if let loaded = try? Self.load(name, instructions, log: &log) {
                descriptor = loaded
                return
            }
            let text = String(decoding: log.prefix { $0 != 0 }, as: UTF8.self)
            throw .refused(
                NetlinkRefusal(
                    request: "load the XDP program \(name)", code: code,
                    explanation: text.isEmpty ? nil : String(text.suffix(Self.explanationLength))))
        }
    }

    private static func load(
        _ name: String, _ instructions: [BPFInstruction], log: UnsafeMutableBufferPointer<UInt8>?
    ) throws(NetlinkError) -> BPFDescriptor {
        // prog_type, insn_cnt, insns, license, log_level, log_size, log_buf, kern_version, prog_flags, prog_name,
        // prog_ifindex, expected_attach_type
        var call = BPFCall("load the XDP program \(name)", BPF_PROG_LOAD)
        call.set(0, BPF_PROG_TYPE_XDP.rawValue)
        call.set(4, UInt32(instructions.count))
        call.set(48, name: name)
        call.set(68, BPF_XDP.rawValue)
        if let log {
            call.set(24, UInt32(1))
            call.set(28, UInt32(log.count))
            call.set(32, UnsafeRawPointer(log.baseAddress))
        }
        // No function that we call asks for a licence that it knows.
        let licence: [UInt8] = Array("Apache-2.0".utf8) + [0]
        return try instructions.withUnsafeBufferPointer { (instructions) throws(NetlinkError) in
            try licence.withUnsafeBufferPointer { (licence) throws(NetlinkError) in
                call.set(8, UnsafeRawPointer(instructions.baseAddress))
                call.set(16, UnsafeRawPointer(licence.baseAddress))
                return BPFDescriptor(try call.run())
            }
        }
    }

    private static func load(
        _ name: String, _ instructions: [BPFInstruction], log: inout [UInt8]
    ) throws(NetlinkError) -> BPFDescriptor {
        try log.withUnsafeMutableBufferPointer { (log) throws(NetlinkError) in try load(name, instructions, log: log) }
    }

    /// Has the kernel run the program on a packet that is none (BPF_PROG_TEST_RUN), `times` times.
    package func attempt(on packet: [UInt8], times: UInt32 = 1) throws(NetlinkError) -> Trial {
        // prog_fd, retval, data_size_in, data_size_out, data_in, data_out, repeat, duration
        var call = BPFCall("try the XDP program", BPF_PROG_TEST_RUN)
        call.set(0, UInt32(bitPattern: descriptor.number))
        call.set(8, UInt32(packet.count))
        call.set(32, times)
        try packet.withUnsafeBufferPointer { (packet) throws(NetlinkError) in
            call.set(16, UnsafeRawPointer(packet.baseAddress))
            _ = try call.run()
        }
        return Trial(verdict: Verdict(rawValue: call.field(4)), nanoseconds: call.field(36))
    }

    /// Where on a packet's way a program is asked.
    package enum Mode: UInt32, Sendable, CaseIterable {
        /// By the driver, before the kernel makes a packet of it.
        case native = 4
        /// By the kernel, behind any driver.
        case generic = 2
    }

    /// Has the program asked about what comes in on an interface, as long as the attachment lives.
    ///
    /// The kernel says `.busy` when another program is asked there already.
    package func attach(toInterface index: UInt32, _ mode: Mode) throws(NetlinkError) -> XDPAttachment {
        // prog_fd, target_ifindex, attach_type, flags
        var call = BPFCall("attach the XDP program", BPF_LINK_CREATE)
        call.set(0, UInt32(bitPattern: descriptor.number))
        call.set(4, index)
        call.set(8, BPF_XDP.rawValue)
        call.set(12, mode.rawValue)
        return XDPAttachment(mode: mode, link: BPFDescriptor(try call.run()))
    }
}
