import { roomsEn } from '../rooms.en.ts'
import { shellEn } from '../shell.en.ts'
import type { DocumentFacts, Section } from './document-facts.ts'
import { helpEn } from './help.en.ts'

const { labels } = shellEn
const { rooms } = roomsEn

/** For Delegated Administrators: how a firm gets its people ready, and keeps them so. */
export function administratorGuideEn(f: DocumentFacts): readonly Section[] {
  return [
    entering(f),
    pages(),
    twoPeople(),
    ready(f),
    users(),
    cards(f),
    resets(),
    leak(),
    absent(),
    alone(),
    helpEn(f),
  ]
}

function entering({ administration, idleMinutes }: DocumentFacts): Section {
  return {
    heading: 'Logging on',
    parts: [
      {
        caption: 'Doors',
        head: ['Address', 'Doors'],
        rows: administration.map(({ address, cardDoors, otpDoors }) => [
          address,
          [...cardDoors, ...otpDoors].join('; '),
        ]),
      },
      `The first time: “${labels.initiation}”, as for users. Your email address is registered by your firm’s Client Connect user with eService DA 3, not by you or another DA.`,
      `If you do nothing for ${idleMinutes.administration} minutes you are logged out.`,
      'If you act for several firms, choose one. Its name stands at the head of every page; nothing of another firm is shown.',
    ],
  }
}

function pages(): Section {
  return {
    heading: 'Your pages',
    parts: [
      {
        caption: 'What each page is for',
        head: ['Page', 'What for'],
        rows: [
          [rooms.overview, 'What waits for you, and who of your firm is locked'],
          [rooms.readiness, 'Who of your firm is ready for the launch, and what each of the others lacks'],
          [rooms.emails, 'Addresses one by one or by a file, test letters, and what became of each letter'],
          [rooms.users, 'Create, amend, suspend, reinstate, remove; reset, unlock, end logons'],
          [rooms.groups, 'User groups, and the functions that each of them opens'],
          [rooms.cards, 'Whose smartcard is which; revoke it at once, or have another one recorded'],
          [rooms.listings, 'Users, disabled users, groups and history, as files'],
          [rooms.attestation, 'Say from time to time, of each user, whether he still needs what he may do'],
          [rooms.references, 'Why one of your people was refused'],
          [rooms.cases, 'What the hotline handed to your firm to see to; close it with what came of it'],
          [rooms.emergency, 'A passcode for one logon of somebody who must get in now'],
          [rooms.requests, 'What was asked for, by whom, and what became of it'],
          [rooms.absences, 'When a maker or a checker is away'],
        ],
      },
      'Every page can be printed. Lists can be downloaded as CSV files.',
    ],
  }
}

function twoPeople(): Section {
  return {
    heading: 'Maker and checker',
    parts: [
      'Whatever loosens something takes two people. The maker proposes; the request has a number, a due time, and shows what was and what would be. A checker approves or rejects exactly that. If the account was changed meanwhile, the request is void and has to be made again.',
      {
        list: [
          'Nobody checks his own request, and nobody decides about himself, by whatever account.',
          'Before approving you prove yourself once more by a one-time passcode, or by your smartcard if you logged on by it; that holds for 15 minutes.',
          'The request is due at the end of the second business day. After that it has expired, and can be made again in one step.',
          'Suspending somebody and ending his logons is done at once by one person, and confirmed or lifted by another.',
        ],
      },
    ],
  }
}

function ready({ launch }: DocumentFacts): Section {
  return {
    heading: 'Getting everybody ready',
    parts: [
      launch.standing ?? `2FA has been in effect since ${launch.day}.`,
      {
        steps: [
          'Look at your firm’s readiness: who lacks an email address, who has not initiated 2FA, who is suspended or locked.',
          'Register the missing addresses: one by one, or by a CSV file with the columns User ID and address. The page names each fault by line and shows what would change; nothing is changed yet. Submit.',
          'A checker approves. A whole file is one request.',
          'Send the test mail to all registered addresses. Delivery is shown by person; what bounces can be mended on the spot.',
          `Ask the people on the list to do the ${labels.initiation.toLowerCase().replace('2fa', '2FA')}. The list ticks itself off by what they have done.`,
        ],
      },
      'A shared mailbox is possible for users, and is marked: whoever reads it reads the codes of all of them. The maker and the checker of a firm each have an address of their own.',
    ],
  }
}

function users(): Section {
  return {
    heading: 'Users, groups and functions',
    parts: [
      {
        list: [
          'A new user is made from the profile of another: same groups, his own User ID, name and address.',
          'A User ID is never used again for somebody else, also after it was removed. A successor gets his own.',
          'A user group gives access to functions. Who is in no group with a function can log on and finds nothing open.',
          'Listings of users, disabled users, profiles and groups can be exported as files.',
        ],
      },
    ],
  }
}

function cards({ launch: { lastSmartcardDays } }: DocumentFacts): Section {
  return {
    heading: rooms.cards,
    parts: [
      'A smartcard is one person’s for ever: it is given to nobody else, not even after it ended, and one that ended is not given back to its owner.',
      ...lastSmartcardDays,
      {
        caption: 'What to do about a smartcard',
        head: ['What happened', 'What to do'],
        rows: [
          [
            'Somebody has a new card',
            'Assign it (maker and checker): bring its certificate, a PEM or DER file, never a private key.',
          ],
          [
            'It is lost, stolen, or may be in the wrong hands',
            'Revoke it at once: one person is enough, and its logons end within a second. Another DA confirms that, or lifts it if the card was found; the logons stay ended.',
          ],
          [
            'It ends soon, or is broken',
            'Replace it (maker and checker): the old card ends with the approval. You are told 30, 7 and 1 day before a certificate ends.',
          ],
          [
            'Somebody leaves',
            'Remove him: his card and its password end with his last role in any firm. Collect the card; his successor gets his own.',
          ],
          [
            'The card password is forgotten, or known to others',
            'Reset it (maker and checker): it is closed, and his logons end. Nobody of the firm chooses or sees the next one. It comes from the card office, with the clearing house’s next import; or the person initiates 2FA and needs it no more.',
          ],
          [
            'It is a Delegated Administrator’s',
            'Not on this page: the firm’s Client Connect users ask by eService DA 3.',
          ],
        ],
      },
      'In a test session a card password counts as of the close of the business day that the session names: one that was changed or reset since still counts there, and the new one from the next business day. A card that was revoked since is out at once, there too: so revoke the card if it must not be used.',
    ],
  }
}

function resets(): Section {
  return {
    heading: 'Locked, forgotten, lost',
    parts: [
      {
        caption: 'What helps',
        head: ['What happened', 'What to do'],
        rows: [
          ['Too many failures', 'Nothing: the lock ends by itself. Or unlock the account.'],
          [
            'Password forgotten',
            'Reset the password (maker and checker). The person initiates 2FA again; his groups stay.',
          ],
          ['Phone lost, no second channel', 'Reset the OTP channel (maker and checker).'],
          [
            'He must get in now',
            'An emergency passcode (maker and checker): valid once, for one hour from the approval. Make sure who he is: call back at the number on record, or meet him. It is shown to the maker alone; tell it by voice, in no mail. It goes with his password, and takes the place of no reset.',
          ],
          ['A page showed a reference', 'Look it up: the reason is shown for your own people.'],
          [
            'A DA is locked out',
            'Another DA, or the Client Connect user by DA 3. His login does not depend on yours.',
          ],
        ],
      },
    ],
  }
}

function leak(): Section {
  return {
    heading: 'If a password or a code may be in the wrong hands',
    parts: [
      'Suspend the account at once: one person is enough, maker or checker, and its logons end within a second. Then find out. Another DA confirms the suspension or lifts it.',
    ],
  }
}

function absent(): Section {
  return {
    heading: 'When somebody is away',
    parts: [
      'Enter the absence of a maker or checker beforehand. A request that is half-way to its due time and has no checker goes to an operator of the clearing house, and is marked so. For longer absences have a temporary DA appointed by DA 3, with an end date.',
      'Have two makers and two checkers. With fewer you are warned, and so is the operator.',
    ],
  }
}

function alone(): Section {
  return {
    heading: 'Sole proprietors',
    parts: [
      'Where the clearing house has granted it, one person is maker and checker (single control). Every record is marked, and the operator sees it. If he is locked out, two operators repair his account.',
    ],
  }
}
