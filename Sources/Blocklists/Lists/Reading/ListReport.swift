package import IPNetworks

/// What was found in a list, for people to read.
package struct ListReport: Hashable, Sendable {
    /// Its lines, counted.
    package let tally: ListTally
    /// Its size as it was read.
    package let bytes: Int

    /// One sentence for each thing that somebody ought to know, with the first example of each; empty when all is well.
    package var warnings: [String] {
        var warnings: [String] = []
        if let example = tally.junkExamples.first {
            warnings.append("\(tally.junkCount) of \(tally.lines) lines are no addresses, the first is \(example)")
        }
        if let example = tally.refusedExamples.first {
            warnings.append("\(tally.refusedCount) entries were refused, the first is \(example)")
        }
        if let cut = tally.droppedLastLine {
            warnings.append("The last line, \(cut), has no line end and may have been cut: it was left out.")
        }
        return warnings
    }
}
