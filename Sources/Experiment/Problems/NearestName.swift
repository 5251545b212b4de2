/// The name among the known ones that was probably meant, nil when none is near.
///
/// The first of those with the fewest changed letters, of which a third may be changed, at most 3.
package func nearestName(to name: String, among known: [String]) -> String? {
    let letters = Array(name.utf8)
    guard letters.count <= 64 else { return nil }
    var best: String?
    var fewest = min(3, (letters.count + 2) / 3) + 1
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
