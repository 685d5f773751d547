import { roomsEn } from '../rooms.en.ts'
import { shellEn } from '../shell.en.ts'
import type { DocumentFacts, Section } from './document-facts.ts'
import { helpEn } from './help.en.ts'

const { labels } = shellEn
const { rooms } = roomsEn

/** For Client Connect users: the firm's Delegated Administrators, its events, its documents. */
export function clientConnectGuideEn(f: DocumentFacts): readonly Section[] {
  return [entering(f), pages(), rights(), delegates(), lockedOut(), events(f), documents(f), helpEn(f)]
}

function entering({ idleMinutes }: DocumentFacts): Section {
  return {
    heading: 'Logging on',
    parts: [
      `Client Connect has a login of its own, which works also when the firm’s other logins do not. “${labels.userId}”, “${labels.password}”, “${labels.oneTimePasscode}”; the first time “${labels.initiation}”.`,
      `It is open at all times. If you do nothing for ${idleMinutes.connect} minutes you are logged out.`,
      'If you act for several firms, choose one; it is named at the head of every page.',
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
          [rooms.overview, 'Each request with its number, state, owner and due time; what waits for you'],
          [rooms.delegates, 'eService DA 3: who administers your firm, and what each of them lacks'],
          [rooms.requests, 'What was asked for, by whom, and what became of it'],
          [rooms.absences, 'When one of you is away'],
          [rooms.events, 'Register the firm, amend, withdraw; the numbered confirmation'],
          [rooms.documents, 'Guides and the information package, to read, to print, to keep'],
        ],
      },
    ],
  }
}

function rights(): Section {
  return {
    heading: 'Access rights',
    parts: [
      {
        caption: 'What each right opens',
        head: ['Right', 'What for'],
        rows: [
          [
            'EU_UserMaintenance',
            'eService DA 3: the firm’s Delegated Administrators and their email addresses',
          ],
          ['EU_Events', 'Registering the firm for events'],
          ['EU_Documents', 'Documents that are for participants only'],
        ],
      },
      'Rights are granted by the clearing house at the firm’s request. Who lacks one is told its name.',
    ],
  }
}

function delegates(): Section {
  return {
    heading: 'eService DA 3',
    parts: [
      'Appoint, amend, cover, suspend or remove a Delegated Administrator, register his email address, or have his credentials reset. The form shows what is on record now.',
      {
        steps: [
          'You file the request. It has a number, an owner and a due time.',
          'Another Client Connect user of your firm with EU_UserMaintenance checks it.',
          'An operator of the clearing house authorises it. Then it is in force at once.',
        ],
      },
      {
        list: [
          'Three different people; nobody takes part in what concerns himself.',
          'Suspending a DA is done at once by one of you, and confirmed or lifted by the others.',
          'One person is never both maker and checker of a firm, save under single control. Maker and checker never share an email address.',
          'A temporary DA has an end date, and is a DA to the end of that day.',
          'A DA’s smartcard is assigned, replaced and revoked, and its password reset, in the same way. Revoking it is done at once by one of you.',
        ],
      },
    ],
  }
}

function lockedOut(): Section {
  return {
    heading: 'A Delegated Administrator is locked out',
    parts: [
      'You do not need his login, nor the firm’s. See what he lacks on the dashboard: an email address, initiation, or an active account. File DA 3: register the address, or have his credentials reset; he then initiates 2FA again.',
      'A firm with one Client Connect user calls the hotline: two operators make the repair.',
    ],
  }
}

function events({ events: all }: DocumentFacts): Section {
  return {
    heading: 'Events',
    parts: [
      'Say for each session how many people come, by which means, and whom to call. You can amend or withdraw to the end of the last day; after that, ask the hotline. The confirmation has a number, on screen and by mail.',
      ...all.map(({ title, until }) => `${title}: register on or before ${until} (to 24:00).`),
    ],
  }
}

function documents({ documents: all }: DocumentFacts): Section {
  return {
    heading: 'Documents',
    parts: [
      'What is not yet published says when it will be. Documents can be read on screen, printed, or downloaded as one file.',
      { list: all.map(({ title, where, from }) => `${title}: ${where}, from ${from}`) },
    ],
  }
}
