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

/** One of the four files a registry fills in: its columns, in order, and how a cell of each is read. */
export interface DirectoryFile {
  readonly name: FileName
  readonly columns: Readonly<Record<string, ReadCell>>
}

export type FileName = 'participants.csv' | 'contacts.csv' | 'groups.csv' | 'people.csv'

/** Roles of the clearing house itself: they belong to no participant. */
export const HOUSE_ROLES = ['operator-maker', 'operator-checker', 'hotline', 'auditor']
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
  },
]
