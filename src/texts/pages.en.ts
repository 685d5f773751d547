/** What the pages of logon, initiation and logon sessions say. */
export const pagesEn = {
  /** Who can act, in words that fit any User ID: the pages before logon reveal no account (P18). */
  whoCanAct: {
    summary: 'Cannot log on? Who can help',
    user: [
      'Your firm’s Delegated Administrators (DAs) keep its users: they register your email address, unlock your account, and reset your password or OTP channel.',
      'If you do not know who they are, ask your operations or compliance department. We cannot say on this page.',
    ],
    administrator: [
      'Another Delegated Administrator (DA) of your firm can unlock your account and reset your password or OTP channel.',
      'A DA’s email address is registered by your firm’s Client Connect user, with eService DA 3.',
    ],
    'client-connect': [
      'Another Client Connect user of your firm can have your account mended: with eService DA 3 or through the operator.',
      'If there is no other, two operators of the clearing house mend it after a call back to your firm.',
    ],
    operator: ['Another operator of the clearing house can have your account mended by two of them.'],
    hotline: 'The hotline takes your call too. If a page showed you a reference, have it at hand.',
  },

  refusal: {
    reference: (reference: string) => `Reference: ${reference}`,
    lookUp: 'Your firm’s Delegated Administrator and the hotline can look up the reason by this reference.',
    logonTitle: 'You could not be logged on',
    logon:
      'The details do not match, or this account cannot log on at the moment. Check your User ID and password, and try again.',
    passcodeTitle: 'That passcode was not accepted',
    passcode: 'It may be mistyped, expired or used already. Check it and try again, or begin again.',
    codeTitle: 'That code was not accepted',
    code: 'It may be mistyped, expired or used already. Use the code in the newest mail, or ask for another.',
    initiationTitle: 'That step could not be completed',
    initiation: 'Nothing has been changed. Try again, or begin again.',
  },

  errors: {
    userIdMissing: 'Enter your User ID',
    passwordMissing: 'Enter your password',
    cardPasswordMissing: 'Type the card password',
    passcodeMissing: 'Enter your one-time passcode',
    codeMissing: 'Enter the code from your email',
    newPasswordMissing: 'Enter a new password',
    repeatMissing: 'Enter the new password again',
    repeatDiffers: 'The two passwords are not the same',
    channelMissing: 'Choose an OTP channel',
    passwordTooShort: (least: number) => `Use at least ${least} characters`,
    passwordTooLong: (most: number) => `Use at most ${most} characters`,
    passwordNoLetter: 'Use at least one letter',
    passwordNoDigit: 'Use at least one digit, 0 to 9',
    passwordNoSpecial: (specials: string) => `Use at least one of these: ${specials}`,
    passwordUsedBefore: (last: number) =>
      last === 1
        ? 'This is the password you have now. Choose another'
        : `This is one of your last ${last} passwords. Choose another`,
    passwordTooCommon: 'This password is too easy to guess. Choose another',
    passwordContext:
      'Without your User ID and the names of firm and service too little is left. Choose another',
    passwordTooSimple: 'Too much of it repeats itself or follows an order, like aaaa or 1234. Choose another',
  },

  logon: {
    title: 'Log on',
    firstTime: 'First time here, or reset by your DA? Set up your password and OTP channel:',
  },

  code: {
    sentTo: (masked: string, moment: string) => `We sent a passcode to ${masked} at ${moment}.`,
    sent: (moment: string) => `Asked for at ${moment}.`,
    validUntil: (moment: string) => `It is valid until ${moment}.`,
    patience: 'Mail may take some minutes. The newest code and earlier ones work until they expire.',
    delivery: {
      queued: 'The mail is waiting to be sent.',
      sent: 'The mail server has accepted it.',
      failed: 'The mail could not be delivered. Use another channel, or ask your Delegated Administrator.',
      bounced: 'The mail came back. Use another channel, or ask your Delegated Administrator.',
      lapsed: 'The mail was not sent in time. Ask for another code.',
    },
    limited: 'No further code was sent: several went out within a quarter of an hour. Try in some minutes.',
    another: 'Send another code',
    beginAgain: 'Begin again',
  },

  passcode: {
    title: 'Enter your one-time passcode',
    emailHint: 'The digits in the mail we sent you',
    appHint: 'The six digits your authenticator app shows now',
    fromApp: 'Open your authenticator app and type the passcode it shows for this service.',
    useEmail: 'Use email instead',
    useApp: 'Use your authenticator app instead',
  },

  initiation: {
    step: (step: number, of: number) => `Initiation of 2FA: step ${step} of ${of}`,
    userIdTitle: 'Set up your password and OTP channel',
    userIdIntro:
      'With two-factor authentication (2FA) you log on with a password and a one-time passcode. Setting it up takes about five minutes:',
    outline: [
      'type a code we send to your registered email address',
      'choose a password',
      'choose how you receive one-time passcodes, and prove it by using it',
    ],
    restart: 'You can stop and begin again whenever you like. Nothing counts until the last step.',

    codeTitle: 'Check your email',
    codeUniform:
      'If 2FA can be set up for the User ID you typed, a code has been sent to its registered email address.',
    codeNone: 'No code? Who can help',
    codeNoneWho: {
      user: 'Without a registered email address no code can be sent. Your firm’s Delegated Administrator (DA) registers it in the Security Management Functions.',
      administrator:
        'Without a registered email address no code can be sent. A DA’s address is registered by your firm’s Client Connect user, with eService DA 3.',
      'client-connect':
        'Without a registered email address no code can be sent. The clearing house registers a Client Connect user’s address.',
      operator:
        'Without a registered email address no code can be sent. Two operators of the clearing house register it.',
    },
    codeNoLink: 'Our mails never contain a link. Type the code here.',

    passwordTitle: 'Choose a password',
    passwordRules: 'Your password',

    channelTitle: 'How do you want to receive one-time passcodes?',
    channelLegend: 'OTP channel',
    appHelp: 'Recommended. An app on your phone makes the passcodes, also without network or mail.',
    emailHelp: (masked: string) =>
      `A passcode is sent to ${masked} whenever you log on. Mail may take some minutes.`,

    lastDay: (day: string) => `It can be used up to and including ${day}.`,

    proveEmailTitle: 'Prove your email channel',
    proveEmailIntro: 'Type the passcode to show that it reaches you.',
    proveAppTitle: 'Prove your authenticator app',
    proveAppScan: 'Scan this with your authenticator app',
    proveAppQr: 'QR code for your authenticator app. The key beside it says the same.',
    proveAppType: 'Cannot scan? Type this key',
    proveAppKey: 'Key',
    proveAppName: 'Account name',
    proveAppKind: 'Kind of key',
    proveAppKindIs: 'Time based, 6 digits, 30 seconds',
    proveAppThen: 'Then type the passcode the app shows.',
    copy: 'Copy the key',
    copied: 'Copied',
    otherChannel: 'Choose another channel',

    doneChannel: {
      email: 'Your one-time passcodes come by email.',
      app: 'Your one-time passcodes come from your authenticator app.',
      both: 'Your one-time passcodes come from your authenticator app or by email, as you choose.',
    },
    doneNext: 'From now on you log on with your User ID, your password and a one-time passcode.',
    secondTitle: 'A second channel, if you like',
    secondWhy: 'If one channel fails, you can still log on with the other.',
    secondApp: 'Add an authenticator app',
    secondEmail: 'Add email',
    goToLogon: 'Go to logon',
  },

  password: {
    atLeast: (least: number) => `has at least ${least} characters`,
    atMost: (most: number) => `has at most ${most} characters`,
    letter: 'has a letter',
    digit: 'has a digit, 0 to 9',
    special: (specials: string) => `has one of these characters: ${specials}`,
    notUsedBefore: (last: number) =>
      last === 1
        ? 'is not the one you have now'
        : `is none of your last ${last} passwords, the one you have now included`,
    anyCharacters: 'may hold any characters, spaces too; you may paste it',
    notCommon: 'is not one that many people use',
    notContext: 'does not rest on your User ID or the name of your firm or of this service',
    notSimple: 'is more than repetition or an order, like aaaa or 1234',
    noExpiry: 'does not expire',
    expiry: (days: number) => `is changed about every ${days} days; you are told two weeks before`,
  },

  session: {
    welcome: 'You are logged on.',
    expected:
      'This is the expected result. Business functions are closed in a test session; nothing more is needed.',
    opensAt: (moment: string) => `You are logged on. This function opens at ${moment}.`,
    noOpening: 'You are logged on. This function is closed, and no opening is planned.',
    openUntil: (moment: string) => `This function is open until ${moment}.`,
    open: 'This function is open.',
    screensElsewhere: 'Its own screens are not part of this installation.',
    staysOpen:
      'It stays open in this session for repairs to your firm’s accounts; what is changed here counts.',
    readOnly:
      'In this session it is open to look at only. Your own password can be changed, and that change is thrown away.',
    lastLogon: 'Last logon',
    momentBy: (moment: string, means: string) => `${moment}, by password and ${means}`,
    means: { email: 'email', app: 'authenticator app', emergency: 'emergency passcode', card: 'smartcard' },
    firstLogon: 'This is your first logon.',
    checkLast: (logon: string) => `${logon}. If that was not you, tell the hotline.`,
    details: 'Your logon session',
    loggedOnAt: 'Logged on',
    endsAt: 'Ends at the latest',
    lives: (moment: string) =>
      `Your logon session ends at ${moment} if you open no other page until then. Reloading this page keeps it alive.`,
    livesNoLonger: (moment: string) =>
      `Your logon session ends at ${moment}. It cannot be made longer; log on again then.`,
    endsSoon: 'Your logon session is about to end',
    idleSoon: (moment: string) =>
      `It has not been used for a while. It ends at ${moment}, and what you have typed here is lost.`,
    overSoon: (moment: string) =>
      `It reaches its time limit at ${moment}. Finish what you are doing, then log on again.`,
    isOver: 'It has ended. Nothing more can be done on this page.',
    close: 'Close',
    toStart: 'Log on again',
    ownAccount: 'Your account',
    backToFunction: (name: string) => `Back to ${name}`,
    passwordSet: 'Password in force since',
    passwordExpiring: (moment: string) =>
      `Your password expires at ${moment}. You can change it now; after that you will be asked to before anything else.`,
    loggedOutTitle: 'You are logged out',
    loggedOut: 'Your logon session has ended. You may close this window.',
    backToStart: 'Back to the start',
    ended: {
      superseded: [
        'You logged on elsewhere',
        'A newer logon with your User ID at the same door ended this one. If that was not you, tell the hotline at once.',
      ],
      idle: ['Your logon session has ended', 'It was not used for a while. Log on again to go on.'],
      expired: ['Your logon session has ended', 'It reached its time limit. Log on again to go on.'],
      revoked: [
        'Your logon session was ended',
        'It was ended by an administrator, or your account was changed. Ask your Delegated Administrator.',
      ],
      'logged-out': ['You are logged out', 'Your logon session has ended.'],
      'ended-elsewhere': [
        'Your logon session was ended',
        'It was ended with your User ID from another logon session. If that was not you, tell the hotline at once.',
      ],
      'credentials-changed': [
        'Your logon session was ended',
        'Your password or your OTP channels were changed in another logon session. Log on again to go on. If that was not you, tell the hotline at once.',
      ],
      'other-network': ['Your logon session was ended', 'It came from a network your firm does not allow.'],
    } satisfies Record<string, readonly [string, string]>,
  },

  startAgain: {
    expired: ['Begin again, please', 'These steps were not finished in time. Nothing has been changed.'],
    elsewhere: [
      'Begin again, please',
      'These steps were begun again in another tab or window, or in another browser. Go on there, or begin again here.',
    ],
    finished: ['This step is done already', 'It was completed before, so there was nothing left to do here.'],
    again: 'Begin again',
  } satisfies Record<string, string | readonly [string, string]>,
}
