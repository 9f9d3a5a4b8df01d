import ArgumentParser

struct Relman: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relman",
    abstract: "Releases of database and application changes, inside your Git repository.",
    discussion: """
      Every command runs in another folder with -C, before or after its name.

      Example, from a change to production:
        relman init staging production
        relman change new "Discounts at checkout" --database shop
        relman next
        relman prepare
        relman review
        relman tag && git push origin v1.4.0
        relman approve v1.4.0 staging
        relman promote v1.4.0 staging
        relman deploy staging
        relman status
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, StatusCommand.self, NextCommand.self, NotesCommand.self, WhyCommand.self,
      ChangeCommand.self, PrepareCommand.self, ReviewCommand.self, TagCommand.self,
      PackageCommand.self, ApproveCommand.self, RejectCommand.self, RevokeCommand.self,
      AttestCommand.self, VerifyCommand.self, PromoteCommand.self, DeployCommand.self,
      RollbackCommand.self, RepairCommand.self, LogCommand.self, PolicyCommand.self,
      HooksCommand.self,
      SyncCommand.self, HookCommand.self, DoctorCommand.self, CorrectCommand.self,
    ])
}
