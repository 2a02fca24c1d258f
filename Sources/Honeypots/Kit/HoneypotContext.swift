package import IPNetworks

/// What a visit knows about where it takes place.
package struct HoneypotContext: Sendable {
    /// Who the sensor pretends to be; the same for all of its protocols.
    package var persona: Persona
    package var limits: HoneypotLimits
    package var visitor: IPAddress
    package var visitorPort: UInt16
    /// The address and port the visitor connected to, as the visitor sees them.
    package var local: IPAddress
    package var localPort: UInt16
    /// Seeds whatever this visit draws at random (salts, process numbers), so that a replay repeats it.
    package var seed: UInt64
    package var logins: LoginPolicy
    package var fetches: FetchPolicy
    /// `nil`: nothing is put off.
    package var sharing: WorkSharing?

    package init(
        persona: Persona, limits: HoneypotLimits = HoneypotLimits(), visitor: IPAddress, visitorPort: UInt16,
        local: IPAddress, localPort: UInt16, seed: UInt64, logins: LoginPolicy = .acceptAll,
        fetches: FetchPolicy = .succeed, sharing: WorkSharing? = nil
    ) {
        self.persona = persona
        self.limits = limits
        self.visitor = visitor
        self.visitorPort = visitorPort
        self.local = local
        self.localPort = localPort
        self.seed = seed
        self.logins = logins
        self.fetches = fetches
        self.sharing = sharing
    }
}
