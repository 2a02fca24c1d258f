import WebPages

extension FormFields {
    /// What somebody has sent: a form, or a query.
    ///
    /// - Throws: when it makes no sense; the sentence says why.
    init(sent bytes: some Collection<UInt8>) throws(DashboardProblem) {
        do throws(Fault) {
            try self.init(bytes)
        } catch {
            throw DashboardProblem(.wrong, "\(error)")
        }
    }
}
