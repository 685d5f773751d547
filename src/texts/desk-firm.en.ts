/** The page of one firm at the operator's desk, and of its users whom another firm has too. */
export const deskFirmEn = {
  deskFirm: {
    warnings: 'What needs an eye',
    noWarnings: 'Nothing: two makers and two checkers or more, and each has an email.',
    noWarningsAlone: 'Nothing: its one administrator is there and has an email. He acts alone.',
    delegates: 'What operators may do for them',
    readiness: 'Readiness for the launch',
    profile: 'On record',
    nameEn: 'English name',
    nameZh: 'Chinese name',
    singleControl: 'Single control',
    granted: 'Granted: one person may act alone.',
    notGranted: 'Not granted: every change takes two people.',
    networks: 'Networks',
    anywhere: 'None recorded: its people may come from anywhere.',
    actions: 'What may be asked for',
    amend: 'Amend names or networks',
    grant: 'Grant single control',
    withdraw: 'Withdraw single control',
    recordContact: 'Record a contact',
    openConnectUser: 'Open a Client Connect user',
    amendConnectRights: 'Amend the rights of a Client Connect user',
    connectUsers: 'Client Connect users',
    noConnectUsers: 'None: nobody of this firm can file DA 3 or register for an event.',
    connectUser: { userId: 'User ID', name: 'Name', status: 'Status', rights: 'Access rights' },
    noRights: 'None',
    contacts: 'Contacts for call-back',
    noContacts: 'Nobody is on record to be called back.',
    contact: {
      name: 'Name',
      office: 'Office held',
      telephone: 'Telephone',
      email: 'Email',
      withdraw: 'Withdraw',
    },
    withdrawOf: (name: string) => `Withdraw ${name}`,
    requests: 'Requests that are open',
    noRequests: 'No request of this firm, or about it, is open.',
    alone: 'Done by one person alone',
    noneAlone: 'Nothing yet.',
    madeAt: (moment: string) => `asked for at ${moment}`,
    back: 'All participants',
  },

  usersOfSeveral: {
    title: 'Users of several firms',
    what: 'What operators may do for them',
    count: (users: number) =>
      users === 0
        ? 'Another firm has none of its users.'
        : users === 1
          ? 'Another firm has one of its users too.'
          : `Other firms have ${users} of its users too.`,
    intro:
      'Another firm has these User IDs too, so neither firm changes them: operators do, two for each change. Either firm can still remove somebody from itself, and amends the user groups it gave him.',
    none: 'Another firm has none of its users.',
    userId: 'User ID',
    name: 'Name',
    status: 'Status',
    firms: 'Firms',
    address: 'Registered email',
    credentials: 'Password and OTP channels',
    set: 'Set up',
    notSet: 'Not set up, or reset.',
    askFirst:
      'Ask each of his firms first, by its contact on record. What is changed here holds at all of them, and the DAs of each are told.',
    noRequests: 'No request about him is open.',
    back: 'The participant',
    backToAll: 'All users of several firms',
  },
}
