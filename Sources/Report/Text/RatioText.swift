/// Ratios as text, near 1 with as many decimals as it takes to tell them from it.
enum RatioText {
    /// Between 0.1 and 10 at least two decimals and at most five; two significant digits below,
    /// three above.
    static func texts(_ ratios: [Double]) -> [String] {
        let decimals =
            (2...5).first { decimals in
                ratios.allSatisfy { $0 == 1 || !readsAsOne($0, decimals: decimals) }
            } ?? 5
        return ratios.map { ratio in
            ratio > 0.1 && ratio < 10
                ? NumberText.fixed(ratio, decimals: decimals)
                : NumberText.significant(ratio, digits: ratio < 1 ? 2 : 3)
        }
    }

    private static func readsAsOne(_ ratio: Double, decimals: Int) -> Bool {
        Double(NumberText.fixed(ratio, decimals: decimals)) == 1
    }
}
