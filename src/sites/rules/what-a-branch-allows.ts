/** What a person can do at a terminal's doors, apart from reading. */
export type TerminalDeed =
  | 'log on'
  | 'log out'
  | 'stay logged on'
  | 'end own logon sessions'
  | 'change own password'
  | 'change own channels'
  | 'initiate'
  | 'anything else'

/**
 * What may be done in a session that is thrown away. A password changed in it is forgotten by nobody but the branch; a phone
 * or a mailbox would keep a dead secret, and a firm would believe that its users were mended (spec §6).
 */
const ALLOWED: Readonly<Record<TerminalDeed, boolean>> = {
  'log on': true,
  'log out': true,
  'stay logged on': true,
  'end own logon sessions': true,
  'change own password': true,
  'change own channels': false,
  initiate: false,
  'anything else': false,
}

export function branchAllows(deed: TerminalDeed): boolean {
  return ALLOWED[deed]
}
