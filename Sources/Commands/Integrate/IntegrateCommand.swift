import APIClient
import ArgumentParser
import Glibc
import Integrations
import Settings

/// `sikker integrate`
struct IntegrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "integrate",
        abstract: "Has a tool that this machine runs report to a server, or block whom it lists.",
        discussion: """
            Fail2Ban and CSF report whom they ban; CSF, ipset and Nginx block whom the server lists.
            What would change is shown first, and done after a yes. It is done as a whole or not at
            all, a second time there is nothing to change, and --uninstall puts back what was there.

            EXAMPLES
              sudo sikker integrate fail2ban --base-url https://sikker.example --key-file web-1.key
              sudo sikker integrate ipset --dry-run
              sudo sikker integrate nginx --yes
              sudo sikker integrate nginx --uninstall
            """)

    @Argument(help: "One of fail2ban, csf, ipset, nginx.")
    var tool: IntegratedTool

    @Flag(help: "Take away what was set up, and put back what was there.")
    var uninstall = false

    @Flag(help: "Only show what would change.")
    var dryRun = false

    @Flag(help: "Do it without asking.")
    var yes = false

    @Option(
        help: ArgumentHelp(
            "The server, as this machine reaches it (default: \(APIOptions.serverVariable) or \(APIOptions.defaultServer)).",
            valueName: "url"))
    var baseURL: String?

    @Option(
        help: ArgumentHelp(
            "A file that holds the key (default: \(APIOptions.keyVariable), or the key that the tool has already).",
            valueName: "file"), completion: .file())
    var keyFile: String?

    @Option(help: ArgumentHelp("A folder that stands for / on another machine's disk.", valueName: "folder"))
    var root = ""

    @Flag(help: "Print what changes as JSON; with --yes or --dry-run.")
    var json = false

    mutating func validate() throws {
        guard !json || yes || dryRun else { throw ValidationError("--json asks nothing: add --yes or --dry-run") }
    }

    mutating func run() async throws {
        try await CommandFailure.translating {
            let machine = IntegratedMachine(root: root)
            guard !machine.isItself || geteuid() == 0 else {
                throw CommandFailure(
                    .configuration, "'sikker integrate' changes what belongs to root: run it with sudo")
            }
            let address = baseURL ?? Environment.text(APIOptions.serverVariable) ?? APIOptions.defaultServer
            let server: IntegrationServer
            do {
                server = try IntegrationServer(baseURL: address, version: Version.number)
            } catch {
                throw CommandFailure(.usage, "\(error)")
            }
            let plan: IntegrationPlan
            var secret: String?
            if uninstall {
                plan = try tool.removal(for: server, on: machine)
                secret = try key(on: machine)
            } else {
                let key = try requiredKey(on: machine)
                try await Self.check(key, with: server)
                plan = try tool.installation(for: server, key: key, on: machine)
                secret = key
            }
            try carryOut(plan, on: machine, hiding: secret)
        }
    }

    private func carryOut(_ plan: IntegrationPlan, on machine: IntegratedMachine, hiding secret: String?) throws {
        if !plan.isEmpty {
            if !json { Terminal.standardOutput.write(plan.text(hiding: secret)) }
            if !dryRun {
                try confirm()
                let said = try plan.carryOut(on: machine)
                if !json { Terminal.standardOutput.write(said) }
            }
        }
        if json {
            try JSONOutput.write(IntegrationOutcome(tool, plan, isRemoval: uninstall, isDone: !dryRun && !plan.isEmpty))
            return
        }
        let sentence =
            switch (plan.isEmpty, dryRun) {
            case (true, _): "Nothing to change.\n"
            case (false, true): "Nothing was changed: this was --dry-run.\n"
            case (false, false): "Done.\n"
            }
        Terminal.standardOutput.write(sentence)
        for note in plan.notes { Terminal.standardError.write("Note: \(note).\n") }
    }

    private func confirm() throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(.usage, "nothing was changed: there is nobody to ask, so say --yes or --dry-run")
        }
        Terminal.standardError.write("Do this? [y/N] ")
        guard ["y", "yes"].contains(readLine()?.lowercased()) else {
            throw CommandFailure(.negative, "nothing was changed")
        }
    }

    // MARK: The key

    /// The key to set up with.
    private func requiredKey(on machine: IntegratedMachine) throws -> String {
        guard let key = try key(on: machine) else {
            throw CommandFailure(
                .access,
                "no key: set \(APIOptions.keyVariable), or name a file with --key-file; 'sikker key create' makes one on the server"
            )
        }
        // It goes into headers, scripts and files of tools that each have quotes of their own.
        let isPlain = key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, key.hasPrefix("sk_"), key.utf8.count <= 200 else {
            throw CommandFailure(
                .access, "that is no key: one begins with sk_, and has letters, digits and underscores")
        }
        return key
    }

    private func key(on machine: IntegratedMachine) throws -> String? {
        if let keyFile { return try SecretFile.read(keyFile) }
        if let key = Environment.text(APIOptions.keyVariable) { return key }
        let file = machine.root + tool.keyFile
        return SecretFile.exists(file) ? try SecretFile.read(file) : nil
    }

    /// A key that the server does not take would be found out about at the first ban.
    private static func check(_ key: String, with server: IntegrationServer) async throws {
        let (url, credential) = (try ServerURL(server.baseURL), try Credential(key))
        let connections = HTTPConnections()
        let client = APIClient(
            server: url, credential: credential, connections: connections, userAgent: "sikker/\(Version.number)")
        do {
            _ = try await client.status()
            await connections.shutdown()
        } catch {
            await connections.shutdown()
            throw error
        }
    }
}
