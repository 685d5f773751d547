/** What the pages of one's own account say: password, OTP channels, logon sessions. */
export const ownAccountEn = {
  ownAccount: {
    /** The heading of the result, and the first sentence of the letter. */
    changed: {
      password: 'Your password has been changed.',
      'add-app': 'An authenticator app has been added to your OTP channels.',
      'replace-app': 'Your authenticator app has been replaced by another.',
      'add-email': 'Email has been added to your OTP channels.',
      'remove-app': 'Your authenticator app is no longer an OTP channel.',
      'remove-email': 'Email is no longer an OTP channel.',
    },
    done: 'The change is in force',
    doneOthers: (ended: number) =>
      ended === 0
        ? 'You had no other logon session.'
        : ended === 1
          ? 'Your other logon session was ended.'
          : `Your other ${ended} logon sessions were ended.`,
    doneMailed:
      'You are told by email as well. If you get such a mail without having changed anything, tell the hotline.',

    titles: {
      password: 'Change password',
      'add-app': 'Add an authenticator app',
      'replace-app': 'Move to another authenticator app',
      'add-email': 'Add email',
      'remove-app': 'Remove the authenticator app',
      'remove-email': 'Remove email',
    },
    step: (step: number, of: number) => `Step ${step} of ${of}`,
    expired: 'Your password has expired. Choose another one; then you can go on.',
    thrownAway:
      'This test session is not carried forward. You may change your password here, but the change is thrown away: afterwards the password you have now is good again.',
    passwordOutline:
      'You type your current password and a new one, then a one-time passcode. Your other logon sessions are ended by the change.',
    whatHappens: {
      'add-app':
        'First show that it is you: by your current password, then by a one-time passcode of a channel you have. Then you pair the app and prove it by using it.',
      'replace-app':
        'First show that it is you: by your current password, then by a one-time passcode of a channel you have. Then you pair the new app and prove it; with that the former one stops working.',
      'add-email':
        'First show that it is you: by your current password, then by a one-time passcode of a channel you have. Then you type a passcode sent to your registered address.',
      'remove-app':
        'Show that it is you: by your current password, then by a one-time passcode of a channel you have. Then the app stops working for this User ID.',
      'remove-email':
        'Show that it is you: by your current password, then by a one-time passcode of a channel you have. Then no passcode is sent to your address any more when you log on.',
    },
    endsOthers: 'Your other logon sessions are ended by the change.',
    confirmTitle: 'Show that it is you',
    freshCode: 'A passcode counts once: if you have just used the one your app shows, wait for the next.',
    refusedTitle: 'That could not be confirmed',
    refused: 'The details do not match, or no try can be made at the moment. Nothing has been changed.',
    notNow: 'Nothing has been changed: this cannot be done any more, or not from here. See below what can.',
    cancel: 'Leave everything as it is',

    channelsTitle: 'OTP channels',
    channelsIntro: 'You log on with your password and a one-time passcode from one of these:',
    inForceSince: (moment: string) => `In force since ${moment}.`,
    sentTo: (masked: string) => `Passcodes go to ${masked}.`,
    appIs: 'Passcodes come from an app on your phone, also without network or mail. The stronger channel.',
    onlyOne: 'This is your only channel. To change it, add another first.',
    actions: 'What you can do',
    noEmail: 'Email can be added once an address is registered for you. Ask your Delegated Administrator.',
    notCarried: (day: string) =>
      `OTP channels cannot be changed in this test session: it is not carried forward, and your phone would keep a dead key. Do this from ${day}.`,

    sessionsTitle: 'Logon sessions',
    sessionsIntro:
      'Where your User ID is logged on now. End whatever you do not recognise, change your password, and tell the hotline.',
    door: 'Door',
    since: 'Logged on',
    seen: 'Last used',
    from: 'From network',
    by: 'By',
    thisOne: 'This logon session',
    other: (n: number) => `Another logon session (${n})`,
    end: 'End that logon session',
    endOthers: 'End all others',
    noOthers: 'There is no other.',
    ended: (n: number) => (n === 1 ? 'The logon session was ended.' : `${n} logon sessions were ended.`),
    endedNone: 'It had ended already.',
  },
}
