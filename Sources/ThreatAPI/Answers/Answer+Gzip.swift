extension Answer {
    /// Below this, packing saves less than a packet.
    private static let leastGzipBytes = 1400
    /// Bodies that are packed anew for each request: most of the gain at a third of the price.
    private static let gzipLevel: Int32 = 3

    /// The same answer, packed when the client takes that and there is something to gain.
    func gzipped(for head: RequestHead) -> Answer {
        var answer = self
        answer.variesByEncoding = true
        guard ContentNegotiation.coding(head.acceptEncoding, of: [.gzip]) == .gzip, case .bytes(let bytes) = body,
            bytes.count >= Self.leastGzipBytes,
            let packed = try? bytes.withUnsafeBytes({ try Self.pack($0) })
        else { return answer }
        answer.coding = .gzip
        answer.body = .bytes(packed)
        return answer
    }

    private static func pack(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        var packed = GzipFraming.header
        try Deflater(level: gzipLevel).append(bytes, ending: .finish, to: &packed)
        return packed
            + GzipFraming.trailer(checksum: GzipFraming.checksum(0, appending: bytes), length: bytes.count)
    }
}
