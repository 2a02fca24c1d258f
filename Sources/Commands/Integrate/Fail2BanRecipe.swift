import Integrations

/// Adds reporting to the actions of the jails that are on, in a file of its own, whatever actions they have.
struct Fail2BanRecipe: IntegrationRecipe {
    let keyFile = "/etc/fail2ban/sikkerapi.key"
    /// Read after all others, so that it knows their actions.
    private static let jails = "/etc/fail2ban/jail.d/zz-sikkerapi.local"
    private static let actionName = "sikkerapi"

    func requireTool(on machine: IntegratedMachine) throws(CommandFailure) {
        guard machine.exists("/etc/fail2ban/action.d"), machine.program("fail2ban-client") != nil else {
            throw CommandFailure(
                .configuration,
                "Fail2Ban is not installed: there is no fail2ban-client or no \(machine.root)/etc/fail2ban/action.d")
        }
    }

    func install(_ planner: inout IntegrationPlanner, key: String) throws(CommandFailure) {
        let machine = planner.machine
        let configured = try configuration(of: machine)
        let ours = try jailNames(in: machine.file(Self.jails)?.lines ?? TextLines([]), planner.block)
        let jails = Fail2BanJail.all.filter { jail in
            configured.jails.contains(jail.name)
                && (ours.contains(jail.name) || !configured.reporting.contains(jail.name))
        }
        if jails.isEmpty {
            if configured.reporting.isEmpty {
                planner.note(
                    "no jail is on whose bans are known to be of a kind: enable some in jail.local, then do this again")
            }
            if !ours.isEmpty { try planner.takeBlock(from: Self.jails) }
        } else {
            try planner.putBlock(lines(for: jails), in: Self.jails)
        }
        let others = configured.jails.subtracting(Fail2BanJail.all.map(\.name)).subtracting(configured.reporting)
            .sorted()
        if !others.isEmpty {
            planner.note(
                "bans of \(others.joined(separator: ", ")) are not reported: give them an action as in \(Self.jails) to change that"
            )
        }
        test(&planner)
    }

    func remove(_ planner: inout IntegrationPlanner) throws(CommandFailure) {
        try planner.takeBlock(from: Self.jails)
        try planner.takeFiles()
        try planner.take(keyFile)
        if planner.machine.program("fail2ban-client") != nil { test(&planner) }
    }

    private func lines(for jails: [Fail2BanJail]) -> [String] {
        ["# Reports bans beside whatever else the jail does (known/action)."]
            + jails.flatMap { jail in
                let of = jail.protocol.map { ", protocol=\"\($0)\"" } ?? ""
                return [
                    "[\(jail.name)]", "action = %(known/action)s",
                    "         \(Self.actionName)[key=\"@\(keyFile)\", category=\"\(jail.category)\"\(of)]",
                ]
            }
    }

    private func client(_ machine: IntegratedMachine) -> [String] {
        ["fail2ban-client"] + (machine.isItself ? [] : ["-c", machine.root + "/etc/fail2ban"])
    }

    /// `-t` reads everything as the server would.
    private func test(_ planner: inout IntegrationPlanner) {
        planner.run(client(planner.machine) + ["-t"])
        // Only where one is running.
        guard planner.machine.isItself, (try? planner.machine.run(["fail2ban-client", "ping"]))?.status == 0 else {
            return
        }
        planner.run(["fail2ban-client", "reload"])
    }

    /// The jails that are on, and those of them that report.
    private func configuration(
        of machine: IntegratedMachine
    ) throws(CommandFailure) -> (jails: Set<String>, reporting: Set<String>) {
        let result = try machine.run(client(machine) + ["-d"])
        guard result.status == 0 else {
            throw CommandFailure(.configuration, "Fail2Ban does not take its own configuration: \(result.complaint)")
        }
        var (jails, reporting): (Set<String>, Set<String>) = ([], [])
        // Lists as Python writes them, such as ['add', 'sshd', 'auto'].
        for line in result.output.split(separator: "\n") {
            let words = line.split(separator: "'", omittingEmptySubsequences: false)
            if words.count > 3, words[1] == "add" { jails.insert(String(words[3])) }
            if words.count > 7, words[1] == "set", words[5] == "addaction", words[7] == Self.actionName {
                reporting.insert(String(words[3]))
            }
        }
        return (jails, reporting)
    }

    /// The jails of our own lines.
    private func jailNames(in text: TextLines, _ block: MarkedBlock) throws(CommandFailure) -> Set<String> {
        guard let range = try block.range(in: text, of: Self.jails) else { return [] }
        let names = range.map { text.trimmed($0) }.filter { $0.hasPrefix("[") && $0.hasSuffix("]") }
        return Set(names.map { String($0.dropFirst().dropLast()) })
    }
}
