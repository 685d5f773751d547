import {
  certificate,
  moment,
  passwordHash,
  pastMoment,
  serialNumber,
  sha256Digest,
} from './read-card-cell.ts'
import {
  accessRights,
  accountStatus,
  functionId,
  listedName,
  listOfNames,
  mailAddress,
  name,
  networks,
  oneOf,
  optional,
  participantCode,
  personKey,
  type ReadCell,
  telephone,
  userId,
} from './read-cell.ts'
import { cardRow, HOUSE_ROLES, personRow, type ReadWhole } from './whole-rows.ts'

/** One of the files a registry fills in: its columns, in order, and how a cell of each is read. */
export interface DirectoryFile {
  readonly name: FileName
  readonly columns: Readonly<Record<string, ReadCell>>
  /** Reads what no cell shows by itself, once all cells are sound. */
  readonly whole?: ReadWhole
  /** The column that holds more than a text, and how many characters of it. */
  readonly long?: { readonly column: string; readonly most: number }
  /** The column of which nothing is kept where it is faulty: it may be the secret itself, typed into the wrong place. */
  readonly secret?: string
}

export type FileName = 'participants.csv' | 'contacts.csv' | 'groups.csv' | 'people.csv' | 'cards.csv'

const FIRM_ROLES = ['user', 'da-maker', 'da-checker', 'da-single', 'client-connect']

/** docs/directory.md explains them to whoever fills them in. */
export const FILES: readonly DirectoryFile[] = [
  {
    name: 'participants.csv',
    columns: {
      participant: participantCode,
      name_en: name,
      name_zh: name,
      single_control: oneOf('yes', 'no'),
      source_networks: optional(networks),
    },
  },
  {
    name: 'contacts.csv',
    columns: {
      participant: participantCode,
      name: listedName,
      office: name,
      telephone,
      email: optional(mailAddress),
    },
  },
  {
    name: 'groups.csv',
    columns: {
      participant: participantCode,
      group: listedName,
      function: optional(functionId),
    },
  },
  {
    name: 'people.csv',
    columns: {
      user_id: userId,
      person: optional(personKey),
      display_name: name,
      language: oneOf('en', 'zh-Hant'),
      participant: optional(participantCode),
      role: oneOf(...FIRM_ROLES, ...HOUSE_ROLES),
      groups: optional(listOfNames),
      status: accountStatus,
      registered_email: optional(mailAddress),
      access_rights: optional(accessRights),
    },
    whole: personRow,
  },
  {
    name: 'cards.csv',
    columns: {
      user_id: userId,
      certificate: optional(certificate),
      issuer: optional(sha256Digest),
      serial: optional(serialNumber),
      key: optional(sha256Digest),
      subject: optional(name),
      not_after: optional(moment),
      from: pastMoment,
      state: oneOf('in-force', 'revoked', 'replaced', 'removed'),
      until: optional(pastMoment),
      card_password: optional(passwordHash),
      password_from: optional(pastMoment),
    },
    whole: cardRow,
    // As much as the engine of requests takes (put-card.ts).
    long: { column: 'certificate', most: 12_000 },
    secret: 'card_password',
  },
]
