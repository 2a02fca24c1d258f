/// Which of a persona's machines a visitor has logged in to.
package enum MachineKind: Hashable, Sendable, CaseIterable {
    /// The embedded device, behind Telnet.
    case device
    /// The Debian server, behind SSH.
    case server
}

extension Persona {
    /// The machine as a shell sees it: built once, shared by all visits.
    func machine(_ kind: MachineKind) -> any VisitorMachine {
        switch kind {
        case .device: scene(DeviceMachine.self)
        case .server: scene(ServerMachine.self)
        }
    }
}
