/// What changes when the client says that its new keys are in use.
struct SSHSwitch: Sendable {
    var incoming: PacketCipher
    var mac: PacketMAC
    var keys: PacketKeys
    var agreement: SSHAgreement
    /// Ours reset its sequence numbers, the client's does so now.
    var resetsSequence: Bool
}
