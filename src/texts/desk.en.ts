/** The operator's desk: participants and who is at risk, the launch, and looking somebody up. */
export const deskEn = {
  deskFirms: {
    intro: 'Every Clearing Participant, and what an operator should see to before its people notice.',
    search: 'Code or name',
    admit: 'Admit a participant',
    filters: { every: 'All', 'at-risk': 'With a warning', alone: 'Under single control' },
    filtered: (name: string, count: number) => `${name} (${count})`,
    caption: 'Participants',
    columns: {
      code: 'Code',
      name: 'Name',
      makers: 'Makers',
      checkers: 'Checkers',
      able: 'DAs who can log on',
      warnings: 'Warnings',
    },
    none: 'No participant matches.',
    shown: (rows: number) => `${rows} on this page`,
    well: 'None',
    warnings: {
      'nobody-can-log-on': 'No DA can log on',
      'few-makers': 'Too few makers',
      'few-checkers': 'Too few checkers',
      'no-email': 'DA without email',
      'shared-address': 'Maker and checker share an address',
    },
    /** What to do about it. */
    remedies: {
      'nobody-can-log-on':
        'No Delegated Administrator of this firm is active and has set up 2FA: nobody there can help anybody.',
      'few-makers':
        'With fewer than two makers, one absence stops the firm. Ask it to appoint another with eService DA 3.',
      'few-checkers':
        'With fewer than two checkers, one absence leaves requests waiting. Ask it to appoint another with eService DA 3.',
      'no-email': 'A DA without a registered email can’t set up 2FA. It is registered with eService DA 3.',
      'shared-address':
        'A maker and a checker have one registered email between them: whoever reads it could act as both.',
    },
  },

  deskForms: {
    titles: {
      'admit-participant': 'Admit a participant',
      'amend-participant': 'Amend a participant',
      'grant-single-control': 'Grant single control',
      'withdraw-single-control': 'Withdraw single control',
      'record-contact': 'Record a contact for call-back',
      'withdraw-contact': 'Withdraw a contact for call-back',
      'user-register-email': 'Register an email address',
      'user-withdraw-email': 'Take the email address away',
      'user-reset': 'Have him initiate 2FA again',
      'user-suspend': 'Suspend at once',
      'user-reinstate': 'Reinstate',
      'open-connect-user': 'Open a Client Connect user',
      'amend-connect-rights': 'Amend the rights of a Client Connect user',
      decide: 'Go or no-go',
      postpone: 'Postpone',
      'roll-back': 'Roll back',
      grace: 'Open smartcard doors again',
      extend: 'Extend a test session',
      'open-branch': 'Open a branch',
      'discard-branch': 'Discard the branch',
      'explain-branch': 'Explain differences',
    },
    intros: {
      'admit-participant':
        'It begins with two user groups, one for its administrators and one for its users, with the functions that the programme gives to each.',
      'amend-participant':
        'What stands here is on record. Networks that you take out are closed when it is approved.',
      'grant-single-control':
        'For a sole proprietor who has nobody to check him. One person then acts alone there, and every record of it says so.',
      'withdraw-single-control':
        'From then on every change of this firm takes two people. If it has only one, its requests wait.',
      'record-contact':
        'Whoever is on record is called back before anything is believed. A contact of the same name is replaced.',
      'withdraw-contact': 'This person is not called back any more.',
      'user-register-email':
        'Codes for initiation, and passcodes by email, go to this address, whichever of his firms he then acts for. The address before is told. Your remark is read by this firm too: name the hotline cases in which each firm was asked, and no other firm.',
      'user-withdraw-email':
        'Without an address he gets no code by email, and can’t initiate 2FA. The address is told. Your remark is read by this firm too: name the hotline cases in which each firm was asked, and no other firm.',
      'user-reset':
        'His password and his OTP channels end when it is approved, at all of his firms, and his logon sessions with them. He initiates 2FA by his registered email. Your remark is read by this firm too: name the hotline cases in which each firm was asked, and no other firm.',
      'user-suspend':
        'In force at all of his firms as soon as you press the button; his logon sessions end. Another operator confirms or lifts it. Your remark is read by this firm too: name the hotline cases in which each firm was asked, and no other firm.',
      'user-reinstate':
        'He can log on again, for all of his firms, with what he had set up. Your remark is read by this firm too: name the hotline cases in which each firm was asked, and no other firm.',
      'open-connect-user':
        'He keeps the firm’s Delegated Administrators by eService DA 3, registers for events, or reads documents, by the rights he is given. He sets up 2FA by himself, by the address that stands here.',
      'amend-connect-rights': 'What stands here is what he may do from the approval on, and nothing else.',
      decide:
        'A go counts if the second operator approves it by the decision time; a no-go counts to the last moment before the switch.',
      postpone:
        'A later day keeps all credentials that were set up. For everybody it asks for a new go, by a new decision time.',
      'roll-back':
        'The doors are as before the switch. What people have set up stays theirs. A new day is named by postponing.',
      grace:
        'Smartcard doors that have closed open again for one participant or one person, for some business days.',
      extend:
        'A test session that runs goes on from when the second operator approves it; last entry moves with its end, and who is logged on stays.',
      'open-branch':
        'For a test session whose changes are not carried forward. What is approved may be run once within the window, by one operator on the host of the data centre.',
      'discard-branch':
        'What is approved may be run once within the window. It may be asked for before the branch is opened.',
      'explain-branch':
        'For accounts that changed while a branch was open, and that no record names. Your remark says why; two of you answer for it.',
    },
    fields: {
      code: 'Participant code',
      nameEn: 'English name',
      nameZh: 'Chinese name',
      singleControl: 'Single control',
      networks: 'Networks',
      name: 'Name',
      office: 'Office held',
      telephone: 'Telephone',
      email: 'Email',
      userId: 'User ID',
      address: 'Registered email',
      language: 'Language of mail',
      EU_UserMaintenance: 'EU_UserMaintenance (DA 3)',
      EU_Events: 'EU_Events (events)',
      EU_Documents: 'EU_Documents (documents)',
      decision: 'Decision',
      of: 'For whom',
      who: 'Participant code or User ID',
      day: 'New day of the switch',
      time: 'Hour of the switch',
      decideDay: 'New decision day',
      decideTime: 'Hour of the decision',
      system: 'System',
      businessDays: 'Business days',
      session: 'Test session',
      minutes: 'For how long',
      fromDay: 'May be run from, day',
      fromTime: 'May be run from, hour',
      untilDay: 'May be run until, day',
      untilTime: 'May be run until, hour',
      branch: 'Number of the branch',
      remark: 'Remark',
    },
    hints: {
      code: 'Two to twelve capitals and digits. It never changes.',
      networks: 'Such as 203.0.113.0/24, parted by blanks. Empty: from anywhere.',
      who: 'Leave empty for everybody.',
      time: 'Such as 00:00, in the programme’s time zone.',
      decideDay: 'For everybody only.',
      decideTime: 'Such as 18:00. For everybody only.',
      businessDays: 'From 1 to 20, counted from the approval.',
      untilTime: 'From then on it can’t be run any more. A branch that is open then raises an alarm.',
      remark: 'Kept with the request, and shown to all who see it.',
    },
    choices: {
      '': 'Choose one',
      yes: 'Granted',
      no: 'Not granted',
      go: 'Go',
      'no-go': 'No-go',
      everybody: 'Everybody',
      participant: 'One participant',
      person: 'One person',
      en: 'English',
      'zh-Hant': 'Traditional Chinese',
      '15': '15 minutes',
      '30': '30 minutes',
    },
    ask: 'Ask for it',
    back: 'Go back without asking',
  },

  deskLaunch: {
    states: {
      approved: 'Approved',
      stopped: 'Stopped',
      lapsed: 'Lapsed',
      open: 'Not decided',
      'rolled-back': 'Rolled back',
    },
    explains: {
      approved: (day: string) => `It switches by itself at ${day}.`,
      switched: (day: string) => `It has switched, at ${day}.`,
      stopped: () => 'A no-go stands: nothing switches. The old doors stay open.',
      lapsed: () =>
        'Nobody gave a go by the decision time: nothing switches, and the old doors stay open. Postpone to a new day.',
      open: () =>
        'It is not known whether it switches: that takes a go of two operators by the decision time.',
      'rolled-back': () => 'No day is named. The doors are as before the switch.',
    },
    state: 'State',
    switchesAt: 'Day named for the switch',
    noDay: 'No day',
    decideBy: 'Decision time',
    firm: 'Not needed: the launch is firm, and happens unless there is a no-go.',
    passed: (moment: string) => `${moment}: passed`,
    actions: 'What may be asked for',
    waiting: 'Asked for, and not decided',
    noneWaiting: 'No request about the launch is open.',
    decisions: 'Decided so far',
    noDecisions: 'Nothing has been decided yet.',
    columns: { at: 'When', decision: 'Decision', of: 'For whom', by: 'By', remark: 'Remark' },
    kinds: {
      go: 'Go',
      'no-go': 'No-go',
      rollback: 'Rolled back',
    },
    postponedTo: (day: string) => `Postponed to ${day}`,
    extendedTo: (until: string) => `Test session extended to ${until}`,
    graceOf: (system: string, days: number) => `Grace: ${system}, ${days} business days`,
    everybody: 'Everybody',
  },
}
