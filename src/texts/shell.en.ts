/**
 * Labels and what stands around every page. Labels are exact (spec 3, design 5); docs/labels.md lists them with their
 * Chinese. Sentences with values are functions of texts that are ready to print: times come from moments.ts.
 */
export const shellEn = {
  labels: {
    userId: 'User ID',
    password: 'Password',
    oneTimePasscode: 'One-time passcode',
    codeFromEmail: 'Code from your email',
    newPassword: 'New password',
    repeatNewPassword: 'Repeat new password',
    currentPassword: 'Current password',
    email: 'Email',
    app: 'Authenticator app',
    continue: 'Continue',
    confirm: 'Confirm',
    logOn: 'Log on',
    logOut: 'Log out',
    stayLoggedOn: 'Stay logged on',
    changePassword: 'Change password',
    otpChannels: 'OTP channels',
    logonSessions: 'Logon sessions',
    initiation: 'Initiation of 2FA',
    twoFactorIsSetUp: '2FA is set up',
    functionNotAvailable: 'Function not available',
    testComplete: 'You are logged on. The connectivity test is complete.',
    englishPrevails: 'If there is any conflict, the English text prevails.',
  },

  shell: {
    /** Between two sentences. */
    between: ' ',
    skip: 'Skip to main content',
    languages: 'Language',
    errorTitle: (title: string) => `Error: ${title}`,
    news: 'Programme news',
    testSession: 'Test session',
    site: { primary: 'Primary Data Centre', secondary: 'Secondary Data Centre' },
    until: (moment: string) => `until ${moment}`,
    changes: {
      'carried-forward': (day: string) =>
        `What you set up or change here is carried forward to the next business day, ${day}.`,
      'thrown-away': (day: string) =>
        `What you change here is NOT carried forward to the next business day, ${day}: it is thrown away.`,
      kept: () =>
        'This page does not belong to the test session: what you change here is kept, and counts at once.',
    },
    authoritative: 'These pages work on the authoritative data, at whichever data centre you open them.',
    /** After a value that no circular states. */
    assumed: ' (assumed)',
    times: (zone: string) => `All times are ${zone}.`,
    problem: 'There is a problem',
    errorPrefix: 'Error:',
    demoClockName: 'Demo clock',
    demoClock: (moment: string) => `Demo clock: ${moment}`,
    demoClockHint: 'The demo runs on its own clock. Moving it back clears logon sessions, codes and locks.',
    demoClockOther: 'Another date and time',
    demoClockSet: 'Set the clock',
  },

  landing: {
    heading: 'Choose how to log on',
    open: 'Open',
    closed: 'Closed',
    /** A door that will open. */
    opens: (moment: string) => `Opens at ${moment}.`,
    /** After the tag that says Open. */
    openUntil: (moment: string) => `until ${moment}.`,
    closedForGood: 'No further opening is planned.',
    cardAbsent: 'Logging on with a smartcard is not part of this installation yet.',
    elsewhere: {
      administrators: 'Are you a Delegated Administrator? Go to',
      users: 'Are you a user of your firm? Go to',
    },
  },

  /** How the launch stands, by the state the programme's rules give it. */
  news: {
    open: (day: string) => `Planned for ${day}: tentative until it is approved.`,
    approved: (day: string) => `Approved for ${day}.`,
    stopped: (day: string) => `It will not take place on ${day}. Nothing switches; log on as before.`,
    lapsed: (day: string) => `It was not approved in time for ${day}. Nothing switches; log on as before.`,
    'rolled-back': (day: string) => `The change of ${day} was rolled back. Log on as before.`,
    /** Of a test session that runs. */
    extended: (until: string) => `Extended: it goes on until ${until}.`,
    /** Put before one of the above, which then names the new day. */
    postponed: (from: string, then: string) => `Postponed from ${from}. ${then}`,
  },

  faults: {
    400: [
      'The form could not be read',
      'Nothing was changed. Go back, reload the page and fill in the form again.',
    ],
    403: [
      'This form is out of date',
      'It was opened in another browser, or too long ago, or its cookies were removed. Nothing was changed. Open the page again and fill in the form once more. Cookies must be allowed.',
    ],
    404: ['Page not found', 'Check the address, or begin at the start page.'],
    405: ['This address does not take that request', 'Begin at the start page.'],
    409: [
      'Nothing can be changed here now',
      'In this test session this can be looked at, and not changed: whatever is changed in it is thrown away afterwards. Nothing was changed.',
    ],
    413: ['The form is too long', 'Nothing was changed. Use fewer characters.'],
    421: ['This address is not served here', 'Use the address your firm was given.'],
    500: [
      'Something went wrong on our side',
      'Nothing was lost that was confirmed to you. Try again; if it happens again, call the hotline and give the reference.',
    ],
    503: ['Very busy at the moment', 'Nothing was changed.'],
    unsure: [
      'We can not tell whether that was done',
      'Our database did not answer in time. What you asked for may be there already: look before you ask for it again.',
    ],
    /** Of a session that a branch of the data is made for. */
    notOpened: [
      'This session is not opened yet',
      'This test session runs on a copy of the data, which its operators open and close. At the moment there is none: nobody can log on, and nothing was changed. If this goes on, call the hotline below.',
    ],
    reportsAway: [
      'Reports can not be fetched just now',
      'The place where they are kept does not answer. The list is right, and nothing is lost: try the same link again, and a download that broke off goes on where it ended. If this goes on, call the hotline below.',
    ],
    doItFrom: (day: string) => `Do this from ${day}.`,
    openAgain: 'Open the page again',
    toStart: 'Go to the start page',
    wait: (seconds: number) => `Try again in ${seconds} seconds.`,
    look: (seconds: number) => `Look in ${seconds} seconds.`,
  } satisfies Record<
    string,
    readonly [string, string] | string | ((n: number) => string) | ((day: string) => string)
  >,
}
