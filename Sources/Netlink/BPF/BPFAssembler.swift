/// Writes a program of BPF, instruction by instruction (RFC 9669). Jumps name a place, which is marked once, before or
/// after.
package struct BPFAssembler<Place: Hashable> {
    private var instructions: [BPFInstruction] = []
    private var places: [Place: Int] = [:]
    private var jumps: [(instruction: Int, to: Place)] = []

    package init() {}

    /// How many bytes a load or store moves.
    package enum Size: UInt8, Sendable {
        case word = 0x00
        case half = 0x08
        case byte = 0x10
        case double = 0x18
    }

    /// Arithmetic in 64 bits.
    package enum Operation: UInt8, Sendable {
        case add = 0x00
        case or = 0x40
        case and = 0x50
        case shiftLeft = 0x60
        case shiftRight = 0x70
        case move = 0xb0
    }

    /// Comparisons of 64 bits without sign.
    package enum Condition: UInt8, Sendable {
        case equal = 0x10
        case greater = 0x20
        case greaterOrEqual = 0x30
        case notEqual = 0x50
        case less = 0xa0
    }

    /// Functions of the kernel by their numbers (linux/bpf.h, `___BPF_FUNC_MAPPER`).
    package enum Function: Int32, Sendable {
        case mapLookUp = 1
        case mapUpdate = 2
        /// Nanoseconds since the start, as of the last tick (Linux 5.11).
        case coarseTime = 160
    }

    // MARK: - Arithmetic

    package mutating func apply(_ operation: Operation, _ target: BPFRegister, _ value: Int32) {
        append(BPFInstruction(0x07 | operation.rawValue, target, immediate: value))
    }

    package mutating func apply(_ operation: Operation, _ target: BPFRegister, _ source: BPFRegister) {
        append(BPFInstruction(0x0f | operation.rawValue, target, source))
    }

    package mutating func move(_ target: BPFRegister, _ value: Int32) { apply(.move, target, value) }

    package mutating func move(_ target: BPFRegister, _ source: BPFRegister) { apply(.move, target, source) }

    /// Turns 16 bits from network order into this machine's; the upper bits become zero.
    package mutating func fromNetwork16(_ target: BPFRegister) {
        append(BPFInstruction(0xdc, target, immediate: 16))
    }

    // MARK: - Memory

    package mutating func load(_ size: Size, _ target: BPFRegister, from base: BPFRegister, _ offset: Int16) {
        append(BPFInstruction(0x61 | size.rawValue, target, base, offset: offset))
    }

    package mutating func store(_ size: Size, _ source: BPFRegister, at base: BPFRegister, _ offset: Int16) {
        append(BPFInstruction(0x63 | size.rawValue, base, source, offset: offset))
    }

    package mutating func store(_ size: Size, value: Int32, at base: BPFRegister, _ offset: Int16) {
        append(BPFInstruction(0x62 | size.rawValue, base, offset: offset, immediate: value))
    }

    /// Adds 64 bits in one step that no other processor comes between.
    package mutating func addAtomically(_ source: BPFRegister, at base: BPFRegister, _ offset: Int16) {
        append(BPFInstruction(0xdb, base, source, offset: offset))
    }

    /// The map itself, as functions take it.
    package mutating func load(_ map: BPFMap, _ target: BPFRegister) {
        // 64 bits in two instructions; source 1 is BPF_PSEUDO_MAP_FD.
        append(BPFInstruction(0x18, target, .first, immediate: map.number))
        append(BPFInstruction(0))
    }

    // MARK: - Control

    package mutating func mark(_ place: Place) { places[place] = instructions.count }

    package mutating func jump(to place: Place) { jump(BPFInstruction(0x05), place) }

    package mutating func jump(
        to place: Place, if register: BPFRegister, _ condition: Condition, _ value: Int32
    ) {
        jump(BPFInstruction(0x05 | condition.rawValue, register, immediate: value), place)
    }

    package mutating func jump(
        to place: Place, if register: BPFRegister, _ condition: Condition, _ other: BPFRegister
    ) {
        jump(BPFInstruction(0x0d | condition.rawValue, register, other), place)
    }

    package mutating func call(_ function: Function) {
        append(BPFInstruction(0x85, immediate: function.rawValue))
    }

    package mutating func exit(_ result: Int32) {
        move(.result, result)
        append(BPFInstruction(0x95))
    }

    private mutating func jump(_ instruction: BPFInstruction, _ place: Place) {
        jumps.append((instructions.count, place))
        append(instruction)
    }

    private mutating func append(_ instruction: BPFInstruction) { instructions.append(instruction) }

    /// The program; `nil` when a jump leads to a place that is not marked, or too far.
    package func assembled() -> [BPFInstruction]? {
        var program = instructions
        for jump in jumps {
            guard let place = places[jump.to], let offset = Int16(exactly: place - jump.instruction - 1) else {
                return nil
            }
            program[jump.instruction].offset = offset
        }
        return program
    }
}
