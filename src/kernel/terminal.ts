/** What a command may do to the person at the terminal. */
export interface Terminal {
  print(line: string): void
  complain(line: string): void
  /** Something that is not shown as it is typed: one line. */
  ask(question: string): Promise<string>
  /** Settles when the person, or the system, asks the program to end. */
  interrupted(): Promise<void>
}
