/// A picture with its heading and caption.
enum Figure {
    static func markup(_ picture: Markup, title: String, caption: String) -> Markup {
        markup([picture], title: title, caption: caption)
    }

    static func markup(_ pictures: [Markup], title: String, caption: String) -> Markup {
        .tag(
            "figure", [:],
            [
                .tag(
                    "figcaption", [:],
                    [.tag("strong", text: title), .text(" "), .tag("span", text: caption)])
            ] + pictures)
    }
}
