import Guard
import Logging
import Observability

/// A command that runs for long and gives up what privileges it does not need, before it does anything else: they belong to
/// threads, and there is only one yet.
protocol ConfinedCommand {
    func giveUpPrivileges() throws(GuardError)
}

extension ConfinedCommand {
    /// What cannot be given up is kept: a guard with too many privileges protects, one that did not start does not.
    func confine() {
        do throws(GuardError) {
            try giveUpPrivileges()
        } catch {
            LogOutput().logger("guard").warning("Privileges that are not needed are kept: \(error)")
        }
    }
}
