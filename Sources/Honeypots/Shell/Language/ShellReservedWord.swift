/// Words with a meaning of their own where a command may begin (POSIX.1-2017, XCU 2.4).
enum ShellReservedWord: String, Sendable {
    case not = "!"
    case openBrace = "{"
    case closeBrace = "}"
    case `if`
    case then
    case `elif`
    case `else`
    case fi
    case `for`
    case `in`
    case `while`
    case until
    case `do`
    case done
    case `case`
    case esac
    case function
    case openCondition = "[["
    case select
    case time
    case coproc
}
