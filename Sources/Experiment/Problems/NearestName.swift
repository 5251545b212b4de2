/// The name among the known ones that was probably meant, nil when none is near.
///
/// The shortest that goes on where the name ends; else the first of those with the fewest changed
/// letters, of which a third may be changed, at most `most`.
package func nearestName(to name: String, among known: [String], within most: Int = 3) -> String? {
    let letters = Array(name.utf8)
    guard letters.count <= 64 else { return nil }
    if letters.drop(while: { $0 == UInt8(ascii: "-") }).count >= 3,
        let whole = known.filter({ $0.hasPrefix(name) }).min(by: { $0.count < $1.count })
    {
        return whole
    }
    var best: String?
    var fewest = min(most, (letters.count + 2) / 3) + 1
    for candidate in known {
        let distance = editDistance(letters, Array(candidate.utf8))
        if distance < fewest {
            best = candidate
            fewest = distance
        }
    }
    return best
}

/// How many letters must be added, removed or replaced (Levenshtein 1966); a swap of two counts 2.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (column, other) in right.enumerated() {
            let replaced = diagonal + (letter == other ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
        }
    }
    return row[right.count]
}

/// The nearest name as a question and a blank, empty where none is near.
func suggestion(for name: String, among known: [String]) -> String {
    nearestName(to: name, among: known).map { "did you mean \(quoted($0))? " } ?? ""
}

/// A hint and what follows it, which begins a sentence only where there is a hint.
func sentences(_ hint: String, _ rest: String) -> String {
    hint.isEmpty ? rest : hint + rest.prefix(1).uppercased() + rest.dropFirst()
}
