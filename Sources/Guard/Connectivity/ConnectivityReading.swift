/// How far this host got to those that it has to reach, at one moment.
package struct ConnectivityReading: Equatable, Sendable {
    /// By the names of the targets.
    package var reach: [String: Reach]

    package init(_ reach: [String: Reach] = [:]) { self.reach = reach }

    /// Whom this host got to by then and does not get to as well now. Who could not be reached before proves nothing, nor
    /// does who was not asked.
    package func lost(by now: Self) -> [String] {
        reach.filter { name, before in now.reach[name].map { $0 < before } ?? false }.keys.sorted()
    }
}
