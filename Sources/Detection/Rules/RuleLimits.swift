/// What rule files may ask for. Generous for people, small enough that no file can exhaust the machine.
enum RuleLimits {
    static let fileBytes = 4 * 1024 * 1024
    static let nameBytes = 64
    static let primitives = 50_000
    static let behaviours = 20_000
    static let patternsOfOnePrimitive = 1024
    static let patternBytes = 256
    /// What one byte of a text may cost at most, in parts of patterns tried and bytes compared: hundreds of patterns may begin
    /// alike, but no text can make them all be tried at each of its bytes. A step takes some nanoseconds.
    static let stepsForOneByte = 4096
    /// Parts of one condition, all levels together.
    static let conditionParts = 64
    static let conditionDepth = 8
    static let sequenceSteps = 16
    /// A plain count costs one number.
    static let count = 1_000_000
    /// A count in a window, or of distinct values, remembers that many times or values for each session.
    static let rememberedCount = 256
    static let windowSeconds = 86_400
    /// What the numbers of one condition across sessions may sum up to: half of what is remembered for it, so that what is
    /// forgotten for want of room is always older than the window.
    static let countAcrossSessions = AddressDetection.maximumEntries / 2
    /// Each of them may remember something of every address.
    static let behavioursAcrossSessions = 64
    static let exampleEvents = 256
}
