import Integrations

/// The script sets itself up: sets, rules, and what puts them back after a boot.
struct IpsetRecipe: IntegrationRecipe {
    let keyFile = "/etc/sikkerapi.key"

    func requireTool(on machine: IntegratedMachine) throws(CommandFailure) {
        for name in ["ipset", "iptables", "curl", "flock"] where machine.program(name) == nil {
            throw CommandFailure(.configuration, "\(name) is not installed, and the script needs it")
        }
    }

    func install(_ planner: inout IntegrationPlanner, key: String) throws(CommandFailure) {
        try planner.runScript("--install")
    }

    func remove(_ planner: inout IntegrationPlanner) throws(CommandFailure) {
        if planner.machine.exists(Integration.ipset.files.first?.destination ?? "") {
            try planner.runScript("--uninstall")
        }
        try planner.takeFiles()
        try planner.take(keyFile)
    }
}
