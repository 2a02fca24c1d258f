/// How much of what a client sends is recorded where a whole packet would be too much.
enum SSHRecording {
    /// Bytes of a packet that broke a rule.
    static let mostViolationBytes = 512
    /// Bytes of a client's algorithm lists.
    static let mostProposalBytes = 4096
}
