package import APIClient
package import Honeypots
package import IPNetworks

/// Everything a sensor is told.
package struct SensorConfiguration: Sendable {
    package var server: ServerURL
    /// The sensor's token, `st_…`.
    package var token: Credential
    /// Where the spool, the quarantine and the seed are kept; made when there is none.
    package var folder: String
    package var listeners: [ListenerConfiguration]
    /// Who the sensor pretends to be; `nil`: drawn once and kept in ``folder``.
    package var personaSeed: UInt64?
    /// The operator's own networks, and the sensor's addresses: their visits are served and not recorded.
    package var ownNetworks: [IPPrefix]
    /// Which credentials the services let in.
    package var logins: LoginPolicy
    /// What an SSH login leads to.
    package var sshMachine: SSHMachineChoice
    package var limits: SensorLimits
    package var honeypotLimits: HoneypotLimits

    package init(
        server: ServerURL, token: Credential, folder: String, listeners: [ListenerConfiguration],
        personaSeed: UInt64? = nil, ownNetworks: [IPPrefix] = [], logins: LoginPolicy = .acceptAll,
        sshMachine: SSHMachineChoice = .server, limits: SensorLimits = SensorLimits(),
        honeypotLimits: HoneypotLimits = HoneypotLimits()
    ) {
        self.server = server
        self.token = token
        self.folder = folder
        self.listeners = listeners
        self.personaSeed = personaSeed
        self.ownNetworks = ownNetworks
        self.logins = logins
        self.sshMachine = sshMachine
        self.limits = limits
        self.honeypotLimits = honeypotLimits
    }
}
