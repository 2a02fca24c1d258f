/// Variables a client sends of its own environment (RFC 1572; RFC 1408 for the older option).
enum TelnetEnvironment {
    /// Variables of one message that are read.
    static let mostVariables = 32

    private static let `is`: UInt8 = 0
    private static let info: UInt8 = 2
    private static let variable: UInt8 = 0
    private static let value: UInt8 = 1
    private static let escape: UInt8 = 2
    private static let userVariable: UInt8 = 3

    /// Names with their values from the parameters of an IS or INFO message; nil when they are none of these.
    static func variables(in parameters: [UInt8]) -> [(name: [UInt8], value: [UInt8])]? {
        var rest = parameters[...]
        guard let kind = rest.popFirst(), kind == Self.is || kind == info else { return nil }
        var variables: [(name: [UInt8], value: [UInt8])] = []
        var isValue = false
        while let byte = rest.popFirst() {
            switch byte {
            case variable, userVariable:
                guard variables.count < mostVariables else { return variables }
                variables.append(([], []))
                isValue = false
            case value: isValue = true
            default:
                // A value without a name before it is kept under none.
                if variables.isEmpty { variables.append(([], [])) }
                let byte = byte == escape ? rest.popFirst() ?? byte : byte
                if isValue {
                    variables[variables.count - 1].value.append(byte)
                } else {
                    variables[variables.count - 1].name.append(byte)
                }
            }
        }
        return variables
    }
}
