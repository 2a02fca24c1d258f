/// How the work of one visit is kept from holding up others.
package struct WorkSharing: Sendable {
    /// What one call may cost before the rest is put off (``HoneypotOutput/Action/work``), in the units of the shell's
    /// budget.
    package var atOnce: Int
    /// Called again and again while what was put off is being done, on the thread that does it: may make it wait.
    package var rest: @Sendable () -> Void

    package init(atOnce: Int, rest: @escaping @Sendable () -> Void = {}) {
        self.atOnce = atOnce
        self.rest = rest
    }
}
