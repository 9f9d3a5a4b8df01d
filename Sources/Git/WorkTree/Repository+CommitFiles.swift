import CGit2
import Platform
import Release

extension Repository {
  /// Commits these files alone on the current branch and writes them to the work tree. What else
  /// is staged or changed stays as it is. Throws `.tryAgain` when the branch moved meanwhile, and
  /// changes nothing then.
  public func commitFiles(
    _ files: [(path: String, bytes: [UInt8])], message: String, author: Ident
  ) throws(Problem) -> ObjectID {
    guard let workTree else {
      throw Problem(.refused, "a bare repository has no work tree to write files to")
    }
    let (branch, parent) = try currentBranch()
    try requireUnlockedIndex()
    let base = try parent.map { id throws(Problem) in try commit(id).tree }
    var objects = NewObjects()
    let staged = try treeFiles(files, in: base, &objects)
    let id = try objects.addCommit(
      tree: objects.addTree(staged, over: base, in: self), parents: parent.map { [$0] } ?? [],
      author: author, committer: author, message: message)
    try write(objects)
    try replaceFiles(files, staged, in: workTree) { () throws(Problem) in
      let subject = message.prefix { !$0.isNewline }
      try move([RefMove(branch, from: parent, to: id, log: "commit: \(subject)")])
    }
    try index(staged)
    return id
  }

  private func currentBranch() throws(Problem) -> (ref: String, commit: ObjectID?) {
    switch try head() {
    case .unborn(let branch): return ("refs/heads/" + branch, nil)
    case .branch(let branch, let id): return ("refs/heads/" + branch, id)
    case .detached:
      throw Problem(
        .refused, "HEAD is detached: no branch would keep the commit", hint: "git switch -c NAME")
    }
  }

  private func treeFiles(
    _ files: [(path: String, bytes: [UInt8])], in base: ObjectID?, _ objects: inout NewObjects
  ) throws(Problem) -> [TreeFile] {
    var result: [TreeFile] = []
    for (path, bytes) in files {
      let old = try base.flatMap { tree throws(Problem) in try entry(at: path, in: tree) }
      let mode: FileMode = old?.mode == .executable ? .executable : .regular
      result.append(TreeFile(path: path, mode: mode, id: try objects.addBlob(bytes)))
    }
    return result
  }

  /// Writes all files beside their places, then does what may fail, then moves them.
  private func replaceFiles(
    _ files: [(path: String, bytes: [UInt8])], _ staged: [TreeFile], in workTree: String,
    after decide: () throws(Problem) -> Void
  ) throws(Problem) {
    guard let file = files.first, let target = staged.first else { return try decide() }
    try makeFolders(for: file.path, below: workTree)
    let mode: UInt32 = target.mode == .executable ? 0o777 : 0o666
    let new = try NewFile(file.bytes, for: "\(workTree)/\(file.path)", .atMost(mode))
    try replaceFiles(
      Array(files.dropFirst()), Array(staged.dropFirst()), in: workTree, after: decide)
    try new.takePlace()
  }

  private func index(_ files: [TreeFile]) throws(Problem) {
    let index = try Handle("open the index", release: git_index_free) {
      git_repository_index(&$0, pointer)
    }
    try check(git_index_read(index.pointer, 1), "read the index")
    for file in files {
      try check(git_index_add_bypath(index.pointer, file.path), "stage \(quoted(file.path))")
    }
    try check(git_index_write(index.pointer), "write the index")
  }

  /// The index is written last, when it is too late to turn back; a lock is noticed first.
  private func requireUnlockedIndex() throws(Problem) {
    let lock = gitDirectory + "/index.lock"
    guard !exists(lock) else {
      throw Problem(.tryAgain, "the index is locked by another Git command: \(quoted(lock))")
    }
  }
}
