/// The functions a script can reach.
enum LuaFunction: Equatable, Sendable {
    case call
    case protectedCall
    case errorReply
    case statusReply
    case digest
    case log
    case raise
    case toNumber
    case toString
    case type
    case length
    case lower
    case upper
    case substring
    /// `package.loadlib`, where the build of Debian forgot to take it away (CVE-2022-0543).
    case loadLibrary
    /// What `loadlib` gives: called, it gives the `io` library.
    case openLibrary
    case openProcess
    case execute
    case read
    case close
    /// One of the others the real interpreter has: a script that calls it is not followed any further.
    case unplayed

    /// Globals that are functions themselves.
    static let globals: [String: LuaFunction] = [
        "error": .raise, "tonumber": .toNumber, "tostring": .toString, "type": .type, "assert": .unplayed,
        "collectgarbage": .unplayed, "ipairs": .unplayed, "loadstring": .unplayed, "next": .unplayed,
        "pairs": .unplayed,
        "pcall": .unplayed, "rawequal": .unplayed, "rawget": .unplayed, "rawset": .unplayed, "select": .unplayed,
        "setmetatable": .unplayed, "getmetatable": .unplayed, "unpack": .unplayed, "xpcall": .unplayed,
    ]

    /// Functions of the libraries; one that is not named here but would be in the real library is `unplayed`.
    static let libraries: [String: [String: LuaFunction]] = [
        "redis": [
            "call": .call, "pcall": .protectedCall, "error_reply": .errorReply, "status_reply": .statusReply,
            "sha1hex": .digest, "log": .log,
        ],
        "string": ["len": .length, "lower": .lower, "upper": .upper, "sub": .substring],
        "table": [:], "math": [:], "cjson": [:], "cmsgpack": [:], "struct": [:], "bit": [:],
        "io": ["popen": .openProcess],
    ]
}
