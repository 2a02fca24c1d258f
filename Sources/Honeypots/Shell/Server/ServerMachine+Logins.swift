import ThreatModel

extension ServerMachine {
    /// "Last login: Mon Nov 23 04:12:55 2026 from 10.4.7.23", some hours ago.
    func lastLogin(before visit: ShellVisit) -> ByteString {
        let account = account(of: visit)
        guard self.account(named: account.name) != nil else { return "" }
        let (time, address) = lastLogin(of: account, before: visit.started)
        let clock = CivilTime(seconds: Int(time))
        return "Last login: \(clock.ctime(zone: "")) from \(address)\n"
    }

    /// When an account was used last before that moment, and from where: people of the house log in on working days.
    func lastLogin(of account: MachineAccount, before now: Timestamp) -> (time: Int64, address: String) {
        var day = now.seconds / 86_400
        for _ in 0..<10 {
            if let time = ServerLogWriter.login(of: account.uid, on: day, seed: persona.seed), time < now.seconds {
                return (time, Self.administratorAddress(persona))
            }
            day -= 1
        }
        return (calendar.upgraded, Self.administratorAddress(persona))
    }

    /// The desk of whoever looks after the machine, in its own network.
    static func administratorAddress(_ persona: Persona) -> String {
        var generator = persona.generator(for: "administrator")
        let network = persona.host.address.split(separator: ".").dropLast().joined(separator: ".")
        return "\(network).\(generator.number(in: 11...99))"
    }
}
