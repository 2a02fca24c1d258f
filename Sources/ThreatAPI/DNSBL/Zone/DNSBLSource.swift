import IPNetworks

/// Who knows which addresses are listed, at one moment.
protocol DNSBLSource {
    /// Grows with every change.
    var serial: UInt32 { get }

    /// The confidence with which an address is listed; `nil` when it is not.
    func confidence(of address: IPAddress) -> UInt8?

    /// Why an address is listed.
    func writeReason(of address: IPAddress, to text: inout DNSBLText)
}
