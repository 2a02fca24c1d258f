import ThreatModel

/// All behaviours and primitives, compiled: immutable, shared by every session, cheap to copy.
package struct DetectionCatalogue: Sendable {
    /// A behaviour's index here is its number inside this catalogue; names are what survives a changed one.
    package let behaviours: [Behaviour]
    package let primitives: [Primitive]
    let compiled: CompiledCatalogue

    /// The catalogue that came with this program, compiled when it is asked for first.
    package static func builtIn() throws(DetectionError) -> DetectionCatalogue { try compiledBuiltIn.get() }

    private static let compiledBuiltIn: Result<DetectionCatalogue, DetectionError> =
        Result { () throws(DetectionError) in try DetectionCatalogue(files: builtInFiles) }

    /// The rule files that came with this program, to be joined with a user's own.
    package static var builtInFiles: [(name: String, text: String)] {
        EmbeddedResources.files.map { ($0.name, $0.text.description) }
    }

    /// Reads, checks and compiles rule files, which may name each other's primitives.
    ///
    /// - Parameter files: `name` is what errors call a file.
    package init(files: [(name: String, text: String)]) throws(DetectionError) {
        var read: [RuleFile] = []
        for file in files { read.append(try RuleFile(name: file.name, text: file.text)) }
        let rules = try RuleSet(read)
        let joined = try rules.join()
        behaviours = joined.behaviours
        primitives = rules.primitives.map(Primitive.init)
        compiled = CompiledCatalogue(joined, primitives: rules.primitives)
        if let worst = compiled.matcher.worstByte, worst.steps > RuleLimits.stepsForOneByte {
            let primitive = rules.primitives[Int(worst.primitive)]
            throw primitive.place.error(
                "too many patterns are tried wherever the text of '\(primitive.name)' stands: at most "
                    + "\(RuleLimits.stepsForOneByte) steps for a byte are accepted, these take \(worst.steps); give them "
                    + "longer texts that differ")
        }
    }

    /// The index of the behaviour with that name.
    package func behaviour(named name: String) -> Int? { compiled.behaviourIndices[name] }

    /// The index of the primitive with that name.
    package func primitive(named name: String) -> Int? { compiled.primitiveIndices[name] }

    /// Whether this is the same catalogue, in which the same numbers mean the same: not one that only says the same.
    package func isSame(as other: DetectionCatalogue) -> Bool { compiled === other.compiled }

    /// What each behaviour of one session asks for, by name, to compare with another time's.
    package var fingerprints: [String: UInt64] {
        behaviours.reduce(into: [:]) { $0[$1.name] = $1.fingerprint }
    }

    /// What a rule file may hold.
    package static var maximumFileBytes: Int { RuleLimits.fileBytes }

    /// Bytes of memory that the patterns' tables take.
    package var footprint: Int { compiled.matcher.footprint }

    /// The most that one byte of any field can cost, in steps of some nanoseconds: whatever is sent, the work for an event
    /// is at most this for each of its bytes.
    package var stepsForWorstByte: Int { compiled.matcher.worstByte?.steps ?? 0 }
}
