/// Behaviours that files leave out of other files: with `disable`, so that a user can silence a rule that came with the
/// program, or, defining it in the same file, put another in its place.
struct DisabledBehaviours {
    /// Which files disable a behaviour.
    private let filesByBehaviour: [String: Set<String>]
    /// The primitives that each file defines.
    private let primitivesByFile: [String: Set<String>]

    /// - Throws: when a file disables what no other file has.
    init(_ files: [RuleFile]) throws(DetectionError) {
        var owners: [String: Set<String>] = [:]
        var primitives: [String: Set<String>] = [:]
        for file in files {
            for behaviour in file.behaviours { owners[behaviour.name, default: []].insert(file.name) }
            primitives[file.name, default: []].formUnion(file.primitives.map(\.name))
        }
        var disabled: [String: Set<String>] = [:]
        for file in files {
            for node in file.disabled {
                let name = try node.text("a behaviour's name")
                guard !(owners[name] ?? []).subtracting([file.name]).isEmpty else {
                    throw node.error("no other file has a behaviour '\(name)' that could be disabled")
                }
                disabled[name, default: []].insert(file.name)
            }
        }
        filesByBehaviour = disabled
        primitivesByFile = primitives
    }

    /// A file without what others disable. A behaviour's own primitive stays, because others may name it, unless whoever
    /// disables the behaviour brings one of that name.
    func remaining(of file: RuleFile) -> RuleFile {
        func others(disabling name: String) -> Set<String> {
            (filesByBehaviour[name] ?? []).subtracting([file.name])
        }
        var rest = file
        rest.leftOut = rest.behaviours.filter { !others(disabling: $0.name).isEmpty }
        rest.behaviours.removeAll { !others(disabling: $0.name).isEmpty }
        rest.primitives.removeAll { primitive in
            others(disabling: primitive.name).contains { primitivesByFile[$0]?.contains(primitive.name) ?? false }
        }
        return rest
    }
}
