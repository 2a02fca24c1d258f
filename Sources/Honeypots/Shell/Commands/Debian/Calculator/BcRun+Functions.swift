/// Functions of the language, of the library and of the program.
extension BcRun {
    mutating func call(
        _ function: BcExpression.Function, _ arguments: [BcExpression], _ address: Int, _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        if case .own(let name) = function, let own = functions[name] {
            return try call(own, named: name, arguments, address, &shell)
        }
        var values: [Decimal] = []
        for argument in arguments { values.append(try value(argument, &shell)) }
        let first = values.first ?? .zero
        let size = first.size + scale / 9 + 4
        switch function {
        case .length: return Decimal(first.length)
        case .scale: return Decimal(first.scale)
        case .read: return .zero
        case .root:
            guard size < Natural.mostLimbs, shell.charge(size * size * 60) else { throw .spent }
            guard let root = first.root(scale: scale) else {
                throw .runtime("Square root of a negative number", address: address)
            }
            return root
        case .own(let name):
            let result: Decimal?
            guard hasLibrary, "sclaej".utf8.contains(name.first ?? 0), name.count == 1 else {
                throw .runtime("Function \(name) not defined.", address: address)
            }
            guard size < 60, shell.charge(size * size * 2000) else { throw .spent }
            switch name {
            case "s": result = first.sine(scale: scale)
            case "c": result = first.cosine(scale: scale)
            case "a": result = first.arcTangent(scale: scale)
            case "l": result = first.logarithm(scale: scale) ?? Decimal(Natural(1).shifted(scale), isNegative: true)
            case "e": result = first.exponential(scale: scale)
            default: result = values.dropFirst().first?.bessel(order: first.whole ?? 0, scale: scale)
            }
            guard let result else { throw .spent }
            return result
        }
    }

    mutating func call(
        _ function: BcFunction, named name: ByteString, _ arguments: [BcExpression], _ address: Int,
        _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        guard calls < Self.deepestCalls, shell.charge(100) else { throw .spent }
        guard arguments.count == function.parameters.count else {
            throw .runtime("Parameter number mismatch", address: address)
        }
        var given: [Decimal] = []
        var givenArrays: [[Int: Decimal]] = []
        for (argument, parameter) in zip(arguments, function.parameters) {
            if parameter.isArray, case .value(.variable(let array)) = argument {
                givenArrays.append(arrays[ByteString(array.dropLast(2))] ?? [:])
                given.append(.zero)
            } else {
                givenArrays.append([:])
                given.append(try value(argument, &shell))
            }
        }
        let (outer, outerArrays) = (variables, arrays)
        for (index, parameter) in function.parameters.enumerated() {
            if parameter.isArray {
                arrays[parameter.name] = givenArrays[index]
            } else {
                variables[parameter.name] = given[index]
            }
        }
        for local in function.locals {
            if local.isArray { arrays[local.name] = nil } else { variables[local.name] = nil }
        }
        calls += 1
        var result = Decimal.zero
        statements: for statement in function.body {
            switch try run(statement, &shell) {
            case .giveBack(let value):
                result = value
                break statements
            case .end: throw .spent
            case .normal, .leave, .proceed: continue
            }
        }
        calls -= 1
        for name in function.parameters + function.locals {
            if name.isArray {
                arrays[name.name] = outerArrays[name.name]
            } else {
                variables[name.name] = outer[name.name]
            }
        }
        return result
    }
}
