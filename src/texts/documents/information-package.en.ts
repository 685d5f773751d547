import { shellEn } from '../shell.en.ts'
import type { DocumentFacts, EventFacts, Section } from './document-facts.ts'
import { helpEn } from './help.en.ts'

const { labels } = shellEn

/** Changes of operations, preparation, account migration and the registration of emails: circular, paragraph (i). */
export function informationPackageEn(f: DocumentFacts): readonly Section[] {
  return [
    about(f),
    changes(f),
    preparation(f),
    migration(f),
    emails(f),
    ...f.events.map(eventSection),
    whatIfNot(f),
    helpEn(f),
  ]
}

function about({ circular, launch, briefings, connectivity }: DocumentFacts): Section {
  return {
    heading: 'What changes, and when',
    parts: [
      `This package belongs to circular ${circular.reference} of ${circular.date} by ${circular.issuer}.`,
      launch.effect,
      launch.standing ?? `It has been in effect since ${launch.day}.`,
      ...(launch.standing === null || launch.conditions.length === 0
        ? []
        : [
            `The launch is subject to: ${launch.conditions.join('; ')}. Until it is approved, nothing switches.`,
          ]),
      ...launch.lastSmartcardDays,
      connectivity,
      ...briefings,
    ],
  }
}

function changes({ terminal, administration, functions }: DocumentFacts): Section {
  const row = (who: string) => (system: DocumentFacts['terminal'][number]) => [
    who,
    `${system.name}, ${system.address}`,
    system.cardDoors.join('; '),
    system.otpDoors.join('; '),
  ]
  return {
    heading: 'Changes of operations',
    parts: [
      'Two-factor authentication (2FA) asks for two things: a password that you choose, and a one-time passcode that is made for you at that moment.',
      {
        caption:
          'Where people log on. Each name is a link on the landing page and leads to a logon page of its own.',
        head: ['Who', 'Landing page', 'With the smartcard', 'With 2FA'],
        rows: [...terminal.map(row('Users')), ...administration.map(row('Delegated Administrators (DAs)'))],
      },
      {
        list: [
          'No card, no card reader and nothing to install. The addresses stay the same.',
          `Logging on: “${labels.userId}” and “${labels.password}”, then “${labels.oneTimePasscode}”.`,
          'One-time passcodes come from an authenticator app or by email, whichever a person has set up. Two channels are better than one.',
          `A function that is closed at the time shows “${labels.functionNotAvailable}”. The person is logged on all the same; it is not an error.`,
          'A Delegated Administrator makes a change, another checks it, each logged on as himself. No card and no code is passed from hand to hand.',
        ],
      },
      {
        caption: 'Service hours',
        head: ['Function', 'On business days'],
        rows: functions.map(({ name, hours }) => [name, hours]),
      },
    ],
  }
}

function preparation({ events, documents, launch }: DocumentFacts): Section {
  return {
    heading: 'Pre-launch preparation',
    parts: [
      'What each person has to do before the launch, in this order:',
      {
        caption: 'Who does what',
        head: ['Who', 'What', 'By when'],
        rows: [
          [
            'Client Connect user',
            'Register the email address of each DA (eService DA 3). See that there are two makers and two checkers.',
            'At once',
          ],
          [
            'DA maker and DA checker',
            'Register the email address of each user: one by one, or in one CSV file. Send the test mail, and mend what bounces.',
            'At once',
          ],
          [
            'DA',
            `${labels.initiation}: set up a password and an OTP channel, and prove it by using it.`,
            `Before ${launch.day}`,
          ],
          ['User', `${labels.initiation}, as soon as it is open to him.`, `Before ${launch.day}`],
          ...events.map(({ title, until }) => [
            'Client Connect user',
            `Register the firm for: ${title}`,
            until,
          ]),
          ['DA', 'Look at the firm’s readiness until everybody is ready.', `Before ${launch.day}`],
        ],
      },
      ...documents.map(
        ({ title, contents, where, from }) => `${title} (${contents}): ${where}, from ${from}.`,
      ),
    ],
  }
}

function migration({ launch, events }: DocumentFacts): Section {
  const kept = events.flatMap(({ sessions }) =>
    sessions.map(({ title, carriedForward }) => `${title}: ${carriedForward}`),
  )
  return {
    heading: 'Account migration arrangement',
    parts: [
      'Every account moves as it is. Nobody has to apply for a new one.',
      {
        list: [
          'User ID, user groups and accessible functions: unchanged.',
          'Suspended accounts stay suspended. User IDs that were removed are never given to somebody else.',
          'The password of the smartcard is not carried over. Each person chooses a new password at the initiation of 2FA; nobody else, at the clearing house or at the firm, knows it.',
          'The condition is a registered email address. Without one, 2FA can’t be initiated, and there is no way in once the smartcard has gone.',
          'What was set up counts from the moment the page says “' +
            labels.twoFactorIsSetUp +
            '”. If the launch is postponed, it stays set up.',
        ],
      },
      ...(kept.length === 0 ? [] : ['What is set up or changed in a test session:', { list: kept }]),
      `Until ${launch.day}, log on with the smartcard as before.`,
    ],
  }
}

function emails({ emailAppeal }: DocumentFacts): Section {
  return {
    heading: 'Email registration procedure',
    parts: [
      emailAppeal,
      'For users, in the Security Management Functions:',
      {
        steps: [
          'A DA maker opens the firm’s users and enters the address of one user, or uploads a CSV file with two columns: User ID and address. Every fault is named by line; nothing is changed yet.',
          'He submits the request. It has a number and a due time.',
          'A DA checker sees each address as it was and as it would be, and approves or rejects.',
          'A DA sends the test mail to all registered addresses and looks at what arrived and what bounced.',
        ],
      },
      'For Delegated Administrators, in Client Connect:',
      {
        steps: [
          'A Client Connect user with the access right EU_UserMaintenance files eService DA 3 with the DA’s address.',
          'Another Client Connect user of the firm with the same right checks it.',
          'An operator of the clearing house authorises it: three different people in all. A sole proprietor’s firm is repaired by two operators.',
        ],
      },
      {
        list: [
          'One address for several users is possible, but each of them then reads the others’ codes. It is marked wherever it is shown.',
          'The DA maker and the DA checker of a firm never share an address.',
          'When an address is changed, the old address is told as well.',
        ],
      },
    ],
  }
}

function eventSection({ title, purpose, where, until, walkIns, sessions }: EventFacts): Section {
  return {
    heading: title,
    parts: [
      `${purpose}. Register in: ${where}, on or before ${until} (to 24:00).`,
      ...(walkIns === null ? [] : [walkIns]),
      {
        caption: 'Sessions',
        head: ['Session', 'Time', 'What you set up or change there'],
        rows: sessions.map((session) => [session.title, session.when, session.carriedForward]),
      },
      ...sessions.flatMap((session) => [
        ...session.activities.flatMap((activity) => [
          `${session.title}. ${activity.title}:`,
          { steps: activity.steps },
        ]),
        ...session.notes,
      ]),
    ],
  }
}

function whatIfNot({ launch }: DocumentFacts): Section {
  return {
    heading: 'If the launch is postponed or taken back',
    parts: [
      'The landing pages say so at once, above the doors, and every firm is told. The doors follow the new dates by themselves. Password and OTP channel that were set up stay set up.',
      `Planned day: ${launch.day}.`,
    ],
  }
}
