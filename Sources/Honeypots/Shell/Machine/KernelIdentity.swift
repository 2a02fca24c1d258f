/// What uname(2) says of the kernel.
struct KernelIdentity: Hashable, Sendable {
    /// `uname -r`.
    var release: ByteString
    /// `uname -v`.
    var version: ByteString
    /// `uname -m`.
    var machine: ByteString
    /// The whole of /proc/version, without its end of line.
    var banner: ByteString
}
