/// A function or initializer and its length in lines, from its keyword to its closing brace.
struct FunctionLength: Equatable {
    let name: String
    /// From 1.
    let line: Int
    let lines: Int
}

extension SourceText {
    /// The functions and initializers with a body, found by their keywords and counted by braces.
    var functions: [FunctionLength] {
        var functions: [FunctionLength] = []
        var line = 1
        for index in code.indices {
            if code[index] == UInt8(ascii: "\n") { line += 1 }
            guard let name = functionName(at: index), let body = bodyStart(after: index) else {
                continue
            }
            let end = closingBrace(of: body)
            let length = code[index...end].count { $0 == UInt8(ascii: "\n") } + 1
            functions.append(FunctionLength(name: name, line: line, lines: length))
        }
        return functions
    }

    /// The name of the function declared here: `func name`, or `init` that is not called on something.
    private func functionName(at index: Int) -> String? {
        guard
            index == 0
                || !(Self.isWordPart(code[index - 1]) || code[index - 1] == UInt8(ascii: "."))
        else { return nil }
        if word(at: index) == "func" {
            return word(at: index + 5) ?? "operator"
        }
        return word(at: index) == "init" ? "init" : nil
    }

    private func word(at start: Int) -> String? {
        var end = start
        while end < code.count, Self.isWordPart(code[end]) { end += 1 }
        return end > start ? String(decoding: code[start..<end], as: UTF8.self) : nil
    }

    /// Where the body opens, nil for a requirement of a protocol, which has none.
    private func bodyStart(after keyword: Int) -> Int? {
        var depth = 0
        var index = keyword
        while index < code.count {
            switch code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return index
            case UInt8(ascii: "{"): index = closingBrace(of: index)
            case UInt8(ascii: "}"): return nil
            case UInt8(ascii: "\n") where depth == 0 && !signatureGoesOn(after: index): return nil
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Whether the line after a line end still belongs to a signature.
    private func signatureGoesOn(after lineEnd: Int) -> Bool {
        var index = lineEnd
        while index < code.count,
            code[index] == UInt8(ascii: " ") || code[index] == UInt8(ascii: "\n")
        {
            index += 1
        }
        guard index < code.count else { return false }
        if code[index] == UInt8(ascii: "{") || code[index] == UInt8(ascii: "-") { return true }
        return ["where", "throws", "async"].contains(word(at: index))
    }

    private func closingBrace(of open: Int) -> Int {
        var depth = 0
        for index in open..<code.count {
            if code[index] == UInt8(ascii: "{") { depth += 1 }
            if code[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return index }
        }
        return code.count - 1
    }
}
