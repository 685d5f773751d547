import type { EmergencyEnd, EmergencyStanding, Identified } from '../kernel/vocabulary.ts'

/** Emergency passcodes: asked for, shown to be told, and listed. */
export const emergencyEn = {
  emergency: {
    askTitle: 'Emergency passcode for this user?',
    askIntro:
      'For somebody whose OTP channel fails him and who must get in now. Once another one approves, you have one hour: the passcode is shown to you alone, you tell it to him, and it lets him in once, after his own password. His OTP channels stay as they are; where they are lost for good, ask for a reset.',
    askIntroAtDesk:
      'For a DA whose OTP channel fails him and who must get in now. Once another operator approves, you have one hour: the passcode is shown to you alone, you tell it to him, and it lets him in once, after his own password.',
    identified: 'How did you make sure that it is he?',
    identifiedHint:
      'Not by a number or an address that the caller gave you. It stands in the request and in the record.',
    choose: 'Choose one',
    chooseFirst: 'Say how you made sure that it is he.',
    ways: {
      'call-back': 'Called back at the number on record',
      'in-person': 'In person',
      video: 'By video, by somebody who knows him',
    } satisfies Readonly<Record<Identified, string>>,
    one: 'one, for one hour',
    whyNot: {
      suspended: 'No emergency passcode: the account is suspended. Reinstate it first.',
      'not-initiated':
        'No emergency passcode: 2FA is not set up. It goes with the password, which only its holder can set.',
    },

    typedHere: 'An emergency passcode that was given to you is typed here too.',

    title: 'Emergency passcode',
    forWhom: (userId: string, name: string) => `For ${userId} (${name})`,
    toShow: 'Show the emergency passcode',
    show: 'Show it now',
    showAgain: 'Show another one in its place',
    before:
      'Have him on the line, or before you, first. It is shown once, and kept nowhere: a page that was closed or loaded again does not bring it back.',
    shownBefore: (times: number) =>
      times === 1
        ? 'One was shown already. If it reached him, leave it: it is still good. Showing another one ends it, and the hour does not begin anew.'
        : `It was shown ${times} times; only the last one is good. Showing another one ends it, and the hour does not begin anew.`,
    asksFirst: 'You are asked for a one-time passcode of your own before.',
    over: {
      used: 'It has been used. Each is good once; for another one, ask again.',
      expired: 'Its hour is over. For another one, ask again.',
      ended: 'It is over, unused. For another one, ask again.',
    },
    refused: {
      'not-entitled': 'You may not ask for emergency passcodes any more, and so not see one.',
      over: 'It has been used, or is over, in the meantime.',
      'shown-meanwhile': 'It was shown already, in this page or another one. What was shown is still good.',
    },
    isTitle: 'The emergency passcode',
    goodUntil: 'Good until',
    tell: 'Tell him',
    steps: [
      'Log on with User ID and password, as always.',
      'Type these digits as one-time passcode, with or without blanks.',
      'They work once. Nobody will ever ask for them: not the hotline, not a colleague.',
    ],
    dont: 'Tell it by voice, or let him read it. Do not write it into a mail or a chat, and do not print it.',
    notPrinted: 'An emergency passcode is not printed.',
    done: 'Done: leave this page',

    intro:
      'Each lets its holder in once, within one hour, after his password. Who used one, and when, stays on record.',
    none: 'None was ever asked for and approved.',
    user: 'For',
    firm: 'Participant',
    request: 'Request',
    state: 'State',
    granted: 'Approved',
    identifiedBy: 'Identified',
    states: {
      'to-be-shown': 'Not shown yet',
      'in-force': 'In force',
      used: 'Used',
      expired: 'Expired',
      ended: 'Ended',
    } satisfies Readonly<Record<EmergencyStanding, string>>,
    until: (moment: string) => `until ${moment}`,
    because: {
      replaced: 'another one took its place',
      expired: '',
      suspended: 'the account was suspended',
      removed: 'the account was removed',
      'role-ended': 'the role ended',
      'credentials-changed': 'password or OTP channel changed',
    } satisfies Readonly<Record<EmergencyEnd, string>>,
  },
}
