import Guard

/// What this machine is called in a command line.
enum MachineName {
    /// For people, who know better how they reach it. A name that could be more than a word is not shown.
    static var current: String {
        let name = HostName.current
        return name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) == nil ? "this-machine" : name
    }
}
