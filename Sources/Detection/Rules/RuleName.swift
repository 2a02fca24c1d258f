/// The form of a primitive's or behaviour's name: lower-case words with `_`, joined by dots, at least two of them.
enum RuleName {
    static func check(_ name: String, at node: RuleNode) throws(DetectionError) {
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isWellFormed =
            parts.count >= 2 && name.utf8.count <= RuleLimits.nameBytes
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isNameByte) }
        guard isWellFormed else {
            throw node.error(
                "'\(name)' is no name; accepted: at most \(RuleLimits.nameBytes) of a-z, 0-9 and _, with a dot inside, "
                    + "such as sh.dropper_pipe")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
