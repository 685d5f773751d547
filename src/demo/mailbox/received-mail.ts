/** A mail as the demo's programs read it: design.md §5. */
export interface ReceivedMail {
  /** Programme clock at receipt, with the offset of the programme's zone: `2023-06-10T18:05:07.000+08:00`. */
  readonly at: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface ReceivedMails {
  keep(mail: ReceivedMail): void
  /** Newest first, in order of receipt: the demo clock may have been put back in between. */
  all(): readonly ReceivedMail[]
  clear(): void
}

const MOST = 5000

/** Kept in memory only. Past `most` the oldest go. */
export function receivedMails(most = MOST): ReceivedMails {
  let kept: readonly ReceivedMail[] = []
  return {
    keep: (mail) => {
      kept = [mail, ...kept.slice(0, most - 1)]
    },
    all: () => kept,
    clear: () => {
      kept = []
    },
  }
}

/** Those to an address that holds what was typed, in upper or lower case; all where nothing was typed. */
export function mailTo(mails: readonly ReceivedMail[], typed: string): readonly ReceivedMail[] {
  const wanted = typed.trim().toLowerCase()
  return mails.filter(({ to }) => to.toLowerCase().includes(wanted))
}
