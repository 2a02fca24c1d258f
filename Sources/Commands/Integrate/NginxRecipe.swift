import Integrations

/// The script sets the list up; the server blocks, which are the administrator's, get a line each.
struct NginxRecipe: IntegrationRecipe {
    let keyFile = "/etc/nginx/sikkerapi.key"
    private static let main = "/etc/nginx/nginx.conf"

    func requireTool(on machine: IntegratedMachine) throws(CommandFailure) {
        guard machine.exists(Self.main), machine.program("nginx") != nil else {
            throw CommandFailure(
                .configuration, "Nginx is not installed: there is no nginx or no \(machine.root)\(Self.main)")
        }
        for name in ["curl", "flock"] where machine.program(name) == nil {
            throw CommandFailure(.configuration, "\(name) is not installed, and the script needs it")
        }
    }

    func install(_ planner: inout IntegrationPlanner, key: String) throws(CommandFailure) {
        try planner.runScript("--install")
        var hasBlocks = false
        for path in sites(of: planner.machine) {
            guard let file = try planner.machine.file(path) else { continue }
            var blocks = NginxServerBlocks(file.contents)
            hasBlocks = hasBlocks || blocks.hasBlocks
            blocks.protect()
            try planner.change(path, to: TextLines(blocks.bytes))
        }
        if !hasBlocks {
            planner.note("no server block was found: put '\(NginxServerBlocks.directive)' into those to protect")
        }
        reload(&planner)
    }

    func remove(_ planner: inout IntegrationPlanner) throws(CommandFailure) {
        for path in sites(of: planner.machine) {
            guard let file = try planner.machine.file(path) else { continue }
            var blocks = NginxServerBlocks(file.contents)
            blocks.unprotect()
            try planner.change(path, to: TextLines(blocks.bytes))
        }
        if planner.machine.exists(Integration.nginx.files.first?.destination ?? "") {
            try planner.runScript("--uninstall")
        }
        try planner.takeFiles()
        try planner.take(keyFile)
        if planner.machine.program("nginx") != nil { reload(&planner) }
    }

    /// Where Debian's, Red Hat's and the makers' packages keep server blocks. Links are followed: two may lead to one file.
    private func sites(of machine: IntegratedMachine) -> [String] {
        var paths = [Self.main]
        for name in machine.names(in: "/etc/nginx/conf.d") where name.hasSuffix(".conf") {
            paths.append("/etc/nginx/conf.d/" + name)
        }
        for name in machine.names(in: "/etc/nginx/sites-enabled") { paths.append("/etc/nginx/sites-enabled/" + name) }
        var seen: Set<String> = []
        return paths.map { machine.resolved($0) }.filter { seen.insert($0).inserted }
    }

    private func reload(_ planner: inout IntegrationPlanner) {
        let nginx = ["nginx"] + (planner.machine.isItself ? [] : ["-c", planner.machine.root + Self.main])
        planner.run(nginx + ["-t"])
        planner.run(nginx + ["-s", "reload"])
    }
}
