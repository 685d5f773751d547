import { shellEn } from '../shell.en.ts'
import type { DocumentFacts, Section } from './document-facts.ts'
import { helpEn } from './help.en.ts'

const { labels } = shellEn

/** For people who work at a terminal: authentication arrangement and functions under 2FA (circular, paragraph (ii)). */
export function userGuideEn(f: DocumentFacts): readonly Section[] {
  return [before(f), landing(f), initiation(f), logon(f), notAvailable(f), account(f), trouble(f), helpEn(f)]
}

function before({ launch }: DocumentFacts): Section {
  return {
    heading: 'Before you begin',
    parts: [
      launch.standing ?? `Two-factor authentication (2FA) has been in effect since ${launch.day}.`,
      'You need your User ID and a mailbox whose address your firm’s Delegated Administrator (DA) has registered. An authenticator app on a phone is recommended; any app for time-based passcodes (TOTP) will do.',
    ],
  }
}

function landing({ terminal }: DocumentFacts): Section {
  return {
    heading: 'The landing page',
    parts: [
      'Open the address you have always used. Each name below is a link to a logon page of its own. A door that is closed says when it opens.',
      {
        caption: 'Doors',
        head: ['Address', 'Doors'],
        rows: terminal.map(({ address, cardDoors, otpDoors }) => [
          address,
          [...cardDoors, ...otpDoors].join('; '),
        ]),
      },
    ],
  }
}

function initiation({ terminal, passwordRules, codes }: DocumentFacts): Section {
  const doors = terminal.flatMap(({ otpDoors }) => otpDoors)
  return {
    heading: labels.initiation,
    parts: [
      'Once, in about five minutes. You can stop and begin again whenever you like; nothing counts until the last step.',
      {
        steps: [
          `On the landing page press ${doors.map((door) => `<${door}>`).join(' or ')}, then “${labels.initiation}”.`,
          `Type your “${labels.userId}” and press “${labels.continue}”. If 2FA can be set up for it, a code goes to its registered email address.`,
          `Type it as “${labels.codeFromEmail}”. It has ${codes.digits} digits and is valid for ${codes.minutes} minutes. Our mails never contain a link.`,
          `Choose a password: “${labels.newPassword}”, “${labels.repeatNewPassword}”.`,
          `Choose your OTP channel: “${labels.app}” or “${labels.email}”. For the app, scan the picture or type the key.`,
          `Prove the channel: type the “${labels.oneTimePasscode}” it gives you.`,
          `The page says “${labels.twoFactorIsSetUp}” and offers a second channel. Take it: if one fails, you get in by the other.`,
        ],
      },
      'Your password:',
      { list: passwordRules },
    ],
  }
}

function logon({ codes, idleMinutes }: DocumentFacts): Section {
  return {
    heading: 'Logging on and out',
    parts: [
      {
        steps: [
          'On the landing page choose the door of the function you want.',
          `“${labels.userId}”, “${labels.password}”, “${labels.continue}”.`,
          `“${labels.oneTimePasscode}”, “${labels.logOn}”. A passcode by email is valid for ${codes.minutes} minutes; each passcode works once.`,
          `When you have finished: “${labels.logOut}”.`,
        ],
      },
      `If you do nothing for ${idleMinutes.terminal} minutes you are logged out. You are warned before, and “${labels.stayLoggedOn}” keeps you in.`,
      'You have one logon at each door. If you log on elsewhere, the newer one stays and the older is told.',
    ],
  }
}

function notAvailable({ functions, events }: DocumentFacts): Section {
  return {
    heading: `“${labels.functionNotAvailable}”`,
    parts: [
      `You are logged on, and the function is closed at this time. The page says when it opens. In a connectivity test it is the expected result: “${labels.testComplete}”`,
      {
        caption: 'Service hours',
        head: ['Function', 'On business days'],
        rows: functions.map(({ name, hours }) => [name, hours]),
      },
      ...events.flatMap(({ sessions }) =>
        sessions.map(({ title, when, carriedForward }) => `${title}, ${when}: ${carriedForward}`),
      ),
      'A banner on every page says that it is a test session, until when, and whether what you change is kept.',
    ],
  }
}

function account({ passwordRules }: DocumentFacts): Section {
  return {
    heading: 'Your own account',
    parts: [
      {
        list: [
          `“${labels.changePassword}”: proven by your password and a passcode. ${passwordRules.at(-1) ?? ''}`,
          `“${labels.otpChannels}”: add, replace or remove the app or email. The one you have proves the change.`,
          `“${labels.logonSessions}”: where you are logged on, and since when. End what you do not know.`,
        ],
      },
      'You get a mail whenever something of this is changed.',
    ],
  }
}

function trouble({ codes, lock }: DocumentFacts): Section {
  return {
    heading: 'If something does not work',
    parts: [
      {
        caption: 'What to do',
        head: ['What you see', 'What to do'],
        rows: [
          [
            'No code comes',
            'Wait some minutes: mail can be slow. Look in the junk folder. Ask your DA whether an address is registered for you, and whether the mail to it was delivered.',
          ],
          [
            'The code is not accepted',
            `Use the code of the newest mail. After ${codes.tries} wrong tries, begin again.`,
          ],
          [
            'You could not be logged on',
            `Check User ID and password. After ${lock.failures} failures logon is locked, for at most ${lock.longestMinutes} minutes; it opens again by itself, and a DA can unlock it earlier.`,
          ],
          [
            'You lost your phone',
            'Log on with your other channel and replace the app. Without another channel, ask a DA to reset your OTP channel.',
          ],
          [
            'You must get in now, and no OTP channel works',
            'Ask a DA for an emergency passcode. He makes sure that it is you, has it approved by another DA, and tells you twelve digits: type them as one-time passcode, after your password. They work once, within the hour; nobody else ever asks you for them. Where a channel is lost for good, have it reset afterwards.',
          ],
          ['You forgot your password', 'Ask a DA for a reset. You then initiate 2FA again.'],
          [
            'Somebody may know your password or your code',
            'Ask a DA to suspend your account at once, and call the hotline. Nobody of the clearing house will ever ask you for a password or a code.',
          ],
        ],
      },
    ],
  }
}
