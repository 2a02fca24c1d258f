/// What expressions come to.
extension BcRun {
    mutating func value(_ expression: BcExpression, _ shell: inout Shell) throws(BcFault) -> Decimal {
        guard shell.charge(20) else { throw .spent }
        switch expression {
        case .number(let text):
            guard text.count < 2000, shell.charge(text.count * 4) else { throw .spent }
            return Decimal(text, base: inputBase)
        case .value(let place): return try value(of: place, &shell)
        case .negated(let inner): return try value(inner, &shell).negated
        case .not(let inner): return Decimal(try isTrue(inner, &shell) ? 0 : 1)
        case .binary(let operation, let left, let right, let address):
            let a = try value(left, &shell)
            return try combine(operation, a, try value(right, &shell), address, &shell)
        case .assign(let place, let operation, let expression, let address):
            var value = try value(expression, &shell)
            if let operation {
                value = try combine(operation, try self.value(of: place, &shell), value, address, &shell)
            }
            try set(place, value, &shell)
            return value
        case .step(let place, let step, let isPrefix):
            let before = try value(of: place, &shell)
            let after = before + Decimal(step)
            try set(place, after, &shell)
            return isPrefix ? after : before
        case .call(let function, let arguments, let address): return try call(function, arguments, address, &shell)
        }
    }

    private mutating func combine(
        _ operation: BcOperator, _ a: Decimal, _ b: Decimal, _ address: Int, _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        let size = a.size + b.size + scale / 9
        guard size < Natural.mostLimbs, shell.charge(a.size * b.size + scale) else { throw .spent }
        func truth(_ value: Bool) -> Decimal { Decimal(value ? 1 : 0) }
        switch operation {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a.times(b, scale: scale)
        case .divide:
            guard let result = a.divided(by: b, scale: scale) else {
                throw .runtime("Divide by zero", address: address)
            }
            return result
        case .remainder:
            guard let result = a.rest(of: b, scale: scale) else {
                throw .runtime("Modulo by zero", address: address)
            }
            return result
        case .power: return try power(a, b, address, &shell)
        case .less: return truth(a < b)
        case .lessOrEqual: return truth(!(b < a))
        case .equal: return truth(a == b)
        case .notEqual: return truth(!(a == b))
        case .greater: return truth(b < a)
        case .greaterOrEqual: return truth(!(a < b))
        case .and: return truth(!a.isZero && !b.isZero)
        case .or: return truth(!a.isZero || !b.isZero)
        }
    }

    private func power(
        _ base: Decimal, _ exponent: Decimal, _ address: Int, _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        if exponent.scale > 0, !(exponent - exponent.truncated(to: 0)).isZero {
            shell.print("Runtime warning (func=(main), adr=\(address)): non-zero scale in exponent\n", to: 2)
        }
        guard let count = exponent.whole, abs(count) < 100_000 else { throw .spent }
        guard base.size * abs(count) < Natural.mostLimbs * 12 else { throw .spent }
        // As many digits behind the point as a product of that many would have.
        let places = count < 0 ? scale : min(base.scale * count, max(scale, base.scale))
        let exact = base.scale * abs(count)
        var (result, factor, rest) = (Decimal(1), base, abs(count))
        while rest > 0 {
            guard result.size + factor.size < Natural.mostLimbs, shell.charge(factor.size * factor.size + 20) else {
                throw .spent
            }
            if rest & 1 == 1 { result = result.times(factor, scale: exact) }
            rest >>= 1
            if rest > 0 { factor = factor.times(factor, scale: exact) }
        }
        if count < 0 {
            guard let inverse = Decimal(1).divided(by: result, scale: scale) else {
                throw .runtime("Divide by zero", address: address)
            }
            return inverse
        }
        return result.truncated(to: places)
    }

    mutating func value(of place: BcExpression.Place, _ shell: inout Shell) throws(BcFault) -> Decimal {
        switch place {
        case .variable(let name): return variables[name] ?? .zero
        case .element(let name, let index):
            let index = try value(index, &shell).whole ?? 0
            return arrays[name]?[index] ?? .zero
        case .scale: return Decimal(scale)
        case .inputBase: return Decimal(inputBase)
        case .outputBase: return Decimal(outputBase)
        case .last: return last
        }
    }

    private mutating func set(
        _ place: BcExpression.Place, _ value: Decimal, _ shell: inout Shell
    ) throws(BcFault) {
        guard variables.count < Self.mostValues, arrays.count < 1000, value.size < Natural.mostLimbs else {
            throw .spent
        }
        switch place {
        case .variable(let name): variables[name] = value
        case .element(let name, let index):
            let index = try self.value(index, &shell).whole ?? 0
            guard arrays[name]?.count ?? 0 < Self.mostValues, shell.charge(100 + value.size * 8) else { throw .spent }
            arrays[name, default: [:]][index] = value
        case .scale: scale = max(0, min(Self.mostScale, value.whole ?? 0))
        case .inputBase: inputBase = max(2, min(16, value.whole ?? 10))
        case .outputBase: outputBase = max(2, min(999, value.whole ?? 10))
        case .last: last = value
        }
    }
}
