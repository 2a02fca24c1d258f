import Guard

/// What a password must be like: long. What else is asked of passwords elsewhere makes them worse (NIST SP 800-63B §3.1.1.2).
enum PasswordRule {
    /// What is wrong with it; `nil`: nothing.
    static func fault(of password: String) -> String? {
        if password.count < DashboardOptions.leastPassword {
            return "A password needs at least \(DashboardOptions.leastPassword) characters: "
                + "a few words that have nothing to do with each other are long and easy to remember."
        }
        if password.utf8.count > DashboardOptions.longestPassword {
            return "A password may have at most \(DashboardOptions.longestPassword) bytes."
        }
        if Set(password).count < 3 { return "A password needs more than two different characters." }
        return nil
    }
}
