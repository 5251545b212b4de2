/// The few SVG shapes all charts are made of.
///
/// Lengths are in the chart's own units.
enum Drawing {
    enum Anchor: String { case start, middle, end }

    static func line(
        _ fromX: Double, _ fromY: Double, _ toX: Double, _ toY: Double, style: String
    ) -> Markup {
        .tag(
            "line",
            [
                "x1": at(fromX), "y1": at(fromY), "x2": at(toX), "y2": at(toY), "class": style,
            ])
    }

    static func text(
        _ x: Double, _ y: Double, _ text: String, style: String? = nil, anchor: Anchor = .start
    ) -> Markup {
        .tag(
            "text",
            [
                "x": at(x), "y": at(y), "class": style,
                "text-anchor": anchor == .start ? nil : anchor.rawValue,
            ], text: text)
    }

    static func box(
        _ x: Double, _ y: Double, width: Double, height: Double, style: String
    ) -> Markup {
        .tag(
            "rect",
            [
                "x": at(x), "y": at(y), "width": at(max(0, width)), "height": at(max(0, height)),
                "class": style,
            ])
    }

    /// A line through the points, broken where one is missing; a lone point is a dot.
    static func path(
        _ points: [(x: Double, y: Double?)], arm: Arm, style: LinePanel.Style = .measured
    ) -> Markup {
        var commands = ""
        var isDown = false
        for (index, point) in points.enumerated() {
            guard let y = point.y else {
                isDown = false
                continue
            }
            commands += "\(isDown ? "L" : "M")\(at(point.x)) \(at(y))"
            let endsHere = index + 1 == points.count || points[index + 1].y == nil
            if !isDown, endsHere { commands += "h0" }
            isDown = true
        }
        let look =
            switch style {
            case .measured: "series \(arm.style)"
            case .theory: "theory \(arm.style)"
            case .reference: "reference"
            }
        return .tag(
            "path",
            [
                "d": commands.isEmpty ? "M0 0" : commands, "class": look,
                "stroke-dasharray": style == .measured ? arm.dash : nil,
            ])
    }

    /// An image with a title and a description for those who cannot see it.
    static func image(
        id: String, width: Double, height: Double, title: String, description: String,
        _ content: [Markup]
    ) -> Markup {
        .tag(
            "svg",
            [
                "viewBox": "0 0 \(at(width)) \(at(height))", "role": "img",
                "aria-labelledby": "\(id)-title \(id)-description",
            ],
            [
                .tag("title", ["id": "\(id)-title"], text: title),
                .tag("desc", ["id": "\(id)-description"], text: description),
            ] + content)
    }

    /// A coordinate: one decimal is a tenth of a pixel.
    static func at(_ value: Double) -> String {
        NumberText.shortest(value, decimals: 1).filter { $0 != "," }
    }
}

extension Arm {
    /// The class that gives the arm its colour; eight colours, then again.
    var style: String { "arm-\(colour % 8)" }

    /// How its lines are dashed, so that arms differ without colour; nil: not at all.
    var dash: String? {
        [nil, "9 5", "3 4", "12 4 3 4", "16 6", "6 3 2 3"][shape % 6]
    }

    /// Its marker, centred; five, so that with eight colours 40 arms side by side differ.
    func marker(_ x: Double, _ y: Double, size: Double = 4.5) -> Markup {
        let at = Drawing.at
        switch shape % 5 {
        case 0:
            return .tag(
                "circle", ["cx": at(x), "cy": at(y), "r": at(size), "class": "mark \(style)"])
        case 1:
            return Drawing.box(
                x - size, y - size, width: 2 * size, height: 2 * size, style: "mark \(style)")
        case 2:
            return polygon([(x, y - size - 1), (x + size + 1, y + size), (x - size - 1, y + size)])
        case 3:
            let reach = size + 1.5
            return polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)])
        default:
            return polygon([(x, y + size + 1), (x + size + 1, y - size), (x - size - 1, y - size)])
        }
    }

    private func polygon(_ corners: [(Double, Double)]) -> Markup {
        let points = corners.map { "\(Drawing.at($0.0)),\(Drawing.at($0.1))" }
        return .tag(
            "polygon", ["points": points.joined(separator: " "), "class": "mark \(style)"])
    }
}
