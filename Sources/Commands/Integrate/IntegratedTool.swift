import ArgumentParser
import Integrations

/// A tool that `sikker integrate` sets up: one case for each integration there is, and what is done for it.
enum IntegratedTool: String, CaseIterable, ExpressibleByArgument {
    case fail2ban
    case csf
    case ipset
    case nginx

    /// What is done besides putting the files of the integration where they belong.
    private var recipe: any IntegrationRecipe {
        switch self {
        case .fail2ban: Fail2BanRecipe()
        case .csf: CSFRecipe()
        case .ipset: IpsetRecipe()
        case .nginx: NginxRecipe()
        }
    }

    /// Where the tool finds the key.
    var keyFile: String { recipe.keyFile }

    var integration: Integration {
        switch self {
        case .fail2ban: .fail2ban
        case .csf: .csf
        case .ipset: .ipset
        case .nginx: .nginx
        }
    }

    func installation(
        for server: IntegrationServer, key: String, on machine: IntegratedMachine
    ) throws(CommandFailure) -> IntegrationPlan {
        var planner = try IntegrationPlanner(integration, server: server, machine: machine)
        try recipe.requireTool(on: machine)
        try planner.putFiles()
        try planner.put(keyFile, key + "\n", mode: 0o600)
        try recipe.install(&planner, key: key)
        return try planner.finished()
    }

    func removal(for server: IntegrationServer, on machine: IntegratedMachine) throws(CommandFailure) -> IntegrationPlan
    {
        var planner = try IntegrationPlanner(integration, server: server, machine: machine)
        try recipe.remove(&planner)
        return try planner.finished()
    }
}

/// What setting one tool up takes.
protocol IntegrationRecipe {
    var keyFile: String { get }
    /// - Throws: when the tool is not there, with what to do about it.
    func requireTool(on machine: IntegratedMachine) throws(CommandFailure)
    /// After the files of the integration and the key.
    func install(_ planner: inout IntegrationPlanner, key: String) throws(CommandFailure)
    /// All of it, in an order in which the tool works at every moment.
    func remove(_ planner: inout IntegrationPlanner) throws(CommandFailure)
}
