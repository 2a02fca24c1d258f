extension FirewallLists {
    /// Does to these lists what a plan has a kernel do to its own; nothing when a part of it does not fit.
    mutating func apply(_ changes: ListChanges) throws(FirewallError) {
        var lists = self
        try Self.apply(changes.blocked4, to: &lists.blocked4, .blocked4)
        try Self.apply(changes.blocked6, to: &lists.blocked6, .blocked6)
        try Self.apply(changes.networks4, to: &lists.networks4, .networks4)
        try Self.apply(changes.networks6, to: &lists.networks6, .networks6)
        try Self.apply(changes.allowed4, to: &lists.allowed4, .allowed4)
        try Self.apply(changes.allowed6, to: &lists.allowed6, .allowed6)
        self = lists
    }

    private static func apply<List: AddressList>(
        _ change: ListChange<List>, to list: inout List, _ name: FirewallList
    ) throws(FirewallError) {
        switch change {
        case .keep: break
        case .replace(let new): list = new
        case .update(let removing, let adding):
            guard list.apply(removing: removing, adding: adding) else {
                throw .drifted("the change does not fit to the \(name.title)")
            }
        }
    }
}
