/// The parts of a Zstandard frame that are written by hand (RFC 8878 §3.1.1).
enum ZstdFraming {
    private static let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]
    /// The most bytes of a block.
    private static let mostInBlock = 128 << 10

    /// The header of a frame whose window is as large as the largest block, 128 KiB: what raw blocks need.
    static let plainHeader = magic + [0, 7 << 3]

    /// The length of a frame's header.
    ///
    /// - Throws: when it is not that of a frame of unknown length, without dictionary and checksum: the only one that raw
    ///   blocks may be added to.
    static func header(in frame: [UInt8]) throws(ZstdCompressor.Failed) -> Int {
        // Magic number, a descriptor without any flag, and the size of the window.
        guard frame.count >= magic.count + 2, frame.starts(with: magic), frame[magic.count] == 0 else {
            throw ZstdCompressor.Failed()
        }
        return magic.count + 2
    }

    /// Appends bytes as blocks that are not compressed; the end of the frame is an empty one where there are none.
    static func appendRawBlocks(of bytes: [UInt8], isLast: Bool, to frame: inout [UInt8]) {
        guard !bytes.isEmpty || isLast else { return }
        var start = 0
        repeat {
            let end = min(start + mostInBlock, bytes.count)
            // Bit 0 says whether it is the last, bits 1 and 2 that it is raw, the others how long it is.
            let header = UInt32(end - start) << 3 | (isLast && end == bytes.count ? 1 : 0)
            for shift in stride(from: UInt32(0), to: 24, by: 8) {
                frame.append(UInt8(truncatingIfNeeded: header >> shift))
            }
            frame += bytes[start..<end]
            start = end
        } while start < bytes.count
    }
}
