/// Terminal colours, or none.
struct Ink {
    let isOn: Bool

    func bold(_ text: String) -> String { wrap(text, code: "1") }
    func dim(_ text: String) -> String { wrap(text, code: "2") }
    func warning(_ text: String) -> String { wrap(text, code: "1;31") }

    private func wrap(_ text: String, code: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
