/// Whether the level of a text line is coloured.
package enum LogColour {
    /// The custom of terminals: NO_COLOR (no-color.org) wins, CLICOLOR_FORCE colours even a pipe, a dumb terminal gets none.
    package static func isWanted(environment: [String: String], isTerminal: Bool) -> Bool {
        if let no = environment["NO_COLOR"], !no.isEmpty { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        return isTerminal && environment["TERM"] != "dumb"
    }
}
