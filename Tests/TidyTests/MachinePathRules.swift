/// Nothing in the repository depends on where one developer keeps files.
enum MachinePathRules {
    // Put together here, so that this file does not find itself.
    private static let folders = ["home", "Users", "root", "work", "opt", "tmp/wt"].map {
        "/\($0)/"
    }

    static func machinePaths(in file: TextFile) -> [Finding] {
        file.lines.enumerated().compactMap { line in
            let found = folders.first { folder in
                line.element.ranges(of: folder).contains { range in
                    // Within a longer path or an address it is somebody else's folder.
                    guard range.lowerBound > line.element.startIndex else { return true }
                    let before = line.element[line.element.index(before: range.lowerBound)]
                    return !before.isLetter && !before.isNumber && !"._-~/})*$".contains(before)
                }
            }
            return found.map { file.finding(line.offset + 1, "a path of one machine: \($0)…") }
        }
    }
}
