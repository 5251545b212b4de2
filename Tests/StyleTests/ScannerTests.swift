import Testing

@Suite("The scanner the style tests rely on")
struct ScannerTests {
    private func code(_ text: String) -> String {
        String(decoding: SourceText(text).code, as: UTF8.self)
    }

    private func withoutComments(_ text: String) -> String {
        String(decoding: SourceText(text).withoutComments, as: UTF8.self)
    }

    @Test("Leaves out comments, and keeps every line where it was")
    func comments() {
        #expect(code("a // b\nc") == "a     \nc")
        #expect(code("a /* b\n /* c */ d */ e") == "a     \n              e")
        #expect(
            withoutComments("let a = \"// no comment\" // one")
                == "let a = \"// no comment\"       ")
    }

    @Test("Leaves out what stands in quotes, whatever is interpolated")
    func texts() {
        #expect(code(#"f("a { b") { }"#) == "f(       ) { }")
        #expect(code(#"f("a \" b", c)"#) == "f(        , c)")
        #expect(code(#"f("\(g("{"))", c)"#) == "f(           , c)")
        #expect(code("f(\"\"\"\n  \" { \n  \"\"\")") == "f(   \n      \n     )")
        #expect(code(##"f(#"a " \ b"#)"##) == "f(           )")
    }

    @Test("Finds words, hyphens inside them included")
    func words() {
        let text = Array("client-server mesh.degree a - b -c try! Meshes".utf8)
        #expect(
            SourceText.words(of: text)
                == ["client-server", "mesh", "degree", "a", "b", "c", "try", "Meshes"])
    }

    @Test("Counts functions from keyword to closing brace, nested ones as well")
    func functions() {
        let source = SourceText(
            """
            protocol P {
                func required(a: Int) -> Int
                init(_ a: Int) throws
            }
            struct S {
                init(a: Int) { self.init(b: a) }
                func one() -> Int { 1 }
                func three(
                    _ a: () -> Void = { }
                )
                    -> Int
                {
                    if true { return 1 }
                    func inner() {
                    }
                    return 2 // }
                }
                var text: String { "}" }
            }
            """)
        #expect(
            source.functions == [
                FunctionLength(name: "init", line: 6, lines: 1),
                FunctionLength(name: "one", line: 7, lines: 1),
                FunctionLength(name: "three", line: 8, lines: 10),
                FunctionLength(name: "inner", line: 14, lines: 2),
            ])
    }
}
