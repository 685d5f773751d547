/** Looking somebody up at the desk, for who answers the telephone. */
export const deskLookUpEn = {
  deskLookUp: {
    intro:
      'A User ID, or the reference that a page showed. Each look is recorded. Nothing is told or done for a caller before he was called back.',
    search: 'User ID or reference',
    nobody:
      'Nobody has this User ID, and nothing was refused under such a reference. Check it letter by letter.',
    refused: 'What was refused',
    nobodyTyped: 'What was typed is nobody’s User ID.',
    person: 'Who it is',
    facts: { when: 'When', what: 'What', where: 'Where', why: 'Why' },
    userId: 'User ID',
    name: 'Name',
    roles: 'Roles',
    roleAt: (where: string, role: string) => `${where}: ${role}`,
    atTheHouse: 'clearing house',
    email: 'Registered email',
    emailThere: 'There is one.',
    emailMissing: 'None. Without it 2FA can’t be set up.',
    secondFactor: '2FA',
    initiated: (channels: string) => `Set up: ${channels}`,
    notInitiated: 'Not set up, or reset.',
    lock: 'Logon by OTP',
    locked: (moment: string) => `Locked until ${moment}, after too many failed tries.`,
    notLocked: 'Not locked.',
    callBack: (firm: string) => `Whom to call back at ${firm}`,
    callBackHow: 'Only at a number that stands here, never at one that the caller gives.',
    ownPeople: 'He is of the clearing house: call back by its own directory.',
  },
}
