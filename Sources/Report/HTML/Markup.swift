/// A tree of elements and text, so that what is written is well-formed by construction.
///
/// The text is valid as HTML5 and as XML: attributes quoted, empty elements closed.
indirect enum Markup {
    case text(String)
    case element(String, [(name: String, value: String)], [Markup])

    /// An element; attributes keep their order, those with a nil value are left out.
    static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        _ children: [Markup] = []
    ) -> Markup {
        .element(name, attributes.compactMap { key, value in value.map { (key, $0) } }, children)
    }

    /// An element with text inside.
    static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
    ) -> Markup {
        tag(name, attributes, [.text(text)])
    }

    /// The tree as text.
    var rendered: String {
        var text = ""
        write(into: &text)
        return text
    }

    /// HTML elements that have no end tag; SVG elements without children are written the same way.
    private static let closed: Set = [
        "meta", "link", "br", "line", "path", "rect", "circle", "polygon", "use",
    ]
    /// Elements that start a line of their own, to keep the file readable.
    private static let blocks: Set = [
        "html", "head", "body", "main", "section", "figure", "svg", "g", "table", "tr", "ul", "li",
        "p", "h1", "h2", "h3", "h4", "style", "title", "meta", "text", "path", "rect", "line",
        "header", "footer", "div", "figcaption", "details", "summary", "pre", "thead", "tbody",
    ]

    private func write(into output: inout String) {
        switch self {
        case .text(let text):
            output += Self.escaped(text)
        case .element(let name, let attributes, let children):
            if Self.blocks.contains(name) { output += "\n" }
            output += "<\(name)"
            for attribute in attributes {
                output += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
            }
            if Self.closed.contains(name) {
                output += "/>"
            } else {
                output += ">"
                for child in children {
                    // A style sheet's text is taken as it is: an escaped ">" would stay escaped.
                    if name == "style", case .text(let text) = child {
                        output += text
                    } else {
                        child.write(into: &output)
                    }
                }
                output += "</\(name)>"
            }
        }
    }

    /// Control characters other than white space may stand in neither HTML nor XML.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            default:
                let isControl = scalar.properties.generalCategory == .control
                escaped.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return escaped
    }
}
